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
package io.camelmikrotik.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultThreadPoolFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What else an application depends on, besides its router: the threads that the system gives it, the time in which it
 * runs at all, and other devices.
 */
final class Surroundings implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Surroundings.class);
    private static final int DARK_DEVICES = 200;

    /** How many this JVM may have open before any are taken away; {@code null} where that is not known. */
    private static final String DESCRIPTORS = descriptors();

    private static final int EVERYBODY = 1_000;

    /** All of it is taken by a shortage, which is one of the whole JVM. */
    private static final Semaphore DESCRIPTORS_LEFT = new Semaphore(EVERYBODY, true);

    private final CamelContext context;
    private final ServerSocket dark;
    private final List<SocketChannel> backlog = new ArrayList<>();
    private final Queue<CompletableFuture<Exchange>> ofDarkDevices = new ConcurrentLinkedQueue<>();
    private volatile boolean threadsExhausted;
    private ProducerTemplate template;
    private int regions;

    Surroundings(CamelContext context) {
        this.context = context;
        context.getExecutorServiceManager().setThreadPoolFactory(new ScarceThreads());
        try {
            // a queue of connections that is full and from which none is taken: the next SYN is not answered
            dark = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String descriptors() {
        try (Stream<String> limits = Files.lines(Path.of("/proc/self/limits"))) {
            return limits.filter(line -> line.startsWith("Max open files")).findFirst().map(line -> line.split(" +")[3])
                    .orElse(null);
        } catch (IOException e) {
            return null;
        }
    }

    /** The system has no thread more for us, until it has again. */
    void exhaustThreads(boolean exhausted) {
        threadsExhausted = exhausted;
    }

    /** All of this JVM stands still, the router in it as well; what is in the sockets stays there. */
    static void pauseTheJvm(Duration time) {
        String pid = Long.toString(ProcessHandle.current().pid());
        try {
            new ProcessBuilder(
                    "sh", "-c", "kill -STOP $0; sleep $1; kill -CONT $0", pid, Double.toString(time.toMillis() / 1e3))
                    .start().waitFor();
        } catch (IOException e) {
            // no process can be started: another shortage is on
            LOG.info("the JVM is not paused: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * The system has no descriptor more for this JVM, the router in it included, until the time is over. Nothing
     * happens where there is no {@code prlimit}.
     */
    static void exhaustDescriptors(Duration time) {
        if (DESCRIPTORS == null) {
            return;
        }
        DESCRIPTORS_LEFT.acquireUninterruptibly(EVERYBODY);
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            String now = Long.toString(open.count());
            // one process for both: without a descriptor none can be started to end it
            Process shortage = new ProcessBuilder(
                    "sh", "-c", "prlimit --pid $0 --nofile=$1:; sleep $3; prlimit --pid $0 --nofile=$2:",
                    Long.toString(ProcessHandle.current().pid()), now, DESCRIPTORS, Double.toString(time.toMillis() / 1e3))
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            shortage.onExit().thenRun(() -> DESCRIPTORS_LEFT.release(EVERYBODY));
        } catch (IOException e) {
            DESCRIPTORS_LEFT.release(EVERYBODY);
            LOG.info("descriptors are not exhausted: {}", e.toString());
        }
    }

    /** Runs what is not to meet a shortage of descriptors: what the campaign itself needs. */
    static void withDescriptors(Runnable needed) {
        DESCRIPTORS_LEFT.acquireUninterruptibly();
        try {
            needed.run();
        } finally {
            DESCRIPTORS_LEFT.release();
        }
    }

    /** Hundreds of devices are asked that nobody has asked before and that answer nothing, not even a connection. */
    synchronized void darkRegion() {
        if (template == null) {
            template = context.createProducerTemplate();
            withDescriptors(this::fillBacklog);
        }
        int region = ++regions;
        for (int i = 0; i < DARK_DEVICES; i++) {
            String address = "127." + (10 + region) + "." + i / 100 + "." + (1 + i % 100) + ":" + dark.getLocalPort();
            ofDarkDevices.add(template.asyncSend(
                    "direct:dark", ExchangeBuilder.anExchange(context)
                            .withHeader("target", "mikrotik:" + address + "/system/identity/print").build()));
        }
    }

    private void fillBacklog() {
        try {
            for (int i = 0; i < 4; i++) {
                SocketChannel connecting = SocketChannel.open();
                connecting.configureBlocking(false);
                connecting.connect(new InetSocketAddress("127.0.0.1", dark.getLocalPort()));
                backlog.add(connecting);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each exchange with a dark device ends, and fails. @return those that did not */
    List<String> unended(Duration time) throws InterruptedException {
        List<String> wrong = new ArrayList<>();
        long until = System.nanoTime() + time.toNanos();
        for (CompletableFuture<Exchange> each : ofDarkDevices) {
            try {
                Exchange ended = each.get(Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (ended.getException() == null) {
                    wrong.add("a dark device answered: " + ended.getMessage().getHeader("target"));
                }
            } catch (TimeoutException e) {
                wrong.add("an exchange with a dark device did not end");
            } catch (ExecutionException e) {
                wrong.add("an exchange with a dark device was lost: " + e.getCause());
            }
        }
        return wrong;
    }

    int devicesInTheDark() {
        return ofDarkDevices.size();
    }

    @Override
    public void close() {
        try {
            dark.close();
            for (SocketChannel each : backlog) {
                each.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refuses threads of the component as the system does: where one is to be started. */
    private final class ScarceThreads extends DefaultThreadPoolFactory {

        @Override
        public ExecutorService newCachedThreadPool(ThreadFactory threads) {
            return super.newCachedThreadPool(scarce(threads));
        }

        @Override
        public ExecutorService newThreadPool(
                int size, int maxSize, long keepAlive, TimeUnit unit, int maxQueue, boolean allowCoreTimeout,
                RejectedExecutionHandler rejected, ThreadFactory threads) {
            return super.newThreadPool(size, maxSize, keepAlive, unit, maxQueue, allowCoreTimeout, rejected, scarce(threads));
        }

        @Override
        public ScheduledExecutorService newScheduledThreadPool(ThreadPoolProfile profile, ThreadFactory threads) {
            return super.newScheduledThreadPool(profile, scarce(threads));
        }

        private ThreadFactory scarce(ThreadFactory threads) {
            return task -> {
                Thread thread = threads.newThread(task);
                if (threadsExhausted && thread.getName().contains("Mikrotik")) {
                    throw new OutOfMemoryError("unable to create native thread: on purpose");
                }
                return thread;
            };
        }
    }
}
