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

import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.AsyncProcessorConverterHelper;

/**
 * A route that many consumers share. It is no service: a consumer that stops would stop the route with it, under all
 * the others.
 */
public final class SharedProcessor implements AsyncProcessor {

    private final AsyncProcessor route;

    public SharedProcessor(Processor route) {
        this.route = AsyncProcessorConverterHelper.convert(route);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        return route.process(exchange, callback);
    }

    @Override
    public CompletableFuture<Exchange> processAsync(Exchange exchange) {
        return route.processAsync(exchange);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        route.process(exchange);
    }
}
