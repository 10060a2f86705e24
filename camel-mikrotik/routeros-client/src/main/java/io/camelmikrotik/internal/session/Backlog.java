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

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * By how much the threads of a transport are behind: how long tasks waited for them lately. What was seen counts for
 * less and less as time goes by, so that one pause is soon forgotten. Safe for any thread; two threads that tell at the
 * same time may lose one of two like numbers.
 */
final class Backlog {

    private static final long HALF_LIFE = TimeUnit.MILLISECONDS.toNanos(100);

    private volatile long worst;
    private volatile long seenAt = System.nanoTime();

    /** @param submitted {@link System#nanoTime()} at which a task was given that runs now */
    void runs(long submitted) {
        long now = System.nanoTime();
        long waited = now - submitted;
        if (waited >= nanos(now)) {
            worst = waited;
            seenAt = now;
        }
    }

    long nanos() {
        return nanos(System.nanoTime());
    }

    private long nanos(long now) {
        long halvings = (now - seenAt) / HALF_LIFE;
        return halvings > 62 ? 0 : worst >> halvings;
    }

    /** That executor, with an eye on how long its tasks wait. */
    Executor watching(Executor executor) {
        return task -> {
            long submitted = System.nanoTime();
            executor.execute(() -> {
                runs(submitted);
                task.run();
            });
        };
    }
}
