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
package io.camelmikrotik.internal.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A clock that only a test moves, and the timer that goes by it: what falls due runs on the thread that moves the
 * clock.
 */
public class ManualClock extends AbstractExecutorService implements ScheduledExecutorService, LongSupplier {

    // guarded by this
    private final PriorityQueue<Task> tasks
            = new PriorityQueue<>(Comparator.<Task> comparingLong(task -> task.due).thenComparingLong(task -> task.number));
    private long now = -1_000_000_000L;
    private long numbers;

    @Override
    public synchronized long getAsLong() {
        return now;
    }

    /** Moves the clock, stopping at each moment at which something falls due. */
    public void advance(Duration time) {
        long end = getAsLong() + time.toNanos();
        for (Task task = next(end); task != null; task = next(end)) {
            task.run();
        }
        synchronized (this) {
            now = end;
        }
    }

    private synchronized Task next(long end) {
        while (!tasks.isEmpty() && tasks.peek().isCancelled()) {
            tasks.poll();
        }
        if (tasks.isEmpty() || tasks.peek().due - end > 0) {
            return null;
        }
        Task task = tasks.poll();
        now = Math.max(now, task.due);
        return task;
    }

    /** Tasks that wait for their time. */
    public synchronized int scheduled() {
        return tasks.size();
    }

    @Override
    public synchronized ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        Task task = new Task(command, now + unit.toNanos(delay), numbers++);
        tasks.add(task);
        return task;
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        return schedule(() -> {
            command.run();
            scheduleWithFixedDelay(command, delay, delay, unit);
        }, initialDelay, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        return scheduleWithFixedDelay(command, initialDelay, period, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException("nobody needs it");
    }

    @Override
    public void execute(Runnable command) {
        schedule(command, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public void shutdown() {
        // nothing runs by itself
    }

    @Override
    public List<Runnable> shutdownNow() {
        return new ArrayList<>();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }

    private static final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {

        private final long due;
        private final long number;

        Task(Runnable command, long due, long number) {
            super(command, null);
            this.due = due;
            this.number = number;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            throw new UnsupportedOperationException("nobody needs it");
        }

        @Override
        public int compareTo(Delayed other) {
            throw new UnsupportedOperationException("nobody needs it");
        }

        @Override
        protected void setException(Throwable failure) {
            throw new AssertionError("a timer task failed", failure);
        }
    }
}
