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
package io.camelmikrotik.internal.session;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.camelmikrotik.routeros.DeviceAccess;

/**
 * A server that says exactly what a test wants, sentence by sentence, right or wrong. Wire code of its own. The login
 * is accepted unless the script is told to answer it.
 */
final class ScriptedRouter implements AutoCloseable {

    /** Answers one sentence of the client. */
    interface Script {
        void answer(List<String> sentence, Line line) throws IOException;
    }

    private final ServerSocket server;
    private final Script script;
    private final boolean scriptedLogin;
    private final List<List<String>> received = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private ScriptedRouter(Script script, boolean scriptedLogin) throws IOException {
        this.script = script;
        this.scriptedLogin = scriptedLogin;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    static ScriptedRouter afterLogin(Script script) throws IOException {
        return new ScriptedRouter(script, false);
    }

    static ScriptedRouter fromLogin(Script script) throws IOException {
        return new ScriptedRouter(script, true);
    }

    DeviceAccess access() {
        return DeviceAccess.of("127.0.0.1", server.getLocalPort(), "camel", "s3cret");
    }

    /** The sentences of clients, in order, logins included. */
    List<List<String>> received() {
        return received;
    }

    List<String> receivedPaths() {
        return received.stream().map(sentence -> sentence.get(0)).toList();
    }

    static String tag(List<String> sentence) {
        return sentence.stream().filter(word -> word.startsWith(".tag=")).findFirst().orElse("");
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try {
            Line line = new Line(socket);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                List<String> sentence = read(in);
                received.add(sentence);
                if (sentence.get(0).equals("/login") && !scriptedLogin) {
                    line.say("!done");
                } else {
                    script.answer(sentence, line);
                }
            }
        } catch (IOException e) {
            // the client or the test closed the connection
        }
    }

    private static List<String> read(DataInputStream in) throws IOException {
        List<String> words = new ArrayList<>();
        while (true) {
            int length = in.readUnsignedByte();
            if (length >= 0xE0) {
                throw new EOFException("longer words than any test sends");
            } else if (length >= 0xC0) {
                length = (length & 0x1F) << 16 | in.readUnsignedShort();
            } else if (length >= 0x80) {
                length = (length & 0x3F) << 8 | in.readUnsignedByte();
            }
            if (length == 0) {
                return words;
            }
            words.add(new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "scripted router");
        thread.setDaemon(true);
        thread.start();
    }

    /** Words without the end of their sentence. */
    static byte[] encoded(String... words) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String word : words) {
            byte[] word8 = word.getBytes(StandardCharsets.ISO_8859_1);
            if (word8.length >= 0x80) {
                bytes.write(0x80 | word8.length >> 8);
            }
            bytes.write(word8.length);
            bytes.writeBytes(word8);
        }
        return bytes.toByteArray();
    }

    /** The connection to the client. */
    static final class Line {

        private final Socket socket;

        private Line(Socket socket) {
            this.socket = socket;
        }

        /** Sends one sentence; words are ISO-8859-1, so any byte can be said. */
        void say(String... words) throws IOException {
            byte[] bytes = encoded(words);
            raw(Arrays.copyOf(bytes, bytes.length + 1));
        }

        void raw(byte... bytes) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        }

        void close() throws IOException {
            socket.close();
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
