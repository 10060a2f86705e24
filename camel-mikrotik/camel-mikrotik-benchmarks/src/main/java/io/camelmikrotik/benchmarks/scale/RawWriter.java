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
package io.camelmikrotik.benchmarks.scale;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

import io.camelmikrotik.benchmarks.RawClient;

/**
 * The limit of writes: one thread sends the login and all adds to a router at once, encoded beforehand, and counts the
 * ends of replies; to as many routers at a time as the component.
 */
public final class RawWriter {

    private static final byte[] DONE = { 5, '!', 'd', 'o', 'n', 'e' };

    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    private final byte[] adds;
    private int begun;
    private int ended;

    private RawWriter() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(
                RawClient.sentence("/login", "=name=" + ScaleDevice.USERNAME, "=password=" + ScaleDevice.PASSWORD));
        for (int i = 0; i < ScaleWrites.ENTRIES; i++) {
            all.writeBytes(
                    RawClient.sentence(
                            ScaleWrites.MENU + "/add", "=list=" + ScaleWrites.LIST, "=address=" + ScaleWrites.address(i),
                            "=comment=feed-" + i % 97));
        }
        adds = all.toByteArray();
    }

    public static void main(String[] arguments) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        System.out.println("ready");
        while (orders.readLine() != null) {
            HeapAfterCollections heap = new HeapAfterCollections();
            double processor = ProcessFigures.processorSeconds();
            long start = System.nanoTime();
            new RawWriter().write();
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.println(
                    seconds + " " + (ProcessFigures.processorSeconds() - processor) + " " + heap.mostMegabytes());
        }
        System.exit(0);
    }

    private void write() throws IOException {
        while (ended < ScaleWrites.ROUTERS) {
            while (begun < ScaleWrites.ROUTERS && begun - ended < ScaleWrites.AT_ONCE) {
                connect(begun++);
            }
            selector.select();
            for (SelectionKey key : selector.selectedKeys()) {
                ((Written) key.attachment()).ready(key);
            }
            selector.selectedKeys().clear();
        }
        selector.close();
    }

    private void connect(int number) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, new Written());
        if (channel.connect(new InetSocketAddress(new ScaleDevice(number).host(), ScaleDevice.PORT))) {
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    /** A router that is written to. */
    private final class Written {

        private final ByteBuffer left = ByteBuffer.wrap(adds);
        private int replies = ScaleWrites.ENTRIES + 1;
        /** Bytes of {@link #DONE} found at the end of what was read. */
        private int matched;

        void ready(SelectionKey key) throws IOException {
            SocketChannel channel = (SocketChannel) key.channel();
            if (key.isConnectable()) {
                channel.finishConnect();
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                return;
            }
            if (key.isWritable()) {
                channel.write(left);
                if (!left.hasRemaining()) {
                    key.interestOps(SelectionKey.OP_READ);
                }
            }
            if (key.isReadable()) {
                read(channel);
            }
        }

        private void read(SocketChannel channel) throws IOException {
            buffer.clear();
            if (channel.read(buffer) < 0) {
                throw new IOException("a router closed the connection");
            }
            for (int i = 0; i < buffer.position(); i++) {
                byte next = buffer.get(i);
                matched = next == DONE[matched] ? matched + 1 : next == DONE[0] ? 1 : 0;
                if (matched == DONE.length) {
                    matched = 0;
                    replies--;
                }
            }
            if (replies == 0) {
                channel.close();
                ended++;
            }
        }
    }
}
