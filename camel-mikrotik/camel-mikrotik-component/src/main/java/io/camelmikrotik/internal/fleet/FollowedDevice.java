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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

import io.camelmikrotik.internal.consumer.PolledInRounds;
import io.camelmikrotik.internal.feed.Backoff;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.internal.session.Dispatch;
import org.apache.camel.Consumer;
import org.apache.camel.RouteAware;
import org.apache.camel.spi.RouteIdAware;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One device of a consumer on a selection, from its beginning to its end: beginning and ending take time, and follow
 * each other. Safe for any thread.
 */
final class FollowedDevice {

    private static final Logger LOG = LoggerFactory.getLogger(FollowedDevice.class);
    private static final Backoff RESTS = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

    private final FleetConsumer fleet;
    private final FleetDevice device;
    private final FleetMembers members;
    private final Executor threads;
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    /** Whether it waits for its next attempt to begin. */
    private final AtomicBoolean resting = new AtomicBoolean();
    private int failures;
    private String told;
    private volatile boolean ending;
    private volatile FleetMember member;
    private volatile Consumer consumer;

    FollowedDevice(FleetConsumer fleet, FleetDevice device, FleetMembers members, Executor threads) {
        this.fleet = fleet;
        this.device = device;
        this.members = members;
        this.threads = threads;
    }

    FleetDevice device() {
        return device;
    }

    /** Whether its consumer has started. */
    boolean isFollowed() {
        return consumer != null && begun.isDone();
    }

    void beginAfter(CompletableFuture<Void> before) {
        Completions.then(before, (done, failure) -> Dispatch.to(threads, this::attempt, () -> begun.complete(null)));
    }

    /** Begins, or plans the next attempt: what keeps it from beginning may be gone then. */
    private void attempt() {
        if (ending || begin()) {
            begun.complete(null);
            return;
        }
        failures++;
        resting.set(true);
        Dispatch.after(fleet.timer(), RESTS.nanos(failures), () -> {
            if (resting.compareAndSet(true, false)) {
                Dispatch.to(threads, this::attempt, () -> begun.complete(null));
            }
        });
        if (ending && resting.compareAndSet(true, false)) {
            begun.complete(null);
        }
    }

    private boolean begin() {
        Consumer made = null;
        try {
            member = members.member(device);
            made = member.consumers().apply(fleet.turns());
            if (made instanceof RouteAware routeAware) {
                routeAware.setRoute(fleet.getRoute());
            }
            if (made instanceof RouteIdAware routeIdAware) {
                routeIdAware.setRouteId(fleet.getRouteId());
            }
            ServiceHelper.startService(made);
            consumer = made;
            return true;
        } catch (Throwable e) {
            tell(e);
            Consumer failed = made;
            Completions.run(() -> ServiceHelper.stopAndShutdownService(failed));
            return false;
        }
    }

    private void tell(Throwable failure) {
        String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        if (!text.equals(told)) {
            told = text;
            LOG.warn("{} is not followed: {}; it is tried again, and the same failure is not logged again", device.name(),
                    text);
        }
        LOG.debug("Starting the consumer of {} failed", device.name(), failure);
    }

    /** @return completes when it does nothing any more */
    CompletableFuture<Void> ended() {
        return ended;
    }

    void end() {
        ending = true;
        if (resting.compareAndSet(true, false)) {
            begun.complete(null);
        }
        Completions.then(begun, (done, failure) -> Dispatch.to(threads, this::stop, this::stop));
    }

    private void stop() {
        try {
            Consumer made = consumer;
            if (made != null) {
                // asks nothing more; a route that is in the middle of a message is waited for
                ServiceHelper.suspendService(made);
                if (made instanceof PolledInRounds polled) {
                    polled.awaitRound(fleet.stopTime());
                }
                ServiceHelper.stopAndShutdownService(made);
            }
            FleetMember known = member;
            if (known != null && isNoLongerUsed()) {
                known.endpoint().client().device().retire();
            } else if (known != null && fleet.leavesToOthers(device)) {
                // who follows it next must find room on the router
                known.endpoint().client().device().endSessions();
            }
        } catch (Throwable e) {
            LOG.debug("Ending the use of {} failed", device.name(), e);
        } finally {
            ended.complete(null);
            fleet.forget(this);
        }
    }

    /** Whether no device is reached with these credentials any more: a new label or time ends no session of others. */
    private boolean isNoLongerUsed() {
        return !fleet.isSuspendingOrSuspended() && !fleet.isStoppingOrStopped()
                && members.registry().all().stream().noneMatch(each -> each.device().isReachedAs(device.device()));
    }
}
