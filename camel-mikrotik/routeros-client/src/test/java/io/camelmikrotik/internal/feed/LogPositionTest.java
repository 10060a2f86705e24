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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.camelmikrotik.routeros.RouterOsRow;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LogPositionTest {

    private final LogPosition position = new LogPosition(10);

    private static RouterOsRow line(int id, String time, String message) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put(".id", "*" + Integer.toHexString(id).toUpperCase());
        line.put("time", time);
        line.put("topics", "system,info");
        line.put("message", message);
        return RouterOsRow.of(line);
    }

    private static RouterOsRow line(int id) {
        return line(id, "2026-01-05 10:11:12", "line " + id);
    }

    private static List<RouterOsRow> lines(int from, int to) {
        List<RouterOsRow> lines = new ArrayList<>();
        for (int id = from; id <= to; id++) {
            lines.add(line(id));
        }
        return lines;
    }

    /** The messages of those that are new. */
    private List<String> read(List<RouterOsRow> ring) {
        LogPosition.Reading reading = position.read();
        List<RouterOsRow> fresh = new ArrayList<>();
        ring.forEach(line -> take(reading.next(line), fresh));
        take(reading.end(), fresh);
        return fresh.stream().map(line -> line.get("message")).toList();
    }

    private void take(List<RouterOsRow> lines, List<RouterOsRow> fresh) {
        lines.forEach(position::add);
        fresh.addAll(lines);
    }

    @Test
    void theFirstRingIsNewAsAWhole() {
        assertThat(read(lines(1, 3))).containsExactly("line 1", "line 2", "line 3");
    }

    @Test
    void aRingThatIsReadAgainHasItsLaterLinesNew() {
        read(lines(1, 5));

        assertThat(read(lines(2, 7))).containsExactly("line 6", "line 7");
        assertThat(read(lines(2, 7))).isEmpty();
    }

    @Test
    void aLineThatWasToldIsNotNewInTheRingNorTheOtherWayRound() {
        read(lines(1, 2));
        position.add(line(3));

        assertThat(read(lines(1, 4))).containsExactly("line 4");
        assertThat(position.isNew(line(4))).isFalse();
        assertThat(position.isNew(line(5))).isTrue();
    }

    @Test
    void aRingThatHasMovedOnIsNewAsAWholeAndHasAGap() {
        read(lines(1, 5));
        LogPosition.Reading reading = position.read();
        assertThat(reading.next(line(9))).hasSize(1);

        assertThat(reading.hasGap()).isTrue();
    }

    @Test
    void aRingThatGoesOnRightBehindHasNoGap() {
        read(lines(1, 5));
        LogPosition.Reading reading = position.read();
        assertThat(reading.next(line(6))).hasSize(1);

        assertThat(reading.hasGap()).isFalse();
    }

    @Test
    void idsThatHaveGoneBackAreARebootAndEverythingIsNew() {
        read(lines(50, 60));

        assertThat(read(lines(1, 3))).containsExactly("line 1", "line 2", "line 3");
        assertThat(read(lines(1, 4))).containsExactly("line 4");
    }

    @Test
    void anotherLineAtARememberedIdIsARebootAndTheLinesBeforeItAreNewToo() {
        read(lines(5, 9));
        List<RouterOsRow> ring = lines(1, 4);
        ring.add(line(5, "2026-01-05 10:11:12", "other"));
        ring.addAll(lines(6, 7));

        assertThat(read(ring)).containsExactly("line 1", "line 2", "line 3", "line 4", "other", "line 6", "line 7");
    }

    @Test
    void theSameTextAtTheSameIdIsAnotherLineIfItsTimeIsAnother() {
        read(List.of(line(1, "1970-01-02 00:00:10", "router rebooted")));

        assertThat(read(List.of(line(1, "1970-01-02 00:00:11", "router rebooted")))).hasSize(1);
    }

    @Test
    void theThreeFormsOfTheTimeAreOneTime() {
        read(List.of(line(1, "10:11:12", "a"), line(2, "10:11:13", "b")));

        assertThat(read(List.of(line(1, "jan/05 10:11:12", "a"), line(2, "jan/05/2026 10:11:13", "b")))).isEmpty();
    }

    @Test
    void earlierLinesThanThoseRememberedAreNotNewWhileTheDeviceRuns() {
        lines(50, 55).forEach(position::add);

        assertThat(read(lines(1, 57))).containsExactly("line 56", "line 57");
    }

    @Test
    void aLineThatWasMissedBetweenOthersIsNew() {
        List.of(line(1), line(2), line(4)).forEach(position::add);

        assertThat(read(lines(1, 4))).containsExactly("line 3");
    }

    @Test
    void asManyLinesAreRememberedAsTheRingHas() {
        assertThat(read(lines(1, 500))).hasSize(500);
        for (int id = 501; id <= 5_000; id++) {
            position.add(line(id));
        }

        assertThat(read(lines(4_501, 5_000))).isEmpty();
    }

    @Test
    void aLineWithoutAnIdIsAlwaysNew() {
        RouterOsRow nameless = RouterOsRow.of(Map.of("message", "x"));
        position.add(nameless);

        assertThat(position.isNew(nameless)).isTrue();
        assertThat(read(List.of(nameless, nameless))).hasSize(2);
    }

    @Test
    void aFewMarksAreEnoughToGoOn() {
        read(lines(1, 100));
        LogPosition later = new LogPosition(10);
        position.last(4).forEach(later::add);
        LogPosition.Reading reading = later.read();
        List<RouterOsRow> fresh = new ArrayList<>();
        lines(1, 103).forEach(line -> fresh.addAll(reading.next(line)));

        assertThat(fresh).extracting(line -> line.get("message")).containsExactly("line 101", "line 102", "line 103");
        assertThat(reading.end()).isEmpty();
    }
}
