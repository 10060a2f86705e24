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
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.internal.session.Dispatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads on which routes run or go on after a reply: so many workers, and spare ones for replies that the workers
 * themselves wait for.
 * <p>
 * A route may wait on a worker for another reply of ours, as with {@code ProducerTemplate.requestBody}. If all workers
 * did, none would be left to bring them what they wait for. So what is begun in the course of a task here, and ends
 * before that task has, goes on on a spare thread: the task may be waiting for it. A chain of asynchronous steps leaves
 * each task before the next reply is there, and stays within the workers.
 * <p>
 * Where another thread asks on the worker's behalf, as with {@code asyncSend(…).get()} or a {@code seda} endpoint, that
 * is not seen. So when all workers wait, none has ended a task for a second, and tasks are there, spare threads take
 * them, the newest first, and twice as many at each look as long as nothing moves. Safe for any thread.
 */
public final class RouteThreads implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(RouteThreads.class);

    private static final long FIRST_LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long NEXT_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** The task in whose course the calling thread is, if it is one of ours. */
    private final ThreadLocal<Task> current = new ThreadLocal<>();

    private final ExecutorService workers;
    private final ExecutorService spare;
    private final ScheduledExecutorService timer;
    /** What no thread has taken yet; for each of them a thread of the workers was asked for. */
    private final Deque<Task> waiting = new ConcurrentLinkedDeque<>();
    private final Set<Thread> busyWorkers = ConcurrentHashMap.newKeySet();
    private final AtomicLong endedByWorkers = new AtomicLong();
    private final AtomicLong endedBySpares = new AtomicLong();
    private final AtomicBoolean looking = new AtomicBoolean();

    /**
     * @param spare as many as there are tasks; none is kept for long
     * @param timer runs short work that does not block
     */
    RouteThreads(ExecutorService workers, ExecutorService spare, ScheduledExecutorService timer) {
        this.workers = workers;
        this.spare = spare;
        this.timer = timer;
    }

    /** @throws RejectedExecutionException once the workers are shut down: then it never runs */
    @Override
    public void execute(Runnable work) {
        Task task = new Task(work);
        waiting.add(task);
        AtomicBoolean refused = new AtomicBoolean();
        Dispatch.to(workers, this::work, () -> refused.set(true));
        if (refused.get() && waiting.remove(task)) {
            throw new RejectedExecutionException("the component is stopping");
        }
        if (!waiting.isEmpty() && looking.compareAndSet(false, true)) {
            lookAfter(FIRST_LOOK_NANOS, new Look(ended(), 1));
        }
    }

    /** For what the calling thread begins now and what follows from it. */
    public Executor onBehalfOfCaller() {
        Task caller = current.get();
        return caller == null ? this : work -> {
            if (caller.over) {
                execute(work);
            } else {
                onSpare(work);
            }
        };
    }

    /**
     * What waits for an event goes on on a thread of ours, unless the event has come already: whoever brings it about
     * is not held up, and many in a row do not end one another.
     *
     * @param limit how long to wait, then it is a {@link java.util.concurrent.TimeoutException}; zero for ever
     */
    public CompletableFuture<Void> whenInTime(CompletableFuture<Void> event, Duration limit) {
        if (event.isDone()) {
            return event;
        }
        CompletableFuture<Void> limited = event.copy();
        if (!limit.isZero()) {
            limited.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
        }
        CompletableFuture<Void> here = new CompletableFuture<>();
        Executor threads = onBehalfOfCaller();
        Completions.then(limited, (come, failure) -> Dispatch.to(threads, () -> {
            if (failure == null) {
                here.complete(null);
            } else {
                here.completeExceptionally(failure);
            }
        }, () -> here.completeExceptionally(new RejectedExecutionException("the component has stopped"))),
                here::completeExceptionally);
        return here;
    }

    private void onSpare(Runnable work) {
        if (spare.isShutdown()) {
            throw new RejectedExecutionException("the component is stopping");
        }
        Task task = new Task(work);
        Dispatch.to(spare, task, task);
    }

    /** Runs what was not reached before the workers were shut down: an exchange may hang on each. */
    void runWhatIsLeft(Consumer<Runnable> runner) {
        for (Task task = waiting.poll(); task != null; task = waiting.poll()) {
            runner.accept(task);
        }
    }

    private void work() {
        Task task = waiting.pollFirst();
        if (task == null) {
            // a spare thread was faster
            return;
        }
        Thread thread = Thread.currentThread();
        boolean outermost = busyWorkers.add(thread);
        try {
            task.run();
        } finally {
            if (outermost) {
                busyWorkers.remove(thread);
            }
            endedByWorkers.incrementAndGet();
        }
    }

    // ---- when all workers wait

    private void lookAfter(long nanos, Look before) {
        Dispatch.after(timer, nanos, () -> look(before));
    }

    private void look(Look before) {
        if (waiting.isEmpty()) {
            looking.set(false);
            if (!waiting.isEmpty() && looking.compareAndSet(false, true)) {
                lookAfter(FIRST_LOOK_NANOS, new Look(ended(), 1));
            }
            return;
        }
        if (ended() != before.ended || !allWorkersWait()) {
            lookAfter(FIRST_LOOK_NANOS, new Look(ended(), 1));
            return;
        }
        if (before.helpers == 1) {
            LOG.debug("All workers wait, and {} replies for a worker: spare threads take some", waiting.size());
        }
        for (int i = 0; i < before.helpers && i < waiting.size(); i++) {
            Dispatch.to(spare, this::help, () -> {
                // stopping: what waits is run then
            });
        }
        lookAfter(NEXT_LOOK_NANOS, new Look(before.ended, Math.min(before.helpers * 2, 1024)));
    }

    private void help() {
        long workersAsBefore = endedByWorkers.get();
        while (endedByWorkers.get() == workersAsBefore) {
            Task task = waiting.pollLast();
            if (task == null) {
                return;
            }
            try {
                task.run();
            } finally {
                endedBySpares.incrementAndGet();
            }
        }
    }

    private long ended() {
        return endedByWorkers.get() + endedBySpares.get();
    }

    /** Those that compute, or read from a socket, will end by themselves. */
    private boolean allWorkersWait() {
        if (busyWorkers.isEmpty()) {
            return false;
        }
        for (Thread thread : busyWorkers) {
            if (thread.getState() == Thread.State.RUNNABLE) {
                return false;
            }
        }
        return true;
    }

    /** What was seen when it was looked last. */
    private record Look(long ended, int helpers) {
    }

    private final class Task implements Runnable {

        private final Runnable work;
        private volatile boolean over;

        Task(Runnable work) {
            this.work = work;
        }

        @Override
        public void run() {
            // one within another where a pool lets the caller run it
            Task outer = current.get();
            current.set(this);
            try {
                work.run();
            } finally {
                over = true;
                if (outer == null) {
                    current.remove();
                } else {
                    current.set(outer);
                }
            }
        }
    }
}
