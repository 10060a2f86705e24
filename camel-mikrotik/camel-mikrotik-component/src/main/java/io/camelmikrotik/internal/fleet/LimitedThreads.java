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
package io.camelmikrotik.internal.fleet;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.internal.session.Dispatch;

/**
 * A few threads of a pool that would give one to each task: thousands of devices may begin or end at once. What comes
 * when the pool is shut down runs on the caller.
 */
final class LimitedThreads implements Executor {

    private final Executor pool;
    private final int limit;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger busy = new AtomicInteger();

    LimitedThreads(Executor pool, int limit) {
        this.pool = pool;
        this.limit = limit;
    }

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
        takeThread();
    }

    private void takeThread() {
        int now = busy.get();
        while (now < limit && !waiting.isEmpty()) {
            if (busy.compareAndSet(now, now + 1)) {
                Dispatch.to(pool, this::work, this::work);
                return;
            }
            now = busy.get();
        }
    }

    private void work() {
        for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
            Completions.run(task);
        }
        busy.decrementAndGet();
        // one that came after the last look
        takeThread();
    }
}
