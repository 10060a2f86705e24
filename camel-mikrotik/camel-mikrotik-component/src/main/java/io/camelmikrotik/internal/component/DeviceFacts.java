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
package io.camelmikrotik.internal.component;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;

/**
 * What one device says of itself when it is asked by the way, and when it may be polled next: shared by all endpoints
 * of that device. Safe for any thread.
 */
public final class DeviceFacts {

    /** The one command that is asked. */
    static final RouterOsCommand QUESTION = RouterOsCommand.builder("/system/resource/print")
            .properties(List.of("version", "board-name", "cpu-load")).build();

    private final AtomicLong nextPoll = new AtomicLong(System.nanoTime());
    // guarded by this
    private Reading last;
    private CompletableFuture<Reading> asking;

    /**
     * Takes the next turn to poll the device.
     *
     * @param  interval from one poll to the next
     * @return          time until then, in nanoseconds; 0 for now
     */
    public long takeTurn(Duration interval) {
        long now = System.nanoTime();
        long turn = nextPoll.getAndUpdate(next -> (next - now > 0 ? next : now) + interval.toNanos());
        return Math.max(0, turn - now);
    }

    /** {@code null} if the device was not asked yet. */
    public synchronized Reading last() {
        return last;
    }

    /**
     * What was read no longer ago than that; otherwise the device is asked, by one caller at a time.
     *
     * @return completes normally; without a version and a load if the device does not answer or the user may not ask
     */
    CompletableFuture<Reading> within(Duration age, Supplier<CompletableFuture<Reply>> question) {
        CompletableFuture<Reading> mine;
        synchronized (this) {
            if (last != null && System.nanoTime() - last.at() <= age.toNanos()) {
                return CompletableFuture.completedFuture(last);
            }
            if (asking != null) {
                return asking;
            }
            mine = new CompletableFuture<>();
            asking = mine;
        }
        CompletableFuture<Reply> reply;
        try {
            reply = question.get();
        } catch (Throwable e) {
            reply = CompletableFuture.failedFuture(new CompletionException(e));
        }
        Completions.then(reply, (done, failure) -> told(mine, failure == null ? reading(done) : nothing()),
                failure -> told(mine, nothing()));
        return mine;
    }

    private void told(CompletableFuture<Reading> mine, Reading reading) {
        Reading known;
        synchronized (this) {
            // a version that was told once is still the last one known
            known = reading.version() != null || last == null
                    ? reading : new Reading(last.version(), last.board(), null, reading.at());
            last = known;
            asking = null;
        }
        mine.complete(known);
    }

    private static Reading nothing() {
        return new Reading(null, null, null, System.nanoTime());
    }

    private static Reading reading(Reply reply) {
        if (reply.rows().isEmpty()) {
            return nothing();
        }
        RouterOsRow row = reply.rows().get(0);
        Long load = row.get("cpu-load") == null ? null : row.getLong("cpu-load");
        return new Reading(row.get("version"), row.get("board-name"), load, System.nanoTime());
    }

    /**
     * What a device said; what it did not say is {@code null}.
     *
     * @param cpuLoad percent
     * @param at      {@link System#nanoTime()}
     */
    public record Reading(String version, String board, Long cpuLoad, long at) {
    }
}
