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

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Callbacks that throw, and pools of threads that have none for a while. */
class DispatchTest {

    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicInteger instead = new AtomicInteger();

    static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException("a mistake"), new OutOfMemoryError("unable to create native thread"),
                new StackOverflowError(), new AssertionError("never"), new NoClassDefFoundError("gone"));
    }

    private static <E extends Throwable> void sneak(Throwable failure) throws E {
        @SuppressWarnings("unchecked")
        E any = (E) failure;
        throw any;
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatACallbackThrowsReachesWhoWaitsForIt(Throwable failure) {
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> waits = new CompletableFuture<>();
        Completions.then(first, (value, never) -> DispatchTest.<RuntimeException> sneak(failure), waits::completeExceptionally);

        first.complete("done");

        assertThat(waits).failsWithin(0, TimeUnit.SECONDS).withThrowableThat().withCause(failure);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aCallbackThatThrowsAndCannotBeToldOfKeepsNobodyElseFromBeingTold(Throwable failure) {
        CompletableFuture<String> first = new CompletableFuture<>();
        Completions.then(first, (value, never) -> runs.incrementAndGet());
        Completions.then(
                first, (value, never) -> DispatchTest.<RuntimeException> sneak(failure),
                thrown -> DispatchTest.<RuntimeException> sneak(failure));
        Completions.then(first, (value, never) -> runs.incrementAndGet());

        first.complete("done");

        assertThat(runs).hasValue(2);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aTaskWithoutAThreadRunsOnceWhenThereIsOneAgain(Throwable failure) {
        AtomicInteger lacking = new AtomicInteger(3);
        Executor threads = task -> {
            if (lacking.getAndDecrement() > 0) {
                DispatchTest.<RuntimeException> sneak(failure);
            }
            task.run();
        };

        Dispatch.to(threads, runs::incrementAndGet, instead::incrementAndGet);

        await().until(() -> runs.get() == 1);
        assertThat(lacking).hasValue(-1);
        assertThat(instead).hasValue(0);
    }

    @Test
    void aTaskThatAPoolTookBeforeItThrewRunsOnce() {
        List<Runnable> queue = new CopyOnWriteArrayList<>();
        AtomicInteger calls = new AtomicInteger();
        Executor threads = task -> {
            queue.add(task);
            if (calls.incrementAndGet() == 1) {
                throw new OutOfMemoryError("unable to create native thread");
            }
        };

        Dispatch.to(threads, runs::incrementAndGet, instead::incrementAndGet);

        await().until(() -> queue.size() == 2);
        queue.forEach(Runnable::run);
        assertThat(runs).hasValue(1);
    }

    @Test
    void whatAClosedPoolRefusesIsDoneByWhatStandsInForIt() {
        Dispatch.to(task -> {
            throw new RejectedExecutionException("closed");
        }, runs::incrementAndGet, instead::incrementAndGet);

        assertThat(instead).hasValue(1);
        assertThat(runs).hasValue(0);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aTimerThatFailsIsStoodInFor(Throwable failure) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1) {
            @Override
            public java.util.concurrent.ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
                DispatchTest.<RuntimeException> sneak(failure);
                return null;
            }
        };
        try {
            Dispatch.after(timer, 1, runs::incrementAndGet);

            await().until(() -> runs.get() == 1);
        } finally {
            timer.shutdownNow();
        }
    }
}
