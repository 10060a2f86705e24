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

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.command.CommandTemplate;
import io.camelmikrotik.internal.component.DeviceClient;
import io.camelmikrotik.internal.component.RouteThreads;
import io.camelmikrotik.internal.endpoint.Results;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** {@code operation=upload}: the body becomes a file of the router. */
final class UploadOperation implements ExchangeOperation {

    private static final String NAME = "name";

    private final DeviceClient client;
    private final CommandTemplate template;
    private final FileOffer.Address address;
    private final RouteThreads threads;

    /**
     * @param  address                  of this machine as routers see it, or {@code null}
     * @throws IllegalArgumentException naming the option, if one does not fit
     */
    UploadOperation(DeviceClient client, CommandTemplate template, String address, RouteThreads threads) {
        this.client = client;
        this.template = template;
        this.address = address == null ? null : FileOffer.Address.parse(address);
        this.threads = threads;
        if (template.isOpen() || !template.pathFor(null).equals(FileUpload.FILE)) {
            throw new IllegalArgumentException("operation=upload needs the path " + FileUpload.FILE);
        }
    }

    @Override
    public CompletableFuture<Runnable> begin(Exchange exchange) {
        Message message = exchange.getMessage();
        Object body = message.getBody();
        Map<?, ?> entries = body instanceof Map<?, ?> map ? map : Map.of();
        Object name = template.row(message, Map.of()).get(NAME);
        name = name != null ? name : entries.get(NAME);
        if (!(name instanceof String file) || file.isBlank()) {
            throw new BadInputException(
                    "operation=upload needs the name of a file: attribute.name, or the entry name of a map in the body; nothing was sent");
        }
        Object contents = body instanceof Map<?, ?> ? entries.get("contents") : body;
        byte[] bytes = contents == null
                ? null : exchange.getContext().getTypeConverter().tryConvertTo(byte[].class, exchange, contents);
        if (bytes == null) {
            throw new BadInputException(
                    "operation=upload needs the contents of " + file
                                        + ": a body of bytes, text or a stream, or the entry contents of a map in it; nothing was sent");
        }
        client.requireAllowed(FileUpload.commands(bytes.length > FileUpload.MOST_CONTENTS));
        return new FileUpload(client.of(exchange), file, bytes, address, threads).run()
                .thenApply(written -> () -> Results.of(exchange, client));
    }
}
