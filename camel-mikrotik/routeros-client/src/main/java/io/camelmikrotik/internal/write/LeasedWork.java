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
package io.camelmikrotik.internal.write;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Function;

import io.camelmikrotik.internal.pool.Lease;

/**
 * Work on a lease, which is given back whatever becomes of the work: also where it cannot even begin, because it throws
 * or the executor refuses it.
 */
public final class LeasedWork {

    private LeasedWork() {
    }

    /**
     * @param executor the work begins on it
     * @param giveBack called once for a lease that was granted, with the failure of the work or {@code null}
     */
    public static <T> CompletableFuture<T> on(
            CompletableFuture<Lease> lease, Executor executor, Function<Lease, CompletableFuture<T>> work,
            BiConsumer<Lease, Throwable> giveBack) {
        return lease.thenCompose(granted -> CompletableFuture.completedFuture(granted).thenComposeAsync(work, executor)
                .whenComplete((result, failure) -> giveBack.accept(granted, failure)));
    }
}
