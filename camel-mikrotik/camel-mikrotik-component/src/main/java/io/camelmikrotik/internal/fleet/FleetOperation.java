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

import java.io.InputStream;
import java.io.Reader;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.BaseStream;

import io.camelmikrotik.DeviceResult;
import io.camelmikrotik.FailOn;
import io.camelmikrotik.FleetException;
import io.camelmikrotik.MikrotikConstants;
import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.component.RouteThreads;
import io.camelmikrotik.internal.producer.ExchangeOperation;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Sends an exchange to each device of a selection; the body becomes the list of the {@link DeviceResult}s, in the order
 * of the devices' names, or with {@code streaming} an iterator over them as they come.
 */
public final class FleetOperation implements ExchangeOperation {

    private final FleetMembers members;
    private final String command;
    private final int parallelism;
    private final FailOn failOn;
    private final boolean streaming;
    private final RouteThreads threads;

    /** @param command of the URI, or {@code null} where messages name it */
    public FleetOperation(FleetMembers members, String command, int parallelism, FailOn failOn, boolean streaming,
                          RouteThreads threads) {
        this.members = members;
        this.command = command;
        this.parallelism = parallelism;
        this.failOn = failOn;
        this.streaming = streaming;
        this.threads = threads;
    }

    @Override
    public CompletableFuture<Runnable> begin(Exchange exchange) {
        refuseWhatCanBeReadOnce(exchange.getMessage().getBody());
        FleetRun run = new FleetRun(members, members.devices(), exchange, parallelism, threads.onBehalfOfCaller());
        if (streaming) {
            ArrivingResults arriving = new ArrivingResults(run.size());
            run.start(arriving::add);
            return CompletableFuture.completedFuture(() -> exchange.getMessage().setBody(arriving));
        }
        return run.start(result -> {
        }).thenApply(results -> () -> finish(exchange, results));
    }

    private static void refuseWhatCanBeReadOnce(Object body) {
        if (body instanceof Iterator || body instanceof InputStream || body instanceof Reader || body instanceof BaseStream) {
            throw new BadInputException(
                    "a body that can be read only once cannot be sent to several devices: make a list of it first; nothing was sent");
        }
    }

    private void finish(Exchange exchange, List<DeviceResult> results) {
        Message message = exchange.getMessage();
        message.setBody(results);
        message.setHeader(MikrotikConstants.DEVICES_DONE, count(results, DeviceResult.State.DONE));
        message.setHeader(MikrotikConstants.DEVICES_FAILED, count(results, DeviceResult.State.FAILED));
        message.setHeader(MikrotikConstants.DEVICES_UNKNOWN, count(results, DeviceResult.State.UNKNOWN));
        message.setHeader(MikrotikConstants.DEVICES_NOT_TRIED, count(results, DeviceResult.State.NOT_TRIED));
        int done = count(results, DeviceResult.State.DONE);
        boolean failed = switch (failOn) {
            case ANY -> done < results.size();
            case ALL -> done == 0 && !results.isEmpty();
            case NEVER -> false;
        };
        if (failed) {
            exchange.setException(new FleetException(members.selection().toString(), command, results));
        }
    }

    private static int count(List<DeviceResult> results, DeviceResult.State state) {
        return (int) results.stream().filter(each -> each.state() == state).count();
    }
}
