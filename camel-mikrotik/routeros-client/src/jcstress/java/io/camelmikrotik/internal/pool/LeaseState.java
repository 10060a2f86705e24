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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.camelmikrotik.pool.PoolSettings;

/**
 * A device with a command session that carries one lease and an exclusive one that is stored, in a pool that has room
 * for no third: so everything that can happen to a session can meet. Each operation runs on the thread of its actor
 * from end to end.
 */
class LeaseState {

    private final ManualClock time = new ManualClock();
    private final FakeFleet fleet = new FakeFleet();
    private final SessionPool pool = new SessionPool(
            fleet, PoolSettings.builder().maxTotal(2).maxCommandsPerSession(2).linger(Duration.ZERO)
                    .durationBetweenEvictionRuns(Duration.ofDays(1)).build(),
            Runnable::run, time, time);
    private final PooledDevice device = pool.device(FakeFleet.device("r1"));
    private final PooledDevice other = pool.device(FakeFleet.device("r2"));
    private final Lease held;
    private final FakeSession session;
    // each is written by one actor, and read by the arbiter
    private CompletableFuture<Lease> joined;
    private CompletableFuture<Lease> borrowed;
    private CompletableFuture<Lease> elsewhere;
    private boolean closed;

    LeaseState() {
        Lease exclusive = device.acquire(LeaseKind.EXCLUSIVE).join();
        held = device.acquire(LeaseKind.SHARED).join();
        session = (FakeSession) held.session();
        exclusive.release();
        time.advance(Duration.ofMillis(1));
    }

    /** Joins the command session in use. */
    void join() {
        joined = device.acquire(LeaseKind.SHARED);
    }

    /** Takes the exclusive session from the store. */
    void borrow() {
        borrowed = device.acquire(LeaseKind.EXCLUSIVE);
    }

    /** The last lease goes: the command session returns to the store. */
    void release() {
        held.release();
    }

    void die() {
        session.dies();
    }

    /** Another device needs room: the stored session is evicted. */
    void evict() {
        elsewhere = other.acquire(LeaseKind.SHARED);
    }

    void suspend() {
        device.suspend();
    }

    void close() {
        closed = true;
        pool.close(Duration.ZERO);
    }

    /** @return {@code sound}, or what is wrong, after everybody has released what was granted */
    String verdict() {
        held.release();
        List<CompletableFuture<Lease>> asked = new ArrayList<>();
        for (CompletableFuture<Lease> each : Arrays.asList(joined, borrowed, elsewhere)) {
            if (each != null) {
                asked.add(each);
            }
        }
        String wrong = answerAll(asked);
        if (wrong == null && !closed) {
            device.resume();
            CompletableFuture<Lease> next = device.acquire(LeaseKind.SHARED);
            wrong = answerAll(List.of(next));
            wrong = wrong == null && next.isCompletedExceptionally() ? "the next caller was refused" : wrong;
        }
        if (wrong == null && device.status().commands() != 0) {
            wrong = device.status().commands() + " leases are left";
        }
        if (wrong == null && fleet.books(device.label()).openAtMost.get() > 2) {
            wrong = "the device had more sessions than it may";
        }
        pool.close(Duration.ZERO);
        if (wrong == null && !fleet.open().isEmpty()) {
            wrong = fleet.open().size() + " sessions are left";
        }
        if (wrong == null && pool.sessions() != 0) {
            wrong = pool.sessions() + " sessions are counted that are not open";
        }
        return wrong == null ? "sound" : wrong;
    }

    private String answerAll(List<CompletableFuture<Lease>> asked) {
        for (int step = 0; step < 10; step++) {
            for (CompletableFuture<Lease> each : asked) {
                if (each.isDone() && !each.isCompletedExceptionally()) {
                    each.join().release();
                }
            }
            time.advance(Duration.ofMillis(5));
        }
        return asked.stream().allMatch(CompletableFuture::isDone) ? null : "a caller was not answered";
    }
}
