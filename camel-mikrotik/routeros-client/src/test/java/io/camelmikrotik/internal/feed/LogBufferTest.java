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
import java.util.stream.IntStream;

import io.camelmikrotik.routeros.RouterOsRow;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The order of lines of the ring and of those told live, without a device. */
class LogBufferTest {

    private final LogBuffer intake = new LogBuffer(100, false);
    private long attempt;

    @Test
    void whatTheRingHasLostComesBeforeItAndWhatItHasNotYetAfterIt() {
        begin();
        told(1, 2, 3, 4, 5, 6);
        ring(4, 5);

        assertThat(taken()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void linesToldWhileTheListenBeganLeaveNoGapThoughTheRingHasLostThem() {
        begin();
        ring(1, 2, 3);

        begin();
        told(4, 5, 6, 7);
        ring(6, 7);

        assertThat(taken()).containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(intake.hasGap(attempt)).isFalse();
    }

    @Test
    void linesThatNobodyToldAndTheRingHasLostAreAGap() {
        begin();
        ring(1, 2, 3);

        begin();
        told(5, 6, 7);
        ring(6, 7);

        assertThat(taken()).containsExactly(1, 2, 3, 5, 6, 7);
        assertThat(intake.hasGap(attempt)).isTrue();
    }

    @Test
    void afterARebootWithIdsThatStartAgainAllIsNewAndInOrder() {
        begin();
        ring(1, 2, 3, 4, 5);

        begin();
        toldAfterReboot(1, 2, 3);
        ringAfterReboot(2, 3, 4);

        assertThat(taken()).containsExactly(1, 2, 3, 4, 5, 101, 102, 103, 104);
    }

    @Test
    void aLineToldAfterARingThatHadLostItIsLateAndNotLost() {
        begin();
        ring(4, 5);
        told(2, 6);

        assertThat(taken()).containsExactly(4, 5, 2, 6);
    }

    @Test
    void whatASlowThreadStillBringsOfAnEarlierAttemptChangesNothing() {
        begin();
        ring(1, 2);
        begin();
        long earlier = attempt;
        begin();

        assertThat(intake.told(earlier, row(9, 9))).isFalse();
        assertThat(intake.ring(earlier, row(8, 8))).isFalse();
        assertThat(intake.hasGap(earlier)).isFalse();
        assertThat(intake.ringEnds(earlier)).isFalse();
        intake.listening(earlier);
        intake.ringBegins(earlier);
        told(4);
        ring(2, 3);

        assertThat(taken()).containsExactly(1, 2, 3, 4);
        assertThat(intake.hasGap(attempt)).isFalse();
    }

    @Test
    void afterAnOverflowNothingIsTakenInBeforeTheNextAttempt() {
        begin();
        ring(IntStream.rangeClosed(1, 100).toArray());
        assertThat(intake.told(attempt, row(101, 101))).isTrue();
        assertThat(taken()).hasSize(100);

        told(102);
        assertThat(taken()).isEmpty();
        begin();
        ring(100, 101, 102);

        assertThat(taken()).containsExactly(101, 102);
    }

    @Test
    void betweenTheMarksOfAnEarlierLifeAndTheNextAttemptNothingIsTakenIn() {
        begin();
        ring(1, 2, 3);
        intake.resume(List.of(LogPosition.mark(row(1, 1))));

        told(4);
        begin();
        ring(1, 2, 3, 4);

        assertThat(taken()).containsExactly(2, 3, 4);
    }

    private void begin() {
        intake.listening(++attempt);
        intake.ringBegins(attempt);
    }

    private void told(int... lines) {
        for (int line : lines) {
            assertThat(intake.told(attempt, row(line, line))).isFalse();
        }
    }

    private void toldAfterReboot(int... lines) {
        for (int line : lines) {
            assertThat(intake.told(attempt, row(line, 100 + line))).isFalse();
        }
    }

    private void ring(int... lines) {
        for (int line : lines) {
            assertThat(intake.ring(attempt, row(line, line))).isFalse();
        }
        assertThat(intake.ringEnds(attempt)).isFalse();
    }

    private void ringAfterReboot(int... lines) {
        for (int line : lines) {
            assertThat(intake.ring(attempt, row(line, 100 + line))).isFalse();
        }
        assertThat(intake.ringEnds(attempt)).isFalse();
    }

    private List<Integer> taken() {
        List<Integer> taken = new ArrayList<>();
        for (RouterOsRow line = intake.poll(); line != null; line = intake.poll()) {
            taken.add(Integer.parseInt(line.get("message")));
        }
        return taken;
    }

    private static RouterOsRow row(int id, int message) {
        return RouterOsRow.of(
                Map.of(
                        ".id", "*" + Integer.toHexString(id), "time", "12:00:00", "topics", "script,info", "message",
                        Integer.toString(message)));
    }
}
