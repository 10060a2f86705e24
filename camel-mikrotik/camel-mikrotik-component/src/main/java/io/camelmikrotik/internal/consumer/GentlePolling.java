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
package io.camelmikrotik.internal.consumer;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;

import io.camelmikrotik.MikrotikEndpoint;
import io.camelmikrotik.internal.component.DeviceClient;
import io.camelmikrotik.internal.component.DeviceFacts;
import io.camelmikrotik.internal.endpoint.GentleLimits;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.internal.session.Dispatch;

/**
 * Whether, and when, a consumer may poll a device: no sooner after another poll than {@code minPollInterval}, and at
 * every fourth turn only while the device says that it is busier than {@code maxCpuLoad}. For one poll at a time;
 * {@link #stop()} may be called by any thread.
 */
public final class GentlePolling {

    /** While a device is busy, it is polled at one turn of so many. */
    static final int BUSY_TURNS = 4;

    private static final Duration LOAD_AGE = Duration.ofMinutes(1);

    private final MikrotikEndpoint endpoint;
    private int skipped;
    private volatile GentleLimits limits;
    private volatile CompletableFuture<String> waiting;

    public GentlePolling(MikrotikEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** The consumer starts: what applies to its device may be different from the last time. */
    void restart() {
        limits = null;
    }

    /**
     * Waits for the turn of a poll; no thread does.
     *
     * @return completes with {@code null} when the device may be polled, or with the reason why this turn is skipped
     */
    public CompletableFuture<String> turn(ScheduledExecutorService timer) {
        GentleLimits now = limits;
        if (now == null) {
            now = endpoint.gentleLimits();
            limits = now;
        }
        if (now.maxCpuLoad() == 0 && now.minPollInterval().isZero()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<String> turn = new CompletableFuture<>();
        waiting = turn;
        takeTurn(now, endpoint.client(), timer, turn);
        return turn;
    }

    private void takeTurn(
            GentleLimits now, DeviceClient client, ScheduledExecutorService timer, CompletableFuture<String> turn) {
        if (now.maxCpuLoad() == 0) {
            takeTurn(client.facts(), now, timer, turn);
            return;
        }
        Completions.then(client.factsWithin(LOAD_AGE), (reading, never) -> {
            if (isTooBusy(reading, now)) {
                turn.complete(
                        "skipped, for its cpu-load is " + reading.cpuLoad() + "%, above maxCpuLoad=" + now.maxCpuLoad());
            } else {
                takeTurn(client.facts(), now, timer, turn);
            }
        }, turn::completeExceptionally);
    }

    /** One that does not tell its load is polled. */
    private boolean isTooBusy(DeviceFacts.Reading reading, GentleLimits now) {
        boolean busy = reading.cpuLoad() != null && reading.cpuLoad() > now.maxCpuLoad();
        skipped = busy ? (skipped + 1) % BUSY_TURNS : 0;
        return skipped > 0;
    }

    private static void takeTurn(
            DeviceFacts facts, GentleLimits now, ScheduledExecutorService timer, CompletableFuture<String> turn) {
        long wait = now.minPollInterval().isZero() ? 0 : facts.takeTurn(now.minPollInterval());
        if (wait == 0) {
            turn.complete(null);
        } else {
            Dispatch.after(timer, wait, () -> turn.complete(null));
        }
    }

    /** Ends the waiting for a turn. */
    public void stop() {
        CompletableFuture<String> turn = waiting;
        if (turn != null) {
            turn.complete("skipped, for the consumer stops");
        }
    }
}
