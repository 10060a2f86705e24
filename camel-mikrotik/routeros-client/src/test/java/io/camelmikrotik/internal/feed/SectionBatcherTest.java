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
package io.camelmikrotik.internal.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.camelmikrotik.routeros.RouterOsRow;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SectionBatcherTest {

    private final List<List<RouterOsRow>> complete = new ArrayList<>();
    private final SectionBatcher rounds = new SectionBatcher(complete::add);

    private static RouterOsRow row(String section) {
        return RouterOsRow.of(section == null ? Map.of("name", "x") : Map.of("name", "x", ".section", section));
    }

    @Test
    void aRoundEndsWhenTheNextSectionBegins() {
        rounds.add(row("0"));
        rounds.add(row("0"));
        assertThat(complete).isEmpty();

        rounds.add(row("1"));

        assertThat(complete).singleElement().asList().hasSize(2);
    }

    @Test
    void theLastRoundEndsWithTheCommand() {
        rounds.add(row("0"));
        rounds.end();
        rounds.end();

        assertThat(complete).singleElement().asList().hasSize(1);
    }

    @Test
    void aRowWithoutASectionIsARoundOfItsOwn() {
        rounds.add(row("0"));
        rounds.add(row(null));
        rounds.add(row(null));

        assertThat(complete).extracting(List::size).containsExactly(1, 1, 1);
    }

    @Test
    void rowsThatWaitAreBoundedAndTheOldestGiveWay() {
        NewestRows waiting = new NewestRows(10);
        for (int i = 0; i < 1_000; i++) {
            waiting.add(List.of(row("a"), row("b"), row("c")));
        }

        assertThat(waiting.take().skipped()).isEqualTo(997);
        assertThat(waiting.take().skipped()).isZero();
        assertThat(waiting.take()).isNotNull();
        assertThat(waiting.take()).isNull();
    }

    @Test
    void aRoundThatIsLargerThanTheBoundWaitsAlone() {
        NewestRows waiting = new NewestRows(2);
        waiting.add(List.of(row("a"), row("a"), row("a")));
        waiting.add(List.of(row("b"), row("b"), row("b")));

        assertThat(waiting.take().skipped()).isEqualTo(1);
        assertThat(waiting.take()).isNull();
    }
}
