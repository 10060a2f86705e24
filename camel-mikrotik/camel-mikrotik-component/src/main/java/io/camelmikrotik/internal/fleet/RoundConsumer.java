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

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.camelmikrotik.MikrotikConstants;
import io.camelmikrotik.MikrotikEndpoint;
import io.camelmikrotik.internal.cluster.ShardLeadership;
import io.camelmikrotik.internal.cluster.ShardListener;
import io.camelmikrotik.internal.command.PreparedCommand;
import io.camelmikrotik.internal.consumer.GentlePolling;
import io.camelmikrotik.internal.session.Dispatch;
import io.camelmikrotik.routeros.RouterOsRow;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks all devices of a selection once per period, each at its own moment of it, and delivers one message with the rows
 * of all of them and who is missing and why. A round ends with its last reply, and at the end of the period at the
 * latest. While the route has not done with a round, the next ones are skipped.
 */
public final class RoundConsumer extends DefaultConsumer implements Suspendable, ShardListener {

    private static final Logger LOG = LoggerFactory.getLogger(RoundConsumer.class);

    private final MikrotikEndpoint endpoint;
    private final FleetMembers members;
    /** {@code null} where nothing is shared. */
    private final ShardLeadership leadership;
    private final PreparedCommand command;
    private final long period;
    private final long initialDelay;
    private final Turns turns;
    /** One for each device, as long as it is selected. */
    private final Map<FleetDevice, GentlePolling> gentle = new ConcurrentHashMap<>();
    private final AtomicBoolean delivering = new AtomicBoolean();
    private final AtomicReference<Round> current = new AtomicReference<>();
    private volatile Object run;

    /**
     * @param leadership   of the shards in which several machines share the devices; {@code null} if they do not
     * @param period       from one round to the next, in nanoseconds
     * @param initialDelay until the first, in nanoseconds
     */
    public RoundConsumer(MikrotikEndpoint endpoint, Processor processor, FleetMembers members,
                         ShardLeadership leadership, PreparedCommand command, long period, long initialDelay) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.members = members;
        this.leadership = leadership;
        this.turns = new Turns(endpoint.getDevice(), endpoint.getComponent()::meters);
        this.command = command;
        this.period = period;
        this.initialDelay = initialDelay;
    }

    /** When its devices were polled. */
    public Turns turns() {
        return turns;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        setHealthCheck(FleetOptions.consumerHealthCheck(getRouteId(), endpoint, members));
        begin(initialDelay);
        endpoint.getComponent().liveConsumers().started(this);
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        begin(period);
    }

    private void begin(long delay) {
        Object now = new Object();
        run = now;
        if (leadership != null) {
            leadership.join(this);
        }
        plan(now, System.nanoTime() + delay);
    }

    @Override
    protected void doSuspend() throws Exception {
        end();
        super.doSuspend();
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.getComponent().liveConsumers().stopped(this);
        end();
        members.clear();
        super.doStop();
    }

    private void end() throws InterruptedException {
        run = null;
        gentle.values().forEach(GentlePolling::stop);
        gentle.clear();
        Round round = current.getAndSet(null);
        if (round != null) {
            round.abandon();
        }
        if (leadership != null) {
            if (round != null && !leadership.isUsedBesides(this)) {
                round.devices().forEach(this::endSessions);
            }
            leadership.leave(this, endpoint.consumerStopTime());
        }
    }

    /** Devices of shards that others lead get room for their sessions. */
    @Override
    public CompletionStage<Void> shardsChanged() {
        Round round = current.get();
        if (round != null) {
            round.devices().stream().filter(each -> !members.isOurs(each)).forEach(this::endSessions);
        }
        return CompletableFuture.completedFuture(null);
    }

    private void endSessions(FleetDevice device) {
        try {
            members.member(device).endpoint().client().device().endSessions();
        } catch (RuntimeException e) {
            LOG.debug("Ending the use of {} failed", device.name(), e);
        }
    }

    private ScheduledExecutorService polls() {
        return endpoint.getComponent().threads().polls();
    }

    private void plan(Object now, long dueAt) {
        Dispatch.after(polls(), Math.max(0, dueAt - System.nanoTime()), () -> {
            if (run == now) {
                try {
                    beginRound(System.nanoTime() - dueAt);
                } catch (Throwable e) {
                    LOG.warn("A round of {} could not begin; the next one will be tried", endpoint, e);
                }
                plan(now, dueAt + period);
            }
        });
    }

    private void beginRound(long late) {
        boolean busy = delivering.get();
        Round before = current.get();
        if (before != null) {
            before.endOfPeriod();
        }
        if (busy) {
            turns.skipped(1);
            return;
        }
        List<FleetDevice> devices = members.devices();
        if (leadership != null && devices.isEmpty()) {
            current.set(null);
            return;
        }
        turns.polled(late);
        gentle.keySet().retainAll(Set.copyOf(devices));
        Round round = new Round(members, devices, command, this::gentle, period, polls(), this::finished);
        current.set(round);
        round.begin();
    }

    private GentlePolling gentle(FleetDevice device) {
        return gentle.computeIfAbsent(device, each -> new GentlePolling(members.member(each).endpoint()));
    }

    private void finished(Map<String, List<RouterOsRow>> rows, Map<String, String> missing) {
        if (!delivering.compareAndSet(false, true)) {
            turns.skipped(1);
            return;
        }
        Dispatch.to(endpoint.getComponent().threads().consumers(), () -> {
            try {
                deliver(rows, missing);
            } finally {
                delivering.set(false);
            }
        }, () -> delivering.set(false));
    }

    private void deliver(Map<String, List<RouterOsRow>> all, Map<String, String> allMissing) {
        if (!isRunAllowed() || isSuspendingOrSuspended()) {
            return;
        }
        Map<String, List<RouterOsRow>> rows = ours(all);
        Map<String, String> missing = ours(allMissing);
        if (leadership != null && rows.isEmpty() && missing.isEmpty()) {
            return;
        }
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(rows);
            exchange.getMessage().setHeader(MikrotikConstants.DEVICE, endpoint.getDevice());
            exchange.getMessage().setHeader(MikrotikConstants.MISSING_DEVICES, missing);
            exchange.getMessage().setHeader(
                    MikrotikConstants.ROW_COUNT, rows.values().stream().mapToInt(List::size).sum());
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        try {
            if (exchange.getException() != null) {
                getExceptionHandler().handleException("Error processing exchange", exchange, exchange.getException());
            }
        } finally {
            releaseExchange(exchange, false);
        }
    }

    /** A copy without what others tell, who lead its shard by now. */
    private <T> Map<String, T> ours(Map<String, T> all) {
        Map<String, T> ours = new TreeMap<>(all);
        ours.keySet().removeIf(device -> leadership != null && !leadership.mayAct(device));
        return ours;
    }
}
