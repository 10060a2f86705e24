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
package io.camelmikrotik.campaign;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.camelmikrotik.simulator.Journal;
import io.camelmikrotik.simulator.SimulatedRouter;

import static org.assertj.core.api.Assertions.assertThat;

/** What the device knows: the commands that arrived, and its tables. Taken when all is quiet. */
final class Evidence {

    private final SimulatedRouter router;
    private final List<Journal.Entry> writes;

    Evidence(SimulatedRouter router) {
        this.router = router;
        writes = router.journal().commands().stream()
                .filter(entry -> entry.command().endsWith("/add") || entry.command().endsWith("/set")).toList();
    }

    /** Writes that carry the mark. */
    List<Journal.Entry> arrived(String mark) {
        return writes.stream().filter(write -> carries(write.attributes(), mark)).toList();
    }

    List<Journal.Entry> executed(String mark) {
        return arrived(mark).stream().filter(Journal.Entry::executed).toList();
    }

    /** Rows that carry the mark. */
    List<Map<String, String>> rows(String menu, String mark) {
        return router.table(menu).rows().stream().filter(row -> carries(row, mark)).toList();
    }

    Map<String, String> row(String menu, String id) {
        return router.table(menu).row(id);
    }

    /** What the sessions that carried the mark were told, for the message of a failure. */
    String story(String mark) {
        Set<Integer> sessions = arrived(mark).stream().map(Journal.Entry::session).collect(Collectors.toSet());
        return router.journal().commands().stream().filter(entry -> sessions.contains(entry.session()))
                .map(Journal.Entry::toString).collect(Collectors.joining("\n  ", "\n  ", "\n"));
    }

    /** Each write names what nobody else writes: the same words twice are a write that was repeated. */
    void requireNothingWrittenTwice() {
        Map<String, Long> times = writes.stream().filter(Journal.Entry::executed).collect(
                Collectors.groupingBy(write -> write.command() + write.attributes(), Collectors.counting()));
        assertThat(times).as("times each write was executed").allSatisfy((write, count) -> assertThat(count).isOne());
    }

    private static boolean carries(Map<String, String> properties, String mark) {
        return properties.values().stream().anyMatch(value -> value.equals(mark) || value.startsWith(mark + "."));
    }
}
