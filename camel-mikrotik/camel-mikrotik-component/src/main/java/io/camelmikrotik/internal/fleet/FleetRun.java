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

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

import io.camelmikrotik.DeviceResult;
import io.camelmikrotik.MikrotikConstants;
import io.camelmikrotik.exception.DeviceSuspendedException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.internal.session.Dispatch;
import io.camelmikrotik.routeros.CommandFate;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;

/**
 * One exchange on its way to the devices of a selection: on no more of them at a time than asked for. Whatever is
 * thrown for one device is the failure of that device alone, and each of them gets a result.
 */
final class FleetRun {

    private final FleetMembers members;
    private final List<FleetDevice> devices;
    private final Exchange exchange;
    private final int parallelism;
    private final Executor threads;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger left;
    private final AtomicReferenceArray<DeviceResult> results;
    private final CompletableFuture<List<DeviceResult>> all = new CompletableFuture<>();
    private volatile Consumer<DeviceResult> listener;

    /** @param threads what is done to a copy of the exchange is done on these */
    FleetRun(FleetMembers members, List<FleetDevice> devices, Exchange exchange, int parallelism, Executor threads) {
        this.members = members;
        this.devices = devices;
        // what the route makes of its exchange meanwhile must not reach devices whose turn is still to come
        this.exchange = ExchangeHelper.createCopy(exchange, true);
        this.parallelism = parallelism;
        this.threads = threads;
        this.left = new AtomicInteger(devices.size());
        this.results = new AtomicReferenceArray<>(devices.size());
    }

    int size() {
        return devices.size();
    }

    /**
     * @param  each is told each result, on any thread
     * @return      completes, always normally, with a result for each device
     */
    CompletableFuture<List<DeviceResult>> start(Consumer<DeviceResult> each) {
        listener = each;
        if (devices.isEmpty()) {
            all.complete(List.of());
        }
        for (int i = 0; i < Math.min(parallelism, devices.size()); i++) {
            proceed();
        }
        return all;
    }

    private void proceed() {
        int index = next.getAndIncrement();
        if (index >= devices.size()) {
            return;
        }
        FleetDevice device = devices.get(index);
        Exchange copy;
        CompletableFuture<Runnable> result;
        try {
            copy = ExchangeHelper.createCopy(exchange, true);
            copy.getMessage().setHeader(MikrotikConstants.DEVICE, device.name());
        } catch (Throwable e) {
            ended(index, failed(device.name(), null, exception(e)));
            Dispatch.to(threads, this::proceed, this::stopBeginning);
            return;
        }
        try {
            if (!device.equals(members.registry().get(device.name()))) {
                throw new RejectedExecutionException(device.name() + " is not registered any more, or has changed");
            }
            result = members.member(device).operations().apply(copy).begin(copy);
        } catch (Throwable e) {
            result = CompletableFuture.failedFuture(e);
        }
        Completions.then(result, (completion, failure) -> {
            Runnable finish = () -> {
                try {
                    ended(index, outcome(device, copy, completion, failure));
                } finally {
                    proceed();
                }
            };
            Dispatch.to(threads, finish, () -> {
                // the component stops: what is known of this device is kept, what has not begun never does
                ended(index, outcome(device, copy, completion, failure));
                stopBeginning();
            });
        }, failure -> ended(index, failed(device.name(), null, exception(failure))));
    }

    private DeviceResult outcome(FleetDevice device, Exchange copy, Runnable completion, Throwable failure) {
        Throwable thrown = failure;
        if (thrown == null) {
            try {
                completion.run();
                thrown = copy.getException();
            } catch (Throwable e) {
                thrown = e;
            }
        }
        Object body = copy.getMessage().getBody();
        Object own = body == exchange.getMessage().getBody() ? null : body;
        if (thrown == null && count(copy, MikrotikConstants.UNKNOWN_COUNT) > 0) {
            return new DeviceResult(device.name(), DeviceResult.State.UNKNOWN, own, null, partly(device, copy));
        }
        if (thrown == null && count(copy, MikrotikConstants.TRAPPED_COUNT) + count(copy, MikrotikConstants.NOT_SENT_COUNT)
                              + count(copy, MikrotikConstants.FAILED_COUNT)
                              > 0) {
            return new DeviceResult(device.name(), DeviceResult.State.FAILED, own, null, partly(device, copy));
        }
        return thrown == null
                ? new DeviceResult(
                        device.name(), DeviceResult.State.DONE, own,
                        copy.getMessage().getHeader(MikrotikConstants.RET, String.class), null)
                : failed(device.name(), own, exception(thrown));
    }

    private static long count(Exchange copy, String header) {
        return copy.getMessage().getHeader(header, 0L, Long.class);
    }

    private static Exception partly(FleetDevice device, Exchange copy) {
        return new IllegalStateException(
                device.name() + " did a part of the list: " + count(copy, MikrotikConstants.TRAPPED_COUNT) + " refused, "
                                         + count(copy, MikrotikConstants.FAILED_COUNT) + " failed, "
                                         + count(copy, MikrotikConstants.NOT_SENT_COUNT) + " not sent, "
                                         + count(copy, MikrotikConstants.UNKNOWN_COUNT) + " unknown");
    }

    private void stopBeginning() {
        for (int index = next.getAndSet(devices.size()); index < devices.size(); index++) {
            ended(index, stopping(devices.get(index)));
        }
    }

    private static DeviceResult stopping(FleetDevice device) {
        return failed(device.name(), null, new RejectedExecutionException("the component is stopping"));
    }

    private void ended(int index, DeviceResult result) {
        if (!results.compareAndSet(index, null, result)) {
            return;
        }
        try {
            listener.accept(result);
        } finally {
            if (left.decrementAndGet() == 0) {
                DeviceResult[] complete = new DeviceResult[devices.size()];
                Arrays.setAll(complete, results::get);
                all.complete(List.of(complete));
            }
        }
    }

    private static DeviceResult failed(String device, Object body, Exception failure) {
        return new DeviceResult(device, stateAfter(failure), body, null, failure);
    }

    private static DeviceResult.State stateAfter(Exception failure) {
        if (failure instanceof DeviceSuspendedException || failure instanceof RejectedExecutionException) {
            return DeviceResult.State.NOT_TRIED;
        }
        boolean unknown = failure instanceof MikrotikException known && known.getFate() == CommandFate.OUTCOME_UNKNOWN;
        return unknown ? DeviceResult.State.UNKNOWN : DeviceResult.State.FAILED;
    }

    private static Exception exception(Throwable failure) {
        Throwable cause = Completions.cause(failure);
        return cause instanceof Exception known ? known : new IllegalStateException(cause.toString(), cause);
    }
}
