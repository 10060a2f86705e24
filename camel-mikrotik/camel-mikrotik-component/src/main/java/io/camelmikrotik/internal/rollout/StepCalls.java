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
package io.camelmikrotik.internal.rollout;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.internal.session.Dispatch;

/** Calls what others wrote, on the workers. Each call is answered once, whatever is thrown in it. */
final class StepCalls {

    private final Executor workers;

    StepCalls(Executor workers) {
        this.workers = workers;
    }

    /** A call that waits for a worker, or has been made. */
    static final class Call {

        private final AtomicBoolean settled = new AtomicBoolean();

        /** @return whether the call was not made, and never will be */
        boolean withdraw() {
            return settled.compareAndSet(false, true);
        }
    }

    /**
     * @param answer  gets the value, or what was thrown; on any thread
     * @param refused runs instead if the workers are shut down: the call was not made
     */
    <T> Call call(Supplier<CompletionStage<T>> step, BiConsumer<T, Throwable> answer, Runnable refused) {
        Call call = new Call();
        Dispatch.to(workers, () -> {
            if (call.settled.compareAndSet(false, true)) {
                make(step, once(answer));
            }
        }, refused);
        return call;
    }

    private static <T> void make(Supplier<CompletionStage<T>> step, BiConsumer<T, Throwable> answer) {
        Completions.run(() -> {
            CompletionStage<T> stage = step.get();
            if (stage == null) {
                throw new IllegalStateException("the step returned no stage");
            }
            Completions.then(stage, answer, failure -> answer.accept(null, failure));
        }, failure -> answer.accept(null, failure));
    }

    private static <T> BiConsumer<T, Throwable> once(BiConsumer<T, Throwable> answer) {
        AtomicBoolean answered = new AtomicBoolean();
        return (value, failure) -> {
            if (answered.compareAndSet(false, true)) {
                answer.accept(value, failure);
            }
        };
    }
}
