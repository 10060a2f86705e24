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
package io.camelmikrotik.internal.feed;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

import io.camelmikrotik.internal.session.Dispatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one after the other, in order, on the threads of an executor: it occupies one at a time, and none while it
 * has nothing to do. After each task it goes behind what else waits for the executor.
 */
public final class SerialExecutor implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(SerialExecutor.class);

    private final Executor threads;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    public SerialExecutor(Executor threads) {
        this.threads = threads;
    }

    /** Never throws: when the executor takes no more, the task runs on the calling thread, unless one is running. */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            next();
        }
    }

    private void next() {
        // shutting down: what is left to do is to let go of what is held
        Dispatch.to(threads, this::runOne, this::runOne);
    }

    private void runOne() {
        try {
            tasks.remove().run();
        } catch (RuntimeException | Error e) {
            LOG.error("A change feed failed because of an internal error", e);
        } finally {
            if (waiting.decrementAndGet() > 0) {
                next();
            }
        }
    }
}
