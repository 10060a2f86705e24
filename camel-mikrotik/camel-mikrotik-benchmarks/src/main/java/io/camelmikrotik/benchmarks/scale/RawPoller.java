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

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;

import io.camelmikrotik.benchmarks.RawClient;

/**
 * The limit: one thread, one selector, bytes encoded beforehand; of a reply it finds no more than its end. Arguments:
 * the number of devices, the period in milliseconds, the log's file.
 */
public final class RawPoller extends PollingProcess {

    private static final ByteBuffer LOGIN = ByteBuffer.wrap(
            RawClient.sentence("/login", "=name=" + ScaleDevice.USERNAME, "=password=" + ScaleDevice.PASSWORD));
    private static final ByteBuffer PRINT = ByteBuffer.wrap(RawClient.sentence("/system/resource/print"));
    private static final long PATIENCE_MILLIS = 10_000;
    /** How long a device is left alone that cannot be reached or refuses the login. */
    private static final long PAUSE_MILLIS = 60_000;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 12);
    private final PriorityQueue<Polled> next = new PriorityQueue<>(Comparator.comparingLong((Polled each) -> each.due));
    private Selector selector;
    private volatile boolean stopped;

    private RawPoller(int devices, long periodMillis, Path log) {
        super(devices, periodMillis, log);
    }

    public static void main(String[] arguments) throws Exception {
        new RawPoller(Integer.parseInt(arguments[0]), Long.parseLong(arguments[1]), Path.of(arguments[2])).obeyAll();
        System.exit(0);
    }

    @Override
    void warm(int seconds) throws Exception {
        List<Polled> polled = new ArrayList<>();
        for (int i = 0; i < ScaleDevice.REGION; i++) {
            if (new ScaleDevice(i).isHealthy()) {
                polled.add(new Polled(i, 1_000));
            }
        }
        Thread thread = start(polled);
        Thread.sleep(seconds * 1_000L);
        stopped = true;
        selector.wakeup();
        thread.join();
        for (Polled each : polled) {
            each.close();
        }
        next.clear();
        selector.close();
        stopped = false;
    }

    @Override
    void poll() throws Exception {
        List<Polled> polled = new ArrayList<>();
        for (int i = 0; i < devices; i++) {
            polled.add(new Polled(i, periodMillis));
        }
        start(polled);
    }

    private Thread start(List<Polled> polled) throws Exception {
        selector = Selector.open();
        next.addAll(polled);
        CountDownLatch begun = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            begun.countDown();
            try {
                while (!stopped) {
                    round();
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }, "raw poller");
        thread.setDaemon(true);
        thread.start();
        begun.await();
        return thread;
    }

    private void round() throws IOException {
        long now = System.currentTimeMillis();
        while (next.peek().due <= now) {
            Polled each = next.poll();
            each.turn(now);
            each.due += each.period;
            next.add(each);
        }
        selector.select(Math.max(1, next.peek().due - System.currentTimeMillis()));
        for (SelectionKey key : selector.selectedKeys()) {
            ((Polled) key.attachment()).ready(key);
        }
        selector.selectedKeys().clear();
    }

    /** A device and its connection. */
    private final class Polled {

        private final int number;
        private final long period;
        private long due;
        private SocketChannel channel;
        private boolean loggedIn;
        /** When what it waits for began; 0 if it waits for nothing. */
        private long waitingSince;
        private long pausedUntil;

        Polled(int number, long period) {
            this.number = number;
            this.period = period;
            long now = System.currentTimeMillis();
            due = now + Math.floorMod(lateness.phaseMillis(number) - now, period);
        }

        void turn(long now) throws IOException {
            if (waitingSince != 0) {
                if (now - waitingSince < PATIENCE_MILLIS) {
                    return;
                }
                pause(now);
            }
            if (now < pausedUntil) {
                return;
            }
            waitingSince = now;
            if (channel == null) {
                connect();
            } else {
                channel.write(PRINT.duplicate());
            }
        }

        private void connect() throws IOException {
            ScaleDevice device = new ScaleDevice(number);
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, this);
            if (channel.connect(new InetSocketAddress(device.host(), device.port()))) {
                logIn(key);
            }
        }

        private void logIn(SelectionKey key) throws IOException {
            key.interestOps(SelectionKey.OP_READ);
            channel.write(LOGIN.duplicate());
        }

        void ready(SelectionKey key) throws IOException {
            try {
                if (key.isConnectable()) {
                    channel.finishConnect();
                    logIn(key);
                    return;
                }
                buffer.clear();
                int read = channel.read(buffer);
                if (read < 0 || !loggedIn && contains('t')) {
                    pause(System.currentTimeMillis());
                } else if (endsReply()) {
                    replied();
                }
            } catch (IOException e) {
                pause(System.currentTimeMillis());
            }
        }

        private void replied() throws IOException {
            if (loggedIn) {
                waitingSince = 0;
                lateness.polled(number);
            } else {
                loggedIn = true;
                channel.write(PRINT.duplicate());
            }
        }

        /** Whether what came begins with a trap. */
        private boolean contains(char second) {
            return buffer.position() > 2 && buffer.get(1) == '!' && buffer.get(2) == second;
        }

        /** One small reply is in flight: it has ended when what came ends with {@code !done}. */
        private boolean endsReply() {
            int length = buffer.position();
            return length >= 7 && buffer.get(length - 1) == 0 && buffer.get(length - 2) == 'e'
                    && buffer.get(length - 6) == '!';
        }

        private void pause(long now) throws IOException {
            close();
            pausedUntil = now + PAUSE_MILLIS;
        }

        void close() throws IOException {
            if (channel != null) {
                channel.close();
            }
            channel = null;
            loggedIn = false;
            waitingSince = 0;
        }
    }
}
