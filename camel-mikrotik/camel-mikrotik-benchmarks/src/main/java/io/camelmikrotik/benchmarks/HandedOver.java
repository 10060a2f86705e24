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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Another client behind a thread of its own, as behind an event loop; its replies come back by way of more threads, as
 * by the worker of a route. What waking these threads takes is what no client with an event loop can save.
 */
final class HandedOver implements Contender {

    private final Contender client;
    private final List<ExecutorService> threads = new ArrayList<>();

    HandedOver(Contender client, int threadsBehind) {
        this.client = client;
        for (int i = 0; i <= threadsBehind; i++) {
            threads.add(Executors.newSingleThreadExecutor());
        }
    }

    @Override
    public String name() {
        return client.name() + " handed over";
    }

    @Override
    public void identity() throws Exception {
        CompletableFuture<Void> reply = CompletableFuture.runAsync(this::clientsIdentity, threads.get(0));
        for (ExecutorService next : threads.subList(1, threads.size())) {
            reply = reply.thenRunAsync(() -> {
            }, next);
        }
        reply.get();
    }

    private void clientsIdentity() {
        try {
            client.identity();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int print() throws Exception {
        return client.print();
    }

    @Override
    public void close() {
        threads.forEach(ExecutorService::shutdown);
        client.close();
    }
}
