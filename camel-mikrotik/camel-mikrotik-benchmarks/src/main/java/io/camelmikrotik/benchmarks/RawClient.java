/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.camelmikrotik.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The limit: a blocking socket that sends bytes encoded beforehand and only looks for the ends of replies, making
 * nothing of them.
 */
public final class RawClient implements Contender {

    private static final byte[] IDENTITY = sentence("/system/identity/print");
    private static final byte[] PRINT = sentence(BenchmarkDevice.LARGE_MENU + "/print");

    private final Closeable socket;
    private final OutputStream out;
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];

    // of the scan: what is left of the word at hand, and whether a sentence begins
    private int position;
    private int limit;

    RawClient(InetSocketAddress device) throws IOException {
        this(blocking(device));
    }

    private RawClient(Socket socket) throws IOException {
        this(socket, socket.getInputStream(), socket.getOutputStream());
    }

    private RawClient(Closeable socket, InputStream in, OutputStream out) throws IOException {
        this.socket = socket;
        this.in = in;
        this.out = out;
        out.write(sentence("/login", "=name=" + BenchmarkDevice.USERNAME, "=password=" + BenchmarkDevice.PASSWORD));
        skipReplies(1);
    }

    private static Socket blocking(InetSocketAddress device) throws IOException {
        Socket socket = new Socket(device.getAddress(), device.getPort());
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** Waits for replies in a selector. */
    static RawClient selecting(InetSocketAddress device) throws IOException {
        SelectedSocket socket = new SelectedSocket(device);
        return new RawClient(socket, socket.in(), socket.out());
    }

    @Override
    public String name() {
        return "raw socket";
    }

    @Override
    public void identity() throws IOException {
        out.write(IDENTITY);
        skipReplies(1);
    }

    @Override
    public int print() throws IOException {
        out.write(PRINT);
        return skipReplies(1) - 1;
    }

    /** Sends it, and reads its reply to the end. */
    void scan(byte[] sentence) throws IOException {
        out.write(sentence);
        skipReplies(1);
    }

    /** @return commands per second */
    double pipelinedRate(int count, int window) throws IOException {
        long start = System.nanoTime();
        pipeline(count, window);
        return count * 1e9 / (System.nanoTime() - start);
    }

    /** Sends all of them, so many in flight at a time. */
    void pipeline(List<byte[]> sentences, int window) throws IOException {
        ByteArrayOutputStream batch = new ByteArrayOutputStream();
        int sent = 0;
        for (int answered = 0; answered < sentences.size();) {
            batch.reset();
            while (sent < sentences.size() && sent - answered < window) {
                batch.writeBytes(sentences.get(sent++));
            }
            if (batch.size() > 0) {
                batch.writeTo(out);
            }
            do {
                skipReplies(1);
                answered++;
            } while (position < limit && answered < sent);
        }
    }

    /** Keeps {@code window} tagged commands in flight until {@code count} are answered, which is in their order. */
    void pipeline(int count, int window) throws IOException {
        byte[] tagged = taggedIdentity(0);
        // the tags of a window, twice: what is sent next may begin at any of them
        byte[] ring = new byte[2 * window * tagged.length];
        for (int i = 0; i < 2 * window; i++) {
            System.arraycopy(taggedIdentity(i % window), 0, ring, i * tagged.length, tagged.length);
        }
        out.write(ring, 0, window * tagged.length);
        int sent = window;
        int answered = 0;
        while (answered < count) {
            skipReplies(1);
            int more = 1;
            while (position < limit && answered + more < count && more < window) {
                skipReplies(1);
                more++;
            }
            answered += more;
            if (answered < count) {
                out.write(ring, sent % window * tagged.length, more * tagged.length);
                sent += more;
            }
        }
        skipReplies(sent - answered);
    }

    private static byte[] taggedIdentity(int tag) {
        return sentence("/system/identity/print", ".tag=" + (1000 + tag));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads until so many replies have ended. @return the number of sentences */
    private int skipReplies(int replies) throws IOException {
        int sentences = 0;
        int left = replies;
        while (left > 0) {
            sentences++;
            if (skipSentence()) {
                left--;
            }
        }
        return sentences;
    }

    /** @return whether it was {@code !done} */
    private boolean skipSentence() throws IOException {
        boolean done = false;
        for (boolean first = true;; first = false) {
            int length = length();
            if (length == 0) {
                return done;
            }
            if (first) {
                ensure(2);
                done = buffer[position + 1] == 'd';
                if (buffer[position + 1] == 't') {
                    throw new IOException("the device refused a command");
                }
            }
            skip(length);
        }
    }

    private int length() throws IOException {
        ensure(1);
        int first = buffer[position++] & 0xFF;
        if (first < 0x80) {
            return first;
        }
        ensure(1);
        return (first & 0x3F) << 8 | buffer[position++] & 0xFF;
    }

    private void skip(int length) throws IOException {
        int left = length;
        while (left > limit - position) {
            left -= limit - position;
            position = limit;
            ensure(1);
        }
        position += left;
    }

    private void ensure(int bytes) throws IOException {
        while (limit - position < bytes) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
            int read = in.read(buffer, limit, buffer.length - limit);
            if (read < 0) {
                throw new EOFException("the device closed the connection");
            }
            limit += read;
        }
    }

    public static byte[] sentence(String... words) {
        byte[] bytes
                = new byte[Arrays.stream(words).mapToInt(word -> word.length() + (word.length() < 0x80 ? 1 : 2)).sum() + 1];
        int offset = 0;
        for (String word : words) {
            if (word.length() >= 0x80) {
                bytes[offset++] = (byte) (0x80 | word.length() >> 8);
            }
            bytes[offset++] = (byte) word.length();
            System.arraycopy(word.getBytes(StandardCharsets.US_ASCII), 0, bytes, offset, word.length());
            offset += word.length();
        }
        return bytes;
    }
}
