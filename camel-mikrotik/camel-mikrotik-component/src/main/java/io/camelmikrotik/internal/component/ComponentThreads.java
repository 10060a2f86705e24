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
package io.camelmikrotik.internal.component;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.MikrotikComponent;
import io.camelmikrotik.internal.session.Completions;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ThreadPoolProfile;

/**
 * The thread pools that all endpoints share, made by Camel. Their threads end when idle, their queues have no bound:
 * Camel's default profile refuses what comes after a thousand tasks.
 */
public final class ComponentThreads {

    private static final int POOL_THREADS = 2;

    private final ExecutorServiceManager threadPools;
    private final Object owner;
    private final int pollPoolSize;
    private final ExecutorService worker;
    private final ExecutorService spareWorker;
    private final RouteThreads routes;
    private final ExecutorService consumers;
    private final RouteThreads subscriptions;
    private final ExecutorService resolver;
    private final ExecutorService tls;
    private final ExecutorService sessions;
    private final ScheduledExecutorService timer;
    private ScheduledExecutorService polls;

    public ComponentThreads(ExecutorServiceManager threadPools, MikrotikComponent owner) {
        this.threadPools = threadPools;
        this.owner = owner;
        this.pollPoolSize = owner.getPollPoolSize();
        worker = refusingOnceStopped(newThreadPool("MikrotikWorker", owner.getWorkerPoolSize()));
        spareWorker = refusingOnceStopped(threadPools.newCachedThreadPool(owner, "MikrotikSpareWorker"));
        consumers = refusingOnceStopped(newThreadPool("MikrotikConsumer", owner.getConsumerPoolSize()));
        // a lookup may hang for as long as the system likes: not on a thread that anything else needs
        resolver = refusingOnceStopped(threadPools.newCachedThreadPool(owner, "MikrotikResolver"));
        tls = refusingOnceStopped(newThreadPool("MikrotikTls", Math.max(2, Runtime.getRuntime().availableProcessors())));
        // apart from the routes' threads, which routes may keep as long as they like
        sessions = refusingOnceStopped(newThreadPool("MikrotikPool", POOL_THREADS));
        timer = started(threadPools.newScheduledThreadPool(owner, "MikrotikTimer", profile("mikrotikTimer", 1)));
        routes = new RouteThreads(worker, spareWorker, timer);
        subscriptions = new RouteThreads(consumers, spareWorker, timer);
        // the JDK's own timer gets its thread now too: it stands in when threads are lacking
        CompletableFuture.delayedExecutor(0, TimeUnit.NANOSECONDS, Runnable::run).execute(() -> {
        });
    }

    /** On which routes go on after a reply. */
    public RouteThreads routes() {
        return routes;
    }

    /**
     * On which the routes of live subscriptions run. Not those of {@link #routes()}: a route that waits for a reply
     * must not occupy a thread that the reply needs. Where the routes of some keep all of them waiting, the others get
     * spare ones.
     */
    public Executor consumers() {
        return subscriptions;
    }

    /**
     * Shared by all polling consumers: a thread for each would be too many for a fleet. Nobody waits for a device on
     * one of them.
     */
    public synchronized ScheduledExecutorService polls() {
        if (polls == null) {
            polls = started(threadPools.newScheduledThreadPool(owner, "MikrotikPoll", profile("mikrotikPoll", pollPoolSize)));
        }
        return polls;
    }

    /** For work that waits for a device and can do so nowhere else; as many as there is such work. */
    public ExecutorService spare() {
        return spareWorker;
    }

    /** For the computations of TLS handshakes, which would keep an event loop from all its other sessions. */
    ExecutorService tls() {
        return tls;
    }

    /** For name lookups; as many as there are lookups. */
    ExecutorService resolver() {
        return resolver;
    }

    /** For the pool of sessions. */
    ExecutorService sessions() {
        return sessions;
    }

    /** For short work that does not block. */
    public ScheduledExecutorService timer() {
        return timer;
    }

    /** For the network. */
    Thread newNetworkThread(Runnable task) {
        return threadPools.newThread("MikrotikIo", task);
    }

    /**
     * Ends all of them. The sessions are closed already: what their last commands began is brought to its end.
     *
     * @param time for that; routes that are busy for longer are interrupted
     */
    public void stop(Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        shutdown(polls);
        shutdown(timer);
        consumers.shutdownNow().forEach(Completions::run);
        subscriptions.runWhatIsLeft(Completions::run);
        shutdown(consumers);
        shutdownAfterLastTask(sessions, deadline);
        shutdown(resolver);
        shutdown(tls);
        // exchanges whose commands were cut short just now end on them
        shutdownAfterLastTask(spareWorker, deadline);
        shutdownAfterLastTask(worker, deadline);
        routes.runWhatIsLeft(Completions::run);
    }

    private ExecutorService newThreadPool(String name, int size) {
        ExecutorService threads = threadPools.newThreadPool(owner, name, profile(name, size));
        if (threads instanceof ThreadPoolExecutor platform) {
            platform.setKeepAliveTime(10, TimeUnit.SECONDS);
            platform.allowCoreThreadTimeOut(true);
        }
        return threads;
    }

    /** With one thread from now on: what is asked for later must not depend on the system having one to give then. */
    private static ScheduledExecutorService started(ScheduledExecutorService timer) {
        if (timer instanceof ThreadPoolExecutor platform) {
            platform.prestartCoreThread();
        }
        return timer;
    }

    /**
     * Camel's default, caller runs, silently drops what comes after the shutdown, and an exchange with it; who is
     * refused ends it himself.
     */
    private static ExecutorService refusingOnceStopped(ExecutorService threads) {
        if (threads instanceof ThreadPoolExecutor platform) {
            platform.setRejectedExecutionHandler(new ThreadPoolExecutor.AbortPolicy());
        }
        return threads;
    }

    /**
     * Not a queue of -1, which Camel takes for no queue at all: what comes while all threads are busy would run on the
     * caller, which may be an event loop.
     */
    private static ThreadPoolProfile profile(String id, int size) {
        return new ThreadPoolProfileBuilder(id).poolSize(size).maxPoolSize(size).maxQueueSize(Integer.MAX_VALUE).build();
    }

    /** An exchange may hang on each task: those that are not reached in time are run here. */
    private void shutdownAfterLastTask(ExecutorService threads, long deadline) throws InterruptedException {
        threads.shutdown();
        threads.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        threads.shutdownNow().forEach(Completions::run);
        shutdown(threads);
    }

    private void shutdown(ExecutorService threads) {
        if (threads != null) {
            threadPools.shutdownNow(threads);
        }
    }
}
