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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.internal.session.Completions;

/**
 * What a change of a slot's state leads to outside: collected under the slot's lock, carried out after it.
 */
final class SlotEffects {

    static final long NEVER = Long.MAX_VALUE;

    /** What a thread that is telling callers still has to tell. */
    private static final ThreadLocal<Queue<Runnable>> TELLING = new ThreadLocal<>();

    private final List<Runnable> completions = new ArrayList<>(2);
    private Runnable storeOperation;
    private long timerAt = NEVER;

    void grant(Waiter waiter, Lease lease) {
        completions.add(() -> {
            if (!waiter.complete(lease)) {
                lease.release();
            }
        });
    }

    void fail(Waiter waiter, MikrotikException failure) {
        completions.add(() -> waiter.completeExceptionally(failure.keptFrom(waiter.command)));
    }

    void then(Runnable action) {
        completions.add(action);
    }

    /** The one thing to ask of the store now. */
    void store(Runnable operation) {
        storeOperation = operation;
    }

    void wakeAt(long when) {
        timerAt = when;
    }

    static long earlier(long a, long b) {
        return a == NEVER || b != NEVER && b - a < 0 ? b : a;
    }

    Runnable storeOperation() {
        return storeOperation;
    }

    long timerAt() {
        return timerAt;
    }

    /**
     * Tells the callers. One that releases its lease as soon as it has it makes the next one be told: after it, not
     * from within it, or a long queue would overflow the stack.
     */
    void complete() {
        if (completions.isEmpty()) {
            return;
        }
        Queue<Runnable> telling = TELLING.get();
        if (telling != null) {
            telling.addAll(completions);
            return;
        }
        telling = new ArrayDeque<>(completions);
        TELLING.set(telling);
        try {
            for (Runnable next = telling.poll(); next != null; next = telling.poll()) {
                // one that throws must not keep the others from being told
                Completions.run(next);
            }
        } finally {
            TELLING.remove();
        }
    }
}
