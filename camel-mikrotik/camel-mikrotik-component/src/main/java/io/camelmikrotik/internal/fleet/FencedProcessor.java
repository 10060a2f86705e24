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

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorConverterHelper;

/**
 * A route that gets messages of a device only while this member of the cluster may act on it. A message that comes
 * afterwards is marked to be rolled back, and the route does not see it: the new owner finds the change again. It is no
 * service, for the reason that {@link SharedProcessor} has.
 */
public final class FencedProcessor implements AsyncProcessor {

    private final SharedProcessor route;
    private final BooleanSupplier mayAct;

    public FencedProcessor(SharedProcessor route, BooleanSupplier mayAct) {
        this.route = route;
        this.mayAct = mayAct;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        if (mayAct.getAsBoolean()) {
            return route.process(exchange, callback);
        }
        exchange.setRollbackOnly(true);
        callback.done(true);
        return true;
    }

    @Override
    public CompletableFuture<Exchange> processAsync(Exchange exchange) {
        return AsyncProcessorConverterHelper.convert(this::process).processAsync(exchange);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        if (mayAct.getAsBoolean()) {
            route.process(exchange);
        } else {
            exchange.setRollbackOnly(true);
        }
    }
}
