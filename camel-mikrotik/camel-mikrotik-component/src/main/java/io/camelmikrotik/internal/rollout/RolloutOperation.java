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

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

import io.camelmikrotik.exception.BadInputException;

/** The way in: makes roll-outs of an endpoint. Safe for any thread. */
public final class RolloutOperation {

    private final RolloutOptions options;
    private final Reachability reachability;
    private final Rollouts rollouts;
    private final ScheduledExecutorService timer;

    /** @param timer runs what is short and does not block */
    public RolloutOperation(RolloutOptions options, Reachability reachability, Rollouts rollouts,
                            ScheduledExecutorService timer) {
        this.options = options;
        this.reachability = reachability;
        this.rollouts = rollouts;
        this.timer = timer;
    }

    /**
     * Begins a roll-out, or goes on with the one in the state file. Returns at once.
     *
     * @param  selected          the names of the devices to be changed
     * @param  labels            of all devices that are known, by name, for {@code behind=NAME}; the selected ones
     *                           included
     * @param  steps             what is done to each
     * @param  workers           run what blocks: the steps, and writes to the state file
     * @return                   what goes on; its {@link Rollout#result()} ends when the roll-out has
     * @throws BadInputException if a label {@code behind} names no device, or they lead in a circle
     */
    public Rollout start(
            Collection<String> selected, Map<String, Map<String, String>> labels, RolloutSteps steps,
            Executor workers) {
        RolloutPlan plan = RolloutPlan.of(selected, labels, options.waves());
        RolloutJournal journal = options.stateFile() == null
                ? RolloutJournal.NONE : new RolloutStateFile(options.stateFile(), plan, options.shownTo());
        RolloutThreads threads = new RolloutThreads(workers, timer, System::nanoTime);
        Rollout rollout = new Rollout(rollouts.newId(), plan, options, steps, reachability, journal, threads);
        rollouts.start(rollout);
        return rollout;
    }
}
