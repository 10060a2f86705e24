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
package io.camelmikrotik.internal.producer;

import java.util.concurrent.CompletableFuture;

import org.apache.camel.Exchange;

/**
 * What a producer does with an exchange: begins the work on the caller's thread, without blocking, and says how the
 * exchange is to be completed.
 */
@FunctionalInterface
public interface ExchangeOperation {

    /**
     * @return                  completes on any thread, with what is to be done to the exchange on a worker thread; its
     *                          failure becomes that of the exchange
     * @throws RuntimeException if the exchange does not make sense; then nothing was begun
     */
    CompletableFuture<Runnable> begin(Exchange exchange);
}
