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

import io.camelmikrotik.internal.command.CommandTemplate;
import io.camelmikrotik.internal.component.DeviceClient;
import io.camelmikrotik.internal.endpoint.Results;
import org.apache.camel.Exchange;

/**
 * Looks at the way to the device and at the device: the body becomes a {@link io.camelmikrotik.routeros.Diagnosis}.
 */
final class DiagnoseOperation implements ExchangeOperation {

    private final DeviceClient client;

    /**
     * @throws IllegalArgumentException if the URI has a path
     */
    DiagnoseOperation(DeviceClient client, CommandTemplate template) {
        this.client = client;
        if (!template.isOpen()) {
            throw new IllegalArgumentException(
                    "operation=diagnose takes a device and no command: mikrotik:" + client.name() + "?operation=diagnose");
        }
    }

    @Override
    public CompletableFuture<Runnable> begin(Exchange exchange) {
        return client.diagnose().thenApply(diagnosis -> () -> Results.of(exchange, client).setBody(diagnosis));
    }
}
