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
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import io.camelmikrotik.exception.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Waves, and who has its turn before whom. */
class RolloutPlanTest {

    private static final int CASES = Integer.getInteger("rollout.plans", 500);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "1,10%,100% | 100 | 1 9 90", "1,10%,100% | 5 | 1 4", "1,10%,100% | 1 | 1", "1,10%,100% | 0 | ''",
            "100% | 7 | 7", "1,5,25,100% | 10 | 1 4 5", "50,10%,100% | 100 | 50 50", "0.5%,50%,100% | 300 | 2 148 150",
            "33%,66%,100% | 10 | 4 3 3", " 1 , 10 % , 100 % | 20 | 1 1 18" })
    void wavesAreCumulative(String text, int devices, String sizes) {
        List<List<Integer>> waves = Waves.parse(text).cut(IntStream.range(0, devices).boxed().toList());

        assertThat(String.join(" ", waves.stream().map(wave -> Integer.toString(wave.size())).toList())).isEqualTo(sizes);
        assertThat(waves.stream().flatMap(List::stream)).containsExactlyElementsOf(
                IntStream.range(0, devices).boxed().toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "'' | neither", "x,100% | neither", "1,,100% | neither", "0,100% | adds no device", "5,5,100% | adds no device",
            "10%,5%,100% | adds no device", "1,10% | left out", "1,10 | left out", "100%,200 | left out",
            "101% | more than all", "-1,100% | neither" })
    void badWavesAreRefusedWithTheNameOfTheOption(String text, String why) {
        assertThatThrownBy(() -> Waves.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("waves: ").hasMessageContaining(why).hasMessageContaining("1,10%,100%");
    }

    @Test
    void leavesComeBeforeTheRouterInFrontOfThemElseTheOrderOfTheSelectionStays() {
        RolloutPlan plan = RolloutPlan.of(List.of("core", "a", "leaf2", "b", "leaf1"), Map.of(
                "core", Map.of(), "a", Map.of(), "b", Map.of(), "leaf1", Map.of("behind", "middle"), "leaf2",
                Map.of("behind", "core"), "middle", Map.of("behind", "core")), Waves.parse("1,100%"));

        assertThat(plan.waves()).containsExactly(List.of("leaf1"), List.of("leaf2", "core", "a", "b"));
        assertThat(plan.inFrontOf("leaf1")).as("the one between is not selected").isEqualTo("core");
        assertThat(plan.inFrontOf("a")).isNull();
    }

    @Test
    void aLabelThatNamesNoDeviceIsRefused() {
        assertThatThrownBy(() -> RolloutPlan.of(
                List.of("a"), Map.of("a", Map.of("behind", "core7")), Waves.parse("100%")))
                .isInstanceOf(BadInputException.class)
                .hasMessage("device a has the label behind=core7, and there is no device of that name; correct the label."
                            + " The roll-out was not begun");
    }

    @Test
    void aCircleIsRefusedAndShown() {
        assertThatThrownBy(() -> RolloutPlan.of(
                List.of("x"), Map.of(
                        "x", Map.of("behind", "a"), "a", Map.of("behind", "b"), "b", Map.of("behind", "a")),
                Waves.parse("100%"))).isInstanceOf(BadInputException.class)
                .hasMessageContaining("circle: x behind a behind b behind a");
    }

    @Test
    void inAnyForestEachDeviceHasOneTurnAndNoneBeforeThoseBehindIt() {
        long seed = Long.getLong("rollout.seed", System.nanoTime());
        System.out.println("rollout.seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            int known = 1 + random.nextInt(60);
            List<String> names = new ArrayList<>(IntStream.range(0, known).mapToObj(n -> "r" + n).toList());
            Collections.shuffle(names, random);
            Map<String, Map<String, String>> labels = new HashMap<>();
            for (int n = 0; n < known; n++) {
                // always one that was made before: no circle
                labels.put(names.get(n), n > 0 && random.nextInt(3) > 0
                        ? Map.of("behind", names.get(random.nextInt(n))) : Map.of("site", "x"));
            }
            List<String> selected = new ArrayList<>(names.stream().filter(name -> random.nextInt(4) > 0).toList());
            Collections.shuffle(selected, random);

            RolloutPlan plan = RolloutPlan.of(selected, labels, Waves.parse("1,3,20%,60%,100%"));

            List<String> order = plan.waves().stream().flatMap(List::stream).toList();
            assertThat(order).containsExactlyInAnyOrderElementsOf(selected);
            assertThat(plan.waves()).as("case %s", i).noneMatch(List::isEmpty);
            Set<String> before = new HashSet<>();
            for (String device : order) {
                before.add(device);
                for (String front = labels.get(device).get("behind"); front != null; front = labels.get(front).get("behind")) {
                    assertThat(before).as("case %s: %s is behind %s", i, device, front).doesNotContain(front);
                }
            }
        }
    }
}
