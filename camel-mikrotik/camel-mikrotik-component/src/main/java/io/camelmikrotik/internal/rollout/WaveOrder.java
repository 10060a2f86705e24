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

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.camelmikrotik.write.RolloutResult.State;

/**
 * Which devices may have their turn now. First all that an earlier run left in doubt, and nothing else until that is
 * settled: they count as failures if they are, and must not add to those of devices begun meanwhile. Then one wave
 * after the other.
 */
final class WaveOrder {

    private final RolloutPlan plan;
    private final long pauseNanos;
    private final Map<String, DeviceTurn> turns = new LinkedHashMap<>();
    private final List<List<DeviceTurn>> waves = new ArrayList<>();
    private final List<DeviceTurn> doubts = new ArrayList<>();
    private volatile int wave;
    private volatile boolean pausing;
    private volatile long pauseEnd;

    WaveOrder(RolloutPlan plan, long pauseNanos) {
        this.plan = plan;
        this.pauseNanos = pauseNanos;
        for (List<String> names : plan.waves()) {
            List<DeviceTurn> turnsOfWave = names.stream().map(name -> new DeviceTurn(name, waves.size() + 1)).toList();
            turnsOfWave.forEach(turn -> turns.put(turn.device, turn));
            waves.add(turnsOfWave);
        }
    }

    /** An earlier run left this one in doubt. */
    void doubt(DeviceTurn turn) {
        doubts.add(turn);
    }

    Collection<DeviceTurn> all() {
        return turns.values();
    }

    /** The number of the wave going on, from 1; 0 if there are no devices at all. */
    int wave() {
        return Math.min(wave + 1, waves.size());
    }

    int waves() {
        return waves.size();
    }

    boolean isOver() {
        return wave >= waves.size();
    }

    /** Whether the pause between two waves goes on. */
    boolean isPausing(long now) {
        return pausing && pauseEnd - now > 0;
    }

    /**
     * Goes to the next wave if this one is over.
     *
     * @return why the next must not begin; {@code null} if nothing speaks against it
     */
    String nextWave(long now) {
        while (!isOver() && doubtful().isEmpty() && waves.get(wave).stream().allMatch(DeviceTurn::isEnded)) {
            boolean last = wave + 1 == waves.size();
            if (!last && waves.get(wave).stream().allMatch(turn -> turn.state == State.OFFLINE)) {
                return "no device of wave " + wave() + " could be reached, so that nothing is known of how the change goes";
            }
            wave++;
            pauseEnd = now + pauseNanos;
            pausing = !last && pauseNanos > 0 && waves.get(wave).stream().noneMatch(turn -> turn.begun || turn.isEnded());
        }
        return null;
    }

    /** Those whose turn can begin, in their order; who was found offline before comes after those who were not. */
    List<DeviceTurn> ready(long now) {
        List<DeviceTurn> doubtful = doubtful();
        if (doubtful.isEmpty() && (isOver() || isPausing(now))) {
            return List.of();
        }
        Collection<DeviceTurn> candidates = doubtful.isEmpty() ? waves.get(wave) : doubtful;
        Set<String> awaited = new HashSet<>();
        candidates.stream().filter(turn -> !turn.isEnded()).map(turn -> plan.inFrontOf(turn.device)).forEach(awaited::add);
        List<DeviceTurn> due = candidates.stream().filter(
                turn -> turn.phase == DeviceTurn.Phase.WAITING && (!turn.offline || turn.nextCheck - now <= 0)
                        && !awaited.contains(turn.device))
                .toList();
        return Stream.concat(due.stream().filter(turn -> !turn.offline), due.stream().filter(turn -> turn.offline)).toList();
    }

    /** Begun in an earlier run, and not known how it ended. */
    private List<DeviceTurn> doubtful() {
        return doubts.isEmpty() ? doubts : doubts.stream().filter(turn -> !turn.isEnded()).toList();
    }

    /** Time until something falls due by itself, or {@code most}. */
    long untilNext(long now, long most) {
        long until = isPausing(now) ? pauseEnd - now : most;
        for (DeviceTurn turn : turns.values()) {
            long due = turn.isInFlight() ? turn.deadline - now : turn.offline && !turn.isEnded() ? turn.nextCheck - now : most;
            if (due > 0 || turn.isInFlight()) {
                until = Math.min(until, Math.max(due, 1));
            }
        }
        return Math.min(until, most);
    }
}
