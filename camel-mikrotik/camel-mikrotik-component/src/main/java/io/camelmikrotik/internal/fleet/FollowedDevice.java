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
import java.util.concurrent.Executor;

import io.camelmikrotik.internal.consumer.PolledInRounds;
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

    private final FleetConsumer fleet;
    private final FleetDevice device;
    private final FleetMembers members;
    private final Executor threads;
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
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
        Completions.then(before, (done, failure) -> Dispatch.to(threads, () -> {
            begin();
            begun.complete(null);
        }, () -> begun.complete(null)));
    }

    private void begin() {
        if (ending) {
            return;
        }
        try {
            member = members.member(device);
            Consumer made = member.consumers().apply(fleet.turns());
            if (made instanceof RouteAware routeAware) {
                routeAware.setRoute(fleet.getRoute());
            }
            if (made instanceof RouteIdAware routeIdAware) {
                routeIdAware.setRouteId(fleet.getRouteId());
            }
            consumer = made;
            ServiceHelper.startService(made);
        } catch (Throwable e) {
            LOG.warn("{} is not followed: {}", device.name(), e.getMessage() == null ? e.toString() : e.getMessage());
            LOG.debug("Starting the consumer of {} failed", device.name(), e);
        }
    }

    /** @return completes when it does nothing any more */
    CompletableFuture<Void> ended() {
        return ended;
    }

    void end() {
        ending = true;
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
