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
package io.camelmikrotik.internal.pool;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

import io.camelmikrotik.internal.session.Completions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of leases that are held for too long, with the place where each was asked for: a stream that nobody closes,
 * say. Standing leases are held for long on purpose and are not looked at. Safe for any thread.
 */
final class LeaseLeaks {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseLeaks.class);

    private static final long SHORTEST_PERIOD = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int LOOKS_PER_THRESHOLD = 4;

    private final long threshold;
    private final LongSupplier clock;
    private final Set<HeldLease> held = ConcurrentHashMap.newKeySet();
    private final LongAdder found = new LongAdder();
    private final ScheduledFuture<?> looking;

    /** @param threshold positive */
    LeaseLeaks(Duration threshold, ScheduledExecutorService timer, LongSupplier clock) {
        this.threshold = threshold.toNanos();
        this.clock = clock;
        long period = Math.max(SHORTEST_PERIOD, this.threshold / LOOKS_PER_THRESHOLD);
        this.looking = timer.scheduleWithFixedDelay(this::look, period, period, TimeUnit.NANOSECONDS);
    }

    /** To be called by who asks, with what was answered. */
    void watch(CompletableFuture<Lease> answer, LeaseKind kind, String device, String command) {
        if (kind == LeaseKind.LONG_LIVED) {
            return;
        }
        Throwable asked = new Throwable("the lease was asked for here");
        Completions.then(answer, (lease, failure) -> {
            if (lease != null) {
                HeldLease granted = new HeldLease(device, command, kind, clock.getAsLong(), asked);
                held.add(granted);
                lease.onReleased(() -> givenBack(granted));
            }
        });
    }

    private void look() {
        long now = clock.getAsLong();
        for (HeldLease lease : held) {
            if (!lease.isTold() && now - lease.since() >= threshold) {
                lease.tell();
                found.increment();
                LOG.warn("{} has been in use for {} s, longer than leaseLeakThreshold: is a stream read to its end, or closed?",
                        lease, seconds(now - lease.since()), lease.asked());
            }
        }
    }

    private void givenBack(HeldLease lease) {
        held.remove(lease);
        if (lease.isTold()) {
            LOG.info("{} is no longer in use, after {} s", lease, seconds(clock.getAsLong() - lease.since()));
        }
    }

    /** Leases that were held for too long so far. */
    long found() {
        return found.sum();
    }

    void stop() {
        looking.cancel(false);
        held.clear();
    }

    private static double seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos) / 1e3;
    }
}
