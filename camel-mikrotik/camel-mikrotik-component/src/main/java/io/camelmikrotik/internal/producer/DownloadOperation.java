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
import io.camelmikrotik.internal.endpoint.Results;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Reads a file of the router: the body becomes a stream of its bytes.
 */
final class DownloadOperation implements ExchangeOperation {

    private static final String NAME = "name";

    private final DeviceClient client;
    private final CommandTemplate template;

    /**
     * @throws IllegalArgumentException naming the option, if the path is not that of files
     */
    DownloadOperation(DeviceClient client, CommandTemplate template) {
        this.client = client;
        this.template = template;
        if (template.isOpen() || !template.pathFor(null).equals("/file")) {
            throw new IllegalArgumentException("operation=download needs the path /file");
        }
    }

    @Override
    public CompletableFuture<Runnable> begin(Exchange exchange) {
        Message message = exchange.getMessage();
        return RemoteFile.open(client, fileName(message))
                .thenApply(file -> () -> Results.of(exchange, client).setBody(file.until(exchange)));
    }

    /** {@code attribute.name} of the URI, an entry of a map in the body, or the body as text. */
    private String fileName(Message message) {
        Object body = message.getBody();
        Object name = template.row(message, body instanceof Map<?, ?> ? body : Map.of()).get(NAME);
        if (name == null && body instanceof String text) {
            name = text;
        }
        if (!(name instanceof String text) || text.isBlank()) {
            throw new BadInputException("operation=download needs the name of a file: attribute.name, or a body of text");
        }
        return text;
    }
}
