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

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Asks many devices at once, by one thread and a selector, reading no more of the replies than their ends. */
final class RawFleet implements AutoCloseable {

    private static final ByteBuffer LOGIN = ByteBuffer.wrap(
            RawClient.sentence("/login", "=name=" + BenchmarkDevice.USERNAME, "=password=" + BenchmarkDevice.PASSWORD));
    private static final ByteBuffer IDENTITY = ByteBuffer.wrap(RawClient.sentence("/system/identity/print"));

    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 12);
    private final List<SocketChannel> channels = new ArrayList<>();

    RawFleet() throws IOException {
    }

    /** Connects, logs in and sends one command to each. */
    void pollFromCold(int[] ports) throws IOException {
        for (int port : ports) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            // how many replies it has still to wait for
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, 2);
            if (channel.connect(new InetSocketAddress("127.0.0.1", port))) {
                loggingIn(key);
            }
            channels.add(channel);
        }
        awaitReplies(ports.length);
    }

    /** One command to each, on the connections that are there. */
    void poll() throws IOException {
        for (SocketChannel channel : channels) {
            channel.keyFor(selector).attach(1);
            channel.write(IDENTITY.duplicate());
        }
        awaitReplies(channels.size());
    }

    private void awaitReplies(int devices) throws IOException {
        int left = devices;
        while (left > 0) {
            selector.select();
            for (SelectionKey key : selector.selectedKeys()) {
                if (key.isConnectable()) {
                    ((SocketChannel) key.channel()).finishConnect();
                    loggingIn(key);
                } else if (replyEnded((SocketChannel) key.channel())) {
                    int replies = (int) key.attachment() - 1;
                    key.attach(replies);
                    if (replies > 0) {
                        ((SocketChannel) key.channel()).write(IDENTITY.duplicate());
                    } else {
                        left--;
                    }
                }
            }
            selector.selectedKeys().clear();
        }
    }

    private static void loggingIn(SelectionKey key) throws IOException {
        key.interestOps(SelectionKey.OP_READ);
        ((SocketChannel) key.channel()).write(LOGIN.duplicate());
    }

    /**
     * One small reply is in flight: it has ended when what came ends with {@code !done} and the end of the sentence.
     */
    private boolean replyEnded(SocketChannel channel) throws IOException {
        buffer.clear();
        if (channel.read(buffer) < 0) {
            throw new EOFException("the device closed the connection");
        }
        int length = buffer.position();
        return length >= 7 && buffer.get(length - 1) == 0 && buffer.get(length - 2) == 'e' && buffer.get(length - 6) == '!';
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
        selector.close();
    }
}
