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
package io.camelmikrotik.internal.rollout;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

import io.camelmikrotik.internal.session.Completions;

/** The roll-outs of a component that are under way. Safe for any thread. */
public final class Rollouts {

    private final AtomicLong ids = new AtomicLong();
    private final Map<String, Rollout> running = new ConcurrentSkipListMap<>();
    private volatile boolean stopped;

    String newId() {
        return Long.toString(ids.incrementAndGet());
    }

    /** Keeps it until it has ended, and starts it. */
    void start(Rollout rollout) {
        running.put(rollout.id(), rollout);
        Completions.then(rollout.result(), (result, failure) -> running.remove(rollout.id()));
        rollout.start();
        if (stopped) {
            rollout.abandon();
        }
    }

    /** What is under way. */
    public List<Rollout> running() {
        // one that has ended may have told its caller before it is taken away here
        return running.values().stream().filter(each -> !each.result().isDone()).toList();
    }

    public List<RolloutStatus> statuses() {
        return running().stream().map(Rollout::status).toList();
    }

    /** @throws IllegalArgumentException if no such roll-out is under way */
    public Rollout get(String id) {
        Rollout rollout = id == null ? null : running.get(id.strip());
        if (rollout == null) {
            throw new IllegalArgumentException(
                    "no roll-out \"" + id + "\" is under way; "
                                               + (running.isEmpty()
                                                       ? "none is" : "those that are: " + String.join(", ", running.keySet())));
        }
        return rollout;
    }

    /**
     * Pauses, resumes or aborts one.
     *
     * @param  action                   one of these words
     * @param  id                       of the roll-out; nothing for the only one that is under way
     * @throws IllegalArgumentException if there is no such action, or no such roll-out is under way
     */
    public void steer(String action, String id) {
        String which = id != null && !id.isBlank() || running().size() != 1 ? id : running().get(0).id();
        switch (action.strip().toLowerCase(Locale.ROOT)) {
            case "pause" -> pause(which);
            case "resume" -> resume(which);
            case "abort" -> abort(which);
            default -> throw new IllegalArgumentException(
                    "a roll-out can be paused, resumed and aborted: pause, resume or abort is expected, not \"" + action
                                                          + "\"");
        }
    }

    /** Begins no device of it until it is resumed. */
    public void pause(String id) {
        get(id).pause();
    }

    public void resume(String id) {
        get(id).resume();
    }

    /** Ends it when the devices in flight have ended. */
    public void abort(String id) {
        get(id).abort();
    }

    /** Takes roll-outs again after {@link #stop()}. */
    public void startAgain() {
        stopped = false;
    }

    /**
     * Ends all of them, because the application does; new ones end at once. To be called before the routes they call
     * are stopped, and before the workers are: what is in flight is unknown until a later run looks.
     */
    public void stop() {
        stopped = true;
        for (Rollout rollout : running.values()) {
            rollout.abandon();
        }
    }
}
