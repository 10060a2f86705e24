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

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A roll-out under way, as of a moment ago.
 *
 * @param id       by which it is paused, resumed and aborted
 * @param state    in a word: running, pausing (between two waves), paused, stopping, ended
 * @param wave     the number of the wave going on, from 1
 * @param waves    how many there are
 * @param devices  how many have a turn
 * @param done     of them
 * @param failed   of them
 * @param unknown  of them
 * @param offline  of them: reported as offline, or waited for
 * @param inFlight of them: have their turn now
 * @param reason   why nothing more is begun; {@code null} if that is not so
 */
public record RolloutStatus(
        String id, String state, int wave, int waves, int devices, int done, int failed, int unknown, int offline,
        int inFlight, String reason) {

    /** All of it as text and numbers. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", id);
        map.put("state", state);
        map.put("wave", wave);
        map.put("waves", waves);
        map.put("devices", devices);
        map.put("done", done);
        map.put("failed", failed);
        map.put("unknown", unknown);
        map.put("offline", offline);
        map.put("inFlight", inFlight);
        map.put("reason", reason);
        return map;
    }

    /** One line for people. */
    @Override
    public String toString() {
        return "roll-out " + id + ": " + state + ", wave " + wave + " of " + waves + ", of " + devices + " devices " + done
               + " done, " + failed + " failed, " + unknown + " unknown, " + offline + " offline, " + inFlight + " in flight"
               + (reason == null ? "" : "; " + reason);
    }
}
