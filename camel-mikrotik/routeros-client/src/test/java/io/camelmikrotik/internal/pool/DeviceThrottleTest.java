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
package io.camelmikrotik.internal.pool;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The pace, with a clock moved by hand and devices that are a formula. */
class DeviceThrottleTest {

    private record Timed(long when, Runnable task) implements Comparable<Timed> {
        @Override
        public int compareTo(Timed other) {
            return Long.compare(when, other.when);
        }
    }

    private long now = 1_000_000_000L;
    private final Queue<Timed> timers = new PriorityQueue<>();
    private final DeviceThrottle pace = new DeviceThrottle(0, () -> now, (when, task) -> timers.add(new Timed(when, task)));

    @Test
    void aDeviceWhoseAnswersStayQuickGetsTheWholeWindow() {
        Device device = new Device(Duration.ofMillis(20), Duration.ofNanos(10_000));
        Work work = new Work(512, 0);

        device.run(20_000, work);

        assertThat(pace.limit()).isEqualTo(512);
    }

    @ParameterizedTest
    @CsvSource({ "0, 1", "1, 2", "20, 21" })
    void aDeviceThatServesOneAfterTheOtherGetsWhatTheWayHoldsAndNoLongQueue(int wayMillis, int window) {
        Device device = new Device(Duration.ofMillis(wayMillis), Duration.ofMillis(1));
        Work work = new Work(512, 0);
        device.run(500, work);
        long start = now;
        device.waits.clear();

        device.run(2_000, work);

        // a fixed window that fills the way is answered a command per millisecond
        assertThat(now - start).isLessThan(Duration.ofMillis(2_000 + 2_000 / 10).toNanos());
        assertThat(pace.limit()).isBetween(window, window + Math.max(1, window / 2));
        // what an ordinary command would wait for, half of the time
        assertThat(device.medianWait()).isLessThanOrEqualTo(Duration.ofMillis(1 + wayMillis));
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 20 })
    void aDeviceThatClampsIsServedAsFastAsWithTheBestWindowAndHasNoLongQueue(int wayMillis) {
        Device device = new Device(Duration.ofMillis(wayMillis), Duration.ofMillis(1));
        Work work = new Work(512, 0);
        long start = now;

        device.run(170, work);
        device.service = Duration.ofMillis(20);
        device.run(100, work);
        device.waits.clear();
        device.run(400, work);

        long best = Duration.ofMillis(170 + 500 * 20 + wayMillis).toNanos();
        assertThat(now - start).isLessThan(best * 3 / 2);
        assertThat(device.medianWait()).isLessThanOrEqualTo(Duration.ofMillis(20 + wayMillis));
    }

    @Test
    void theQueueIsShortWhenADeviceBeginsToClampInTheMiddleOfTheSlowStart() {
        Device device = new Device(Duration.ofMillis(20), Duration.ofMillis(1));
        Work work = new Work(512, 0);

        device.run(120, work);

        assertThat(work.mostInFlight).isLessThan(50);
    }

    @Test
    void aWayWhoseLatencyVariesIsFilledAllTheSame() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        Device device = new Device(Duration.ofMillis(15), Duration.ofNanos(50_000));
        device.jitter = () -> Duration.ofMillis(random.nextInt(12));
        Work work = new Work(256, 0);
        device.run(3_000, work);
        long start = now;

        device.run(5_000, work);

        assertThat(5_000 * 1e9 / (now - start)).as("commands per second, seed %d", seed).isGreaterThan(2_000);
    }

    @Test
    void aPauseOfTheWholeWayCostsLittle() {
        Device device = new Device(Duration.ofMillis(20), Duration.ofNanos(10_000));
        Work work = new Work(512, 0);
        device.run(10_000, work);
        assertThat(pace.limit()).isEqualTo(512);

        device.busyUntil = now + Duration.ofMillis(300).toNanos();
        device.run(6_000, work);

        assertThat(pace.limit()).isEqualTo(512);
    }

    @Test
    void aDeviceFartherAwayThanItWasIsGivenAsMuchAsBefore() {
        Device device = new Device(Duration.ofMillis(5), Duration.ofNanos(20_000));
        Work work = new Work(128, 0);
        device.run(5_000, work);
        assertThat(pace.limit()).isEqualTo(128);

        device.way = Duration.ofMillis(50);
        device.run(10_000, work);

        assertThat(pace.limit()).isEqualTo(128);
    }

    @Test
    void theLimitNeverExceedsTheWindow() {
        Device device = new Device(Duration.ofMillis(5), Duration.ZERO);
        Work work = new Work(7, 0);

        device.run(2_000, work);

        assertThat(work.mostInFlight).isEqualTo(7);
        assertThat(pace.limit()).isEqualTo(7);
    }

    @Test
    void aDeviceThatBeginsToClampIsGivenLessAtATime() {
        Device device = new Device(Duration.ofMillis(1), Duration.ofNanos(20_000));
        Work work = new Work(64, 0);
        device.run(2_000, work);
        assertThat(pace.limit()).isGreaterThan(30);

        device.service = Duration.ofMillis(20);
        device.run(600, work);

        assertThat(pace.limit()).isLessThanOrEqualTo(6);
    }

    @Test
    void aClampedDeviceIsNotFloodedHoweverLongItLasts() {
        Device device = new Device(Duration.ofMillis(1), Duration.ofNanos(100_000));
        Work work = new Work(256, 0);
        device.run(2_000, work);
        device.service = Duration.ofMillis(20);
        device.run(600, work);

        work.mostInFlight = 0;
        device.run(10_000, work);

        assertThat(work.mostInFlight).isLessThan(20);
    }

    @Test
    void aDeviceThatHasRecoveredGetsMoreAgain() {
        Device device = new Device(Duration.ofMillis(1), Duration.ofMillis(20));
        Work work = new Work(32, 0);
        device.run(2_000, work);
        assertThat(pace.limit()).isLessThan(8);

        device.service = Duration.ofNanos(50_000);
        device.run(3_000, work);

        assertThat(pace.limit()).isEqualTo(32);
    }

    @Test
    void aSingleSlowAnswerMeansNothing() {
        Device device = new Device(Duration.ofMillis(5), Duration.ofNanos(10_000));
        Work work = new Work(32, 0);
        device.run(1_000, work);

        device.slowNext = Duration.ofSeconds(7);
        device.run(2_000, work);

        assertThat(pace.limit()).isEqualTo(32);
    }

    @Test
    void aTimeoutHalvesTheLimitOncePerWindow() {
        Device device = new Device(Duration.ofMillis(5), Duration.ofNanos(10_000));
        Work work = new Work(32, 0);
        device.run(1_000, work);
        List<DeviceThrottle.Place> places = new ArrayList<>();
        for (DeviceThrottle.Place place = work.share.tryTake(); place != null; place = work.share.tryTake()) {
            places.add(place);
        }
        now += Duration.ofSeconds(30).toNanos();

        places.forEach(DeviceThrottle.Place::timedOut);

        assertThat(places).hasSize(32);
        assertThat(pace.limit()).isEqualTo(16);
    }

    @Test
    void twoWorksShareTheLimitFairly() {
        Device device = new Device(Duration.ofMillis(5), Duration.ofNanos(10_000));
        Work first = new Work(16, 0);
        device.run(500, first);
        Work second = new Work(16, 0);

        device.run(4_000, first, second);

        assertThat(device.mostTogether).isLessThanOrEqualTo(16);
        assertThat(second.sent).isBetween(1_700L, 2_300L);
    }

    @Test
    void whoHasItsOwnWindowFullDoesNotHoldUpTheOther() {
        Device device = new Device(Duration.ofMillis(5), Duration.ofNanos(10_000));
        Work narrow = new Work(1, 0);
        Work wide = new Work(32, 0);

        device.run(5_000, narrow, wide);

        assertThat(narrow.mostInFlight).isEqualTo(1);
        assertThat(wide.mostInFlight).isGreaterThan(25);
        assertThat(narrow.sent).isGreaterThan(50);
    }

    @Test
    void commandsPerSecondHoldWhateverTheWindow() {
        Device device = new Device(Duration.ofMillis(1), Duration.ZERO);
        Work work = new Work(64, 100);
        long start = now;

        device.run(500, work);

        assertThat(Duration.ofNanos(now - start)).isBetween(Duration.ofMillis(4_900), Duration.ofMillis(5_200));
    }

    @Test
    void theSmallestRateOfThoseAtWorkHoldsForAllTogether() {
        Device device = new Device(Duration.ofMillis(1), Duration.ZERO);
        Work unlimited = new Work(64, 0);
        Work limited = new Work(64, 50);
        long start = now;

        device.run(200, unlimited, limited);
        assertThat(Duration.ofNanos(now - start)).isGreaterThan(Duration.ofMillis(3_800));

        limited.share.close();
        start = now;
        device.run(200, unlimited);
        assertThat(Duration.ofNanos(now - start)).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void theRateOfSlowWorkIsNotPaidByTheFastWorkAfterIt() {
        Device device = new Device(Duration.ofMillis(1), Duration.ZERO);
        Work slow = new Work(1, 0.01);
        device.run(1, slow);
        assertThat(slow.share.tryTake()).isNull();
        slow.share.close();
        long start = now;

        device.run(50, new Work(16, 100));

        assertThat(Duration.ofNanos(now - start)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void workThatWaitsBesideSlowWorkGoesOnAtItsOwnRateWhenThatEnds() {
        Work slow = new Work(1, 0.01);
        slow.share.tryTake().answered();
        Work fast = new Work(16, 100);
        fast.room = fast.share.tryTake() != null;
        slow.share.close();
        long start = now;

        new Device(Duration.ofMillis(1), Duration.ZERO).run(50, fast);

        assertThat(Duration.ofNanos(now - start)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void leavingGivesBackAPlaceThatWasGivenAndNotUsed() {
        List<String> calls = new ArrayList<>();
        DeviceThrottle.Share first = pace.join(1, 0, () -> calls.add("first"));
        DeviceThrottle.Place place = first.tryTake();
        DeviceThrottle.Share second = pace.join(1, 0, () -> calls.add("second"));
        assertThat(second.tryTake()).isNull();

        place.ended();
        assertThat(calls).containsExactly("second");
        second.close();

        assertThat(pace.inFlight()).isZero();
        assertThat(first.tryTake()).isNotNull();
    }

    @Test
    void badValuesAreRefused() {
        assertThatThrownBy(() -> pace.join(0, 0, () -> {
        })).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("window");
        assertThatThrownBy(() -> pace.join(1, -1, () -> {
        })).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("commandsPerSecond");
    }

    /** Bulk work that always has another command. */
    private final class Work {

        private final DeviceThrottle.Share share;
        private boolean room = true;
        private int inFlight;
        private int mostInFlight;
        private long sent;

        Work(int window, double commandsPerSecond) {
            share = pace.join(window, commandsPerSecond, () -> room = true);
        }
    }

    /** Answers one command after another: each takes its service time, and the answer the time of the way. */
    private final class Device {

        private final List<Long> waits = new ArrayList<>();
        private Duration way;
        private Duration service;
        private Supplier<Duration> jitter = () -> Duration.ZERO;
        private Duration slowNext;
        private long busyUntil;
        private int mostTogether;

        Device(Duration way, Duration service) {
            this.way = way;
            this.service = service;
        }

        Duration medianWait() {
            return Duration.ofNanos(waits.stream().sorted().skip(waits.size() / 2).findFirst().orElseThrow());
        }

        /** Until so many commands of these works together were sent and answered. */
        void run(int commands, Work... works) {
            Deque<Work> turns = new ArrayDeque<>(List.of(works));
            int[] left = { commands };
            int[] answersDue = { 0 };
            while (left[0] > 0 || answersDue[0] > 0) {
                for (int i = 0; i < works.length && left[0] > 0; i++) {
                    Work work = turns.poll();
                    turns.add(work);
                    fill(work, left, answersDue);
                }
                Timed next = timers.poll();
                if (next == null) {
                    throw new IllegalStateException("nothing will happen any more");
                }
                now = Math.max(now, next.when);
                next.task.run();
            }
        }

        private void fill(Work work, int[] left, int[] answersDue) {
            while (work.room && left[0] > 0) {
                DeviceThrottle.Place place = work.share.tryTake();
                if (place == null) {
                    work.room = false;
                    return;
                }
                left[0]--;
                answersDue[0]++;
                work.sent++;
                work.mostInFlight = Math.max(work.mostInFlight, ++work.inFlight);
                mostTogether = Math.max(mostTogether, pace.inFlight());
                busyUntil = Math.max(busyUntil, now) + service.toNanos();
                waits.add(busyUntil - now);
                long answer = busyUntil + way.toNanos() + jitter.get().toNanos();
                if (slowNext != null) {
                    answer += slowNext.toNanos();
                    slowNext = null;
                }
                timers.add(new Timed(answer, () -> {
                    answersDue[0]--;
                    work.inFlight--;
                    place.answered();
                }));
            }
        }
    }
}
