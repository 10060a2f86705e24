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
package io.camelmikrotik.simulatortest;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A blocking socket that speaks sentences, and nothing more. One thread. */
final class RawClient implements Closeable {

    private final Socket socket;
    private final DataInputStream in;

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    static RawClient over(Socket socket) throws IOException {
        return new RawClient(socket);
    }

    static RawClient connect(String host, int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(host, port), 5_000);
        return new RawClient(socket);
    }

    static RawClient login(String host, int port) throws IOException {
        RawClient client = connect(host, port);
        client.send("/login", "=name=api", "=password=secret");
        List<String> answer = client.read();
        if (!answer.equals(List.of("!done"))) {
            throw new IOException("login answered with " + answer);
        }
        return client;
    }

    Socket socket() {
        return socket;
    }

    void timeout(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    void send(String... words) throws IOException {
        sendBytes(encode(words));
    }

    void sendBytes(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    static byte[] encode(String... words) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String word : words) {
            byte[] content = word.getBytes(StandardCharsets.UTF_8);
            if (content.length >= 0x4000) {
                bytes.write(0xC0 | content.length >> 16);
                bytes.write(content.length >> 8);
            } else if (content.length >= 0x80) {
                bytes.write(0x80 | content.length >> 8);
            }
            bytes.write(content.length);
            bytes.writeBytes(content);
        }
        bytes.write(0);
        return bytes.toByteArray();
    }

    /** One sentence; an {@link EOFException} at the end. */
    List<String> read() throws IOException {
        List<String> words = new ArrayList<>();
        while (true) {
            int length = length();
            if (length == 0) {
                return words;
            }
            byte[] content = new byte[length];
            in.readFully(content);
            words.add(new String(content, StandardCharsets.UTF_8));
        }
    }

    /** Sentences up to a {@code !done} or a {@code !fatal}, that one included. */
    List<List<String>> readAll() throws IOException {
        List<List<String>> sentences = new ArrayList<>();
        while (true) {
            List<String> sentence = read();
            sentences.add(sentence);
            if ("!done".equals(sentence.get(0)) || "!fatal".equals(sentence.get(0))) {
                return sentences;
            }
        }
    }

    List<List<String>> ask(String... words) throws IOException {
        send(words);
        return readAll();
    }

    /** The rows of a reply as maps. */
    List<Map<String, String>> rows(String... words) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<String> sentence : ask(words)) {
            if ("!re".equals(sentence.get(0))) {
                rows.add(attributes(sentence));
            } else if ("!trap".equals(sentence.get(0))) {
                throw new IOException(sentence.toString());
            }
        }
        return rows;
    }

    static Map<String, String> attributes(List<String> sentence) {
        Map<String, String> attributes = new TreeMap<>();
        for (String word : sentence) {
            if (word.startsWith("=")) {
                int equals = word.indexOf('=', 1);
                attributes.put(word.substring(1, equals), word.substring(equals + 1));
            }
        }
        return attributes;
    }

    int readByte() throws IOException {
        return in.read();
    }

    private int length() throws IOException {
        int first = in.readUnsignedByte();
        if (first < 0x80) {
            return first;
        }
        if (first < 0xC0) {
            return (first & 0x3F) << 8 | in.readUnsignedByte();
        }
        if (first < 0xE0) {
            return (first & 0x1F) << 16 | in.readUnsignedShort();
        }
        throw new IOException("a word that long was not expected: first byte " + first);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
