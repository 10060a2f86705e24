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
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.camelmikrotik.exception.BadInputException;

/**
 * Which device has its turn in which wave. A device with the label {@code behind=NAME} is reached through the device of
 * that name: it has its turn before that one, for a mistake there would cut it off. So the devices that most others are
 * in front of come first, else the order of the selection stays.
 */
final class RolloutPlan {

    static final String BEHIND = "behind";

    private final Waves text;
    private final List<List<String>> waves;
    /** By device: the nearest one in front of it that has a turn too. */
    private final Map<String, String> inFront;

    private RolloutPlan(Waves text, List<List<String>> waves, Map<String, String> inFront) {
        this.text = text;
        this.waves = waves;
        this.inFront = Map.copyOf(inFront);
    }

    /**
     * @param  selected          the devices that have a turn
     * @param  labels            of all devices that are known, by name: one that is not selected may be in front too
     * @throws BadInputException if a device is behind one that is not known, or behind itself
     */
    static RolloutPlan of(Collection<String> selected, Map<String, Map<String, String>> labels, Waves waves) {
        Set<String> turns = new LinkedHashSet<>(selected);
        Map<String, Integer> distances = new HashMap<>();
        Map<String, String> inFront = new HashMap<>();
        for (String device : turns) {
            List<String> way = way(device, labels);
            distances.put(device, way.size());
            way.stream().skip(1).filter(turns::contains).findFirst().ifPresent(front -> inFront.put(device, front));
        }
        List<String> order = new ArrayList<>(turns);
        order.sort(Comparator.comparing(distances::get, Comparator.reverseOrder()));
        return new RolloutPlan(waves, waves.cut(order), inFront);
    }

    /** The device, the one in front of it, and so on. */
    private static List<String> way(String device, Map<String, Map<String, String>> labels) {
        Set<String> way = new LinkedHashSet<>();
        String at = device;
        while (at != null) {
            if (!way.add(at)) {
                throw refused("the labels behind=NAME lead in a circle: " + String.join(" behind ", way) + " behind " + at);
            }
            Map<String, String> known = labels.get(at);
            String front = known == null ? null : known.get(BEHIND);
            if (front != null && !labels.containsKey(front)) {
                throw refused("device " + at + " has the label behind=" + front + ", and there is no device of that name");
            }
            at = front;
        }
        return List.copyOf(way);
    }

    private static BadInputException refused(String why) {
        return new BadInputException(why + "; correct the label. The roll-out was not begun");
    }

    /** As in the option {@code waves}. */
    Waves text() {
        return text;
    }

    /** None of them is empty. */
    List<List<String>> waves() {
        return waves;
    }

    int size() {
        return waves.stream().mapToInt(List::size).sum();
    }

    /** @return the device that waits until this one has had its turn, or {@code null} */
    String inFrontOf(String device) {
        return inFront.get(device);
    }
}
