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
package io.camelmikrotik.benchmarks;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

import io.camelmikrotik.internal.session.ApiSession;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.RouterOsCommand;

/** Our protocol client, used as it is meant to be: the completion of one command sends the next. */
final class ChainedClient implements Contender {

    private static final RouterOsCommand IDENTITY = RouterOsCommand.of("/system/identity/print");

    private final SessionClient client;
    private final ApiSession session;

    ChainedClient(SessionClient client) {
        this.client = client;
        this.session = client.session();
    }

    @Override
    public String name() {
        return client.name() + ", chained";
    }

    @Override
    public void identity() throws Exception {
        sequentialMicros(1);
    }

    @Override
    public int print() throws Exception {
        return client.print();
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public double sequentialMicros(int count) throws Exception {
        long[] nanos = new long[count];
        CompletableFuture<Void> end = new CompletableFuture<>();
        next(nanos, 0, end);
        end.get();
        Arrays.sort(nanos);
        return nanos[count / 2] / 1e3;
    }

    private void next(long[] nanos, int index, CompletableFuture<Void> end) {
        if (index == nanos.length) {
            end.complete(null);
            return;
        }
        long start = System.nanoTime();
        session.execute(IDENTITY, CommandOptions.DEFAULTS).whenComplete((reply, failure) -> {
            nanos[index] = System.nanoTime() - start;
            if (failure != null) {
                end.completeExceptionally(failure);
            } else {
                next(nanos, index + 1, end);
            }
        });
    }
}
