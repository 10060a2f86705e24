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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Function;

import io.camelmikrotik.internal.command.PreparedCommand;
import io.camelmikrotik.internal.consumer.GentlePolling;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.internal.session.Dispatch;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsRow;

/** One command on each device of a selection, spread over nine tenths of a period. Safe for any thread. */
final class Round {

    private final FleetMembers members;
    private final List<FleetDevice> devices;
    private final PreparedCommand command;
    private final Function<FleetDevice, GentlePolling> gentle;
    private final long period;
    private final ScheduledExecutorService threads;
    private final BiConsumer<Map<String, List<RouterOsRow>>, Map<String, String>> finished;
    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private final Map<String, List<RouterOsRow>> rows = new TreeMap<>();
    private final Map<String, String> missing = new TreeMap<>();
    private final Map<String, CompletableFuture<Reply>> asked = new TreeMap<>();
    private boolean over;

    /**
     * @param gentle   when each device may be asked
     * @param finished is told rows and who is missing and why, once, on any thread
     */
    Round(FleetMembers members, List<FleetDevice> devices, PreparedCommand command,
          Function<FleetDevice, GentlePolling> gentle, long period, ScheduledExecutorService threads,
          BiConsumer<Map<String, List<RouterOsRow>>, Map<String, String>> finished) {
        this.members = members;
        this.devices = devices;
        this.command = command;
        this.gentle = gentle;
        this.period = period;
        this.threads = threads;
        this.finished = finished;
    }

    /** Those that it asks. */
    List<FleetDevice> devices() {
        return devices;
    }

    void begin() {
        if (devices.isEmpty()) {
            end("");
            return;
        }
        for (FleetDevice device : devices) {
            Dispatch.after(threads, Turns.phase(device.name(), period / 10 * 9), () -> takeTurn(device));
        }
        Dispatch.after(threads, period, this::endOfPeriod);
    }

    /** Who has not answered by now is missing. */
    void endOfPeriod() {
        end("no answer until the end of the round");
    }

    private void takeTurn(FleetDevice device) {
        CompletableFuture<String> turn;
        try {
            turn = gentle.apply(device).turn(threads);
        } catch (Throwable e) {
            turn = CompletableFuture.failedFuture(e);
        }
        Completions.then(turn, (skipped, failure) -> {
            if (failure != null || skipped != null) {
                answered(device, null, failure != null ? failure : new IllegalStateException(skipped));
            } else {
                ask(device);
            }
        }, failure -> answered(device, null, failure));
    }

    private void ask(FleetDevice device) {
        if (!device.equals(members.registry().get(device.name()))) {
            answered(device, null, new IllegalStateException("not registered any more, or changed"));
            return;
        }
        if (!members.isOurs(device)) {
            answered(device, null, new IllegalStateException("another member of the cluster leads its shard"));
            return;
        }
        CompletableFuture<Reply> reply;
        try {
            reply = members.member(device).endpoint().client().execute(command);
        } catch (Throwable e) {
            reply = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<Reply> sent = reply;
        lock.lock();
        try {
            if (over) {
                sent.cancel(false);
                return;
            }
            asked.put(device.name(), sent);
        } finally {
            lock.unlock();
        }
        Completions.then(sent, (result, failure) -> Dispatch.to(threads, () -> answered(device, result, failure), () -> {
            // stopping: nobody waits for the round
        }));
    }

    private void answered(FleetDevice device, Reply reply, Throwable failure) {
        List<RouterOsRow> selected = null;
        Throwable reason = failure;
        if (failure == null) {
            try {
                selected = new ArrayList<>(command.select(reply.rows()));
            } catch (Throwable e) {
                reason = e;
            }
        }
        lock.lock();
        try {
            if (over) {
                return;
            }
            asked.remove(device.name());
            if (selected != null) {
                rows.put(device.name(), selected);
            } else {
                missing.put(device.name(), text(reason));
            }
            if (rows.size() + missing.size() < devices.size()) {
                return;
            }
        } finally {
            lock.unlock();
        }
        end("");
    }

    private static String text(Throwable failure) {
        Throwable cause = Completions.cause(failure);
        return cause instanceof CancellationException || cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private void end(String why) {
        List<CompletableFuture<Reply>> unanswered = close();
        if (unanswered == null) {
            return;
        }
        unanswered.forEach(each -> each.cancel(false));
        for (FleetDevice device : devices) {
            if (!rows.containsKey(device.name())) {
                missing.putIfAbsent(device.name(), why);
            }
        }
        // nobody changes them any more
        finished.accept(Collections.unmodifiableMap(rows), Collections.unmodifiableMap(missing));
    }

    /** Ends it without telling anybody. */
    void abandon() {
        List<CompletableFuture<Reply>> unanswered = close();
        if (unanswered != null) {
            unanswered.forEach(each -> each.cancel(false));
        }
    }

    private List<CompletableFuture<Reply>> close() {
        lock.lock();
        try {
            if (over) {
                return null;
            }
            over = true;
            return new ArrayList<>(asked.values());
        } finally {
            lock.unlock();
        }
    }
}
