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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives work to threads that may be lacking for a while. A pool of threads throws an {@link Error} when the system
 * gives it no thread; with some it has taken the work all the same, with others not. Here the work is run once: when
 * there is a thread again, or, if the pool is shut down, by what stands in for it. Never throws.
 */
public final class Dispatch {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    private static final long RETRY_MILLIS = 50;

    private Dispatch() {
    }

    /**
     * Runs the task on the executor, as soon as that has a thread.
     *
     * @param orElse runs if the executor is shut down: on the calling thread, or later on one of the JDK's
     */
    public static void to(Executor executor, Runnable task, Runnable orElse) {
        to(executor, task, orElse, true);
    }

    private static void to(Executor executor, Runnable task, Runnable orElse, boolean first) {
        Once once = new Once(task);
        try {
            executor.execute(once);
        } catch (RejectedExecutionException e) {
            if (once.revoke()) {
                LOG.debug("A pool of threads is closed", e);
                Completions.run(orElse);
            }
        } catch (Throwable e) {
            if (once.revoke()) {
                if (first) {
                    Completions.run(
                            () -> LOG.warn("No thread for a task; it is tried again until there is one: {}", e.toString()));
                }
                Completions.run(
                        () -> delayed(() -> to(executor, task, orElse, false), TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS)),
                        never -> orElse.run());
            }
        }
    }

    /**
     * Runs the task after a time on the timer, or on a thread of the JDK's if the timer fails. It must not block. Does
     * nothing if the timer is shut down.
     */
    public static void after(ScheduledExecutorService timer, long nanos, Runnable task) {
        Once once = new Once(task);
        try {
            timer.schedule(once, Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The timer is closed", e);
        } catch (Throwable e) {
            Completions.run(() -> LOG.warn("The timer failed; another one stands in: {}", e.toString()));
            delayed(once, Math.max(0, nanos));
        }
    }

    private static void delayed(Runnable task, long nanos) {
        CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, Runnable::run).execute(task);
    }

    /** Runs at most once; not at all if it was revoked before. */
    private static final class Once extends AtomicInteger implements Runnable {

        private static final long serialVersionUID = 1L;
        private final transient Runnable task;

        Once(Runnable task) {
            this.task = task;
        }

        boolean revoke() {
            return compareAndSet(0, 1);
        }

        @Override
        public void run() {
            if (compareAndSet(0, 1)) {
                task.run();
            }
        }
    }
}
