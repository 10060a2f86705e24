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

import java.util.Locale;
import java.util.concurrent.ScheduledExecutorService;

import io.camelmikrotik.MikrotikConfiguration;
import io.camelmikrotik.Operation;
import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.command.CommandTemplate;
import io.camelmikrotik.internal.component.DeviceClient;
import io.camelmikrotik.internal.component.RouteThreads;
import io.camelmikrotik.internal.write.KeyTurns;
import org.apache.camel.Exchange;

/**
 * What the producers of an endpoint may do, and which of it an exchange wants.
 */
public final class ProducerOperations {

    private final CommandTemplate template;
    private final ExchangeOperation command;
    private final BulkOperation bulk;
    /** What the option {@code operation} says; {@code null} for commands. */
    private final ExchangeOperation special;
    private final boolean safeMode;
    private final boolean ignoresBody;

    /**
     * @throws IllegalArgumentException naming the option, if one does not fit
     */
    public ProducerOperations(DeviceClient client, CommandTemplate template, MikrotikConfiguration options, BulkWrites writes,
                              RouteThreads worker, ScheduledExecutorService timer, KeyTurns turns) {
        this.template = template;
        this.command = new CommandOperation(client, template, options.isStreaming());
        this.bulk = new BulkOperation(client, template, options, writes, worker, timer);
        if (options.getOperation() != Operation.ENSURE) {
            EnsureOperation.refuseItsOptions(options);
        }
        this.safeMode = options.isSafeMode();
        this.ignoresBody = options.isIgnoreBody();
        this.special = switch (options.getOperation()) {
            case COMMAND -> null;
            case UPSERT, UPDATE -> new UpsertOperation(client, template, options, bulk, turns, worker);
            case ENSURE -> new EnsureOperation(client, template, options, bulk.sending(), writes, turns, worker, timer);
            case DOWNLOAD -> new DownloadOperation(client, template);
            case UPLOAD -> new UploadOperation(client, template, options.getUploadAddress(), worker);
            case APPLY_SCRIPT -> new ApplyScriptOperation(client, template, options, worker);
            case DIAGNOSE -> new DiagnoseOperation(client, template);
            case DEVICES, ROLLOUT -> throw new IllegalArgumentException(
                    "operation=" + options.getOperation().name().toLowerCase(Locale.ROOT) + " needs a selection of devices");
        };
    }

    /**
     * @throws BadInputException if Safe Mode is asked for a command that it is not for
     */
    public ExchangeOperation of(Exchange exchange) {
        if (special != null) {
            return special;
        }
        Object body = exchange.getMessage().getBody();
        boolean many = !ignoresBody && BulkOperation.takes(template.pathIfKnown(exchange.getMessage()), body);
        if (many && template.alias() != null) {
            throw new BadInputException(
                    template.alias() + " stands for a menu that each router is asked for, which bulk writes are not: name the menu"
                                        + " itself, or send the elements one by one; nothing was sent");
        }
        if (safeMode && !many) {
            throw new BadInputException(
                    "safeMode=true is for bulk writes, a list in the body of a command that changes a table, and for operation=ensure;"
                                        + " nothing was sent");
        }
        return many ? bulk : command;
    }
}
