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

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The least one can do to follow a table: a socket, a listen, and each row taken apart. No print, no merging, no
 * reconnect.
 */
final class RawListener implements AutoCloseable {

    private static final String STAMP = "=stamp=";

    private final Socket socket;
    private final DataInputStream in;

    RawListener(InetSocketAddress device) throws IOException {
        socket = new Socket(device.getAddress(), device.getPort());
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
        OutputStream out = socket.getOutputStream();
        out.write(RawClient.sentence("/login", "=name=" + BenchmarkDevice.USERNAME, "=password=" + BenchmarkDevice.PASSWORD));
        next();
        out.write(RawClient.sentence(DeviceOrders.FEED_MENU + "/listen", ".tag=1"));
        // its answer says that the listen is in force
        out.write(RawClient.sentence("/system/identity/print", ".tag=2"));
        next();
        next();
    }

    /** Reads one sentence. @return the stamp of its row, or null */
    String next() throws IOException {
        String stamp = null;
        while (true) {
            int length = in.readUnsignedByte();
            if (length >= 0x80) {
                length = (length & 0x3F) << 8 | in.readUnsignedByte();
            }
            if (length == 0) {
                return stamp;
            }
            String word = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            if (word.startsWith(STAMP)) {
                stamp = word.substring(STAMP.length());
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
