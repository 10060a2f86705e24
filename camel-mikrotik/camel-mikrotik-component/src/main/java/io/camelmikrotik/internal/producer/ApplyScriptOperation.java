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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

import io.camelmikrotik.MikrotikConfiguration;
import io.camelmikrotik.MikrotikConstants;
import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.command.CommandTemplate;
import io.camelmikrotik.internal.component.DeviceClient;
import io.camelmikrotik.internal.component.RouteThreads;
import io.camelmikrotik.internal.endpoint.Results;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * {@code operation=applyScript}: a script, the body, changes the router, and another one undoes it unless the change is
 * confirmed over a new session.
 */
final class ApplyScriptOperation implements ExchangeOperation {

    /** What the option {@code revert} says to go back to a backup. */
    static final String BACKUP = "backup";
    /** A word of the protocol, with room for its name. */
    private static final int MOST_SOURCE = 60_000;

    private final DeviceClient client;
    private final CommandTemplate template;
    private final MikrotikConfiguration options;
    private final RouteThreads threads;

    /**
     * @throws IllegalArgumentException naming the option, if one does not fit
     */
    ApplyScriptOperation(DeviceClient client, CommandTemplate template, MikrotikConfiguration options, RouteThreads threads) {
        this.client = client;
        this.template = template;
        this.options = options;
        this.threads = threads;
        if (template.isOpen() || !template.pathFor(null).equals(RouterScripts.SCRIPT)) {
            throw new IllegalArgumentException("operation=applyScript needs the path " + RouterScripts.SCRIPT);
        }
        if (options.getConfirmTimeout() < 2_000) {
            throw new IllegalArgumentException("confirmTimeout must be at least 2s: a router's scheduler counts seconds");
        }
    }

    @Override
    public CompletableFuture<Runnable> begin(Exchange exchange) {
        Message message = exchange.getMessage();
        Object body = message.getBody();
        Map<?, ?> entries = body instanceof Map<?, ?> map ? map : Map.of();
        Object given = body instanceof Map<?, ?> ? entries.get("source") : body;
        String source = text(exchange, given, "the script: the body, or the entry source of a map in it");
        Object undo = entries.containsKey("revert") ? entries.get("revert") : options.getRevert();
        String revert = text(exchange, undo, "what reverts it: the option revert, or the entry revert of a map in the body");
        boolean backup = revert.equals(BACKUP);
        client.requireAllowed(RouterScripts.commands(backup));
        DeviceClient mine = client.of(exchange);
        Duration confirmTimeout = Duration.ofSeconds((options.getConfirmTimeout() + 999) / 1000);
        String id = Long.toHexString(System.currentTimeMillis()) + '-'
                    + Integer.toHexString(ThreadLocalRandom.current().nextInt(0x1000, 0x10000));
        Map<String, String> attributes = new LinkedHashMap<>();
        template.row(message, Map.of()).forEach((name, value) -> attributes.put(name, String.valueOf(value)));
        ScriptChange change = new ScriptChange(
                mine, new ScriptTexts(id, confirmTimeout), source, backup ? null : revert, attributes, verification(exchange));
        return change.run().thenApply(applied -> () -> Results.of(exchange, client)
                .setHeader(MikrotikConstants.SCRIPT_RESULT, "applied"));
    }

    private String text(Exchange exchange, Object value, String what) {
        if (value instanceof String reference
                && (reference.startsWith("classpath:") || reference.startsWith("file:")) && !reference.contains("\n")) {
            try (InputStream resource
                    = ResourceHelper.resolveMandatoryResourceAsInputStream(exchange.getContext(), reference)) {
                return checked(new String(resource.readAllBytes(), StandardCharsets.UTF_8), what);
            } catch (IOException e) {
                throw new BadInputException("operation=applyScript cannot read " + reference + ": " + e.getMessage());
            }
        }
        String text = value == null
                ? null : exchange.getContext().getTypeConverter().tryConvertTo(String.class, exchange, value);
        return checked(text, what);
    }

    private static String checked(String text, String what) {
        if (text == null || text.isBlank()) {
            throw new BadInputException("operation=applyScript needs " + what + "; nothing was sent");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > MOST_SOURCE) {
            throw new BadInputException(
                    "a script of a router holds " + MOST_SOURCE
                                        + " bytes at most: put the commands into a file by operation=upload,"
                                        + " and let the script be /import file-name=...; nothing was sent");
        }
        return text;
    }

    /** {@code null} if nothing is to be looked at. */
    private Supplier<CompletionStage<Void>> verification(Exchange exchange) {
        String endpoint = options.getVerify();
        if (endpoint == null) {
            return null;
        }
        Executor workers = threads.onBehalfOfCaller();
        return () -> {
            Exchange copy = ExchangeHelper.createCorrelatedCopy(exchange, false);
            copy.getMessage().setHeader(MikrotikConstants.DEVICE, client.name());
            return CompletableFuture.runAsync(() -> verify(endpoint, copy), workers);
        };
    }

    private static void verify(String endpoint, Exchange copy) {
        try (ProducerTemplate producers = copy.getContext().createProducerTemplate()) {
            Exchange answer = producers.send(endpoint, (Processor) each -> {
                each.getMessage().copyFrom(copy.getMessage());
            });
            if (answer.getException() != null) {
                throw Throwables.unchecked(answer.getException());
            }
        } catch (IOException e) {
            throw Throwables.unchecked(e);
        }
    }
}
