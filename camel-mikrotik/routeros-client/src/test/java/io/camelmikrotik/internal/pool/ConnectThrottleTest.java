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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** In which order and how fast the throttle lets openings start, on a clock that the test moves. */
class ConnectThrottleTest {

    private static final int ANY_RATE = 1_000_000;

    private final ManualClock time = new ManualClock();
    private final List<String> started = new ArrayList<>();
    private final List<ConnectThrottle.Place> places = new ArrayList<>();
    private long backlog;
    private ConnectThrottle throttle = throttle(1_000, ANY_RATE);

    private ConnectThrottle throttle(int maxConcurrent, int perSecond) {
        return new ConnectThrottle(maxConcurrent, perSecond, time, time, () -> backlog);
    }

    /** Devices that stay silent until the test ends their openings. */
    private void silent(DeviceRecord record, String name, int count) {
        for (int i = 0; i < count; i++) {
            throttle.enter(record, place -> {
                started.add(name);
                places.add(place);
                return true;
            });
        }
    }

    /** Devices that let us in after that time. */
    private void answering(DeviceRecord record, String name, int count, Duration after) {
        for (int i = 0; i < count; i++) {
            throttle.enter(record, place -> {
                started.add(name);
                time.schedule(() -> place.leave(true), after.toNanos(), TimeUnit.NANOSECONDS);
                return true;
            });
        }
    }

    private long count(String name) {
        return started.stream().filter(name::equals).count();
    }

    // ---- dead ones do not starve healthy ones

    @Test
    void sixHundredUnknownSilentDevicesDelayAnotherUnknownOneByLessThanTwoSeconds() {
        silent(DeviceRecord.UNKNOWN, "dead", 600);
        silent(DeviceRecord.UNKNOWN, "healthy", 1);

        time.advance(Duration.ofSeconds(2));

        assertThat(count("healthy")).isOne();
    }

    @Test
    void aDeviceWithAGoodRecordOvertakesAThousandOthers() {
        for (DeviceRecord record : List.of(DeviceRecord.UNKNOWN, DeviceRecord.FAILING, DeviceRecord.RETURNING)) {
            silent(record, "dead", 5_000);
        }
        time.advance(Duration.ofSeconds(30));
        int before = started.size();
        silent(DeviceRecord.GOOD, "healthy", 1);
        time.advance(Duration.ofMillis(200));

        assertThat(count("healthy")).isOne();
        assertThat(started.subList(before, started.size())).first().isEqualTo("healthy");
    }

    @Test
    void whoHasNoGoodRecordGetsHisShareOfTheStartsToo() {
        throttle = throttle(1, ANY_RATE);
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            for (DeviceRecord record : DeviceRecord.values()) {
                throttle.enter(record, place -> {
                    order.add(record.name());
                    time.schedule(() -> place.leave(true), 1, TimeUnit.MILLISECONDS);
                    return true;
                });
            }
        }
        time.advance(Duration.ofMillis(1_699));

        assertThat(order).hasSize(1_700);
        for (DeviceRecord record : DeviceRecord.values()) {
            assertThat(order.stream().filter(record.name()::equals).count()).as(record.name())
                    .isEqualTo(100L * record.weight);
        }
    }

    @Test
    void devicesWithoutAGoodRecordHaveAShareOfTheRoomAtMost() {
        throttle = throttle(80, ANY_RATE);
        silent(DeviceRecord.FAILING, "failing", 200);
        time.advance(Duration.ofMinutes(1));
        assertThat(count("failing")).isEqualTo(20);
        silent(DeviceRecord.RETURNING, "returning", 200);
        time.advance(Duration.ofMinutes(1));
        assertThat(count("returning")).isEqualTo(20);
        silent(DeviceRecord.UNKNOWN, "unknown", 200);
        time.advance(Duration.ofMinutes(1));
        assertThat(count("unknown")).isEqualTo(30);
        silent(DeviceRecord.GOOD, "good", 200);
        time.advance(Duration.ofMinutes(1));

        assertThat(count("good")).isEqualTo(10);
        assertThat(started).hasSize(80);
    }

    // ---- the pace

    @Test
    void tenThousandDevicesThatAnswerQuicklyAreStartedInTwentySeconds() {
        throttle = throttle(1_000, 1_000);
        answering(DeviceRecord.UNKNOWN, "cold", 10_000, Duration.ofMillis(100));

        time.advance(Duration.ofSeconds(20));

        assertThat(count("cold")).isEqualTo(10_000);
    }

    @Test
    void thePaceFollowsFromHowQuicklyOpeningsEnd() {
        answering(DeviceRecord.UNKNOWN, "cold", 5_000, Duration.ofMillis(50));
        assertThat(started).hasSize(OpeningWindow.FIRST);

        time.advance(Duration.ofMillis(50));
        assertThat(started).hasSize(3 * OpeningWindow.FIRST);
        time.advance(Duration.ofMillis(500));

        // no more than that many at a time, however quick they are
        assertThat(started.size()).isBetween(5 * OpeningWindow.MOST, 12 * OpeningWindow.MOST);
    }

    @Test
    void threadsThatAreBehindSlowItDownAndItRecovers() {
        // so many at a time are answered late by ourselves
        backlog = TimeUnit.SECONDS.toNanos(1);
        silent(DeviceRecord.GOOD, "healthy", 1_000);
        for (int i = 0; i < 10; i++) {
            time.advance(Duration.ofMillis(300));
            places.remove(0).leave(true);
        }
        assertThat(started.size()).isLessThan(OpeningWindow.FIRST + 10);
        List<ConnectThrottle.Place> all = List.copyOf(places);
        all.subList(0, all.size() - OpeningWindow.LEAST).forEach(place -> place.leave(true));
        assertThat(started).hasSizeLessThanOrEqualTo(OpeningWindow.FIRST + OpeningWindow.LEAST);

        backlog = 0;
        for (int i = 0; i < 100; i++) {
            List<ConnectThrottle.Place> now = List.copyOf(places);
            places.clear();
            time.advance(Duration.ofMillis(10));
            now.forEach(place -> place.leave(true));
        }

        assertThat(count("healthy")).isEqualTo(1_000);
    }

    @Test
    void silentDevicesMakeRoomForAsManyOthers() {
        silent(DeviceRecord.UNKNOWN, "dead", 600);
        for (int windows = 1; windows < 5; windows++) {
            assertThat(started).hasSize(windows * OpeningWindow.FIRST);
            time.advance(Duration.ofMillis(199));
            assertThat(started).hasSize(windows * OpeningWindow.FIRST);
            time.advance(Duration.ofMillis(1));
        }
    }

    @Test
    void deadDevicesWithoutAGoodRecordDoNotSlowItDown() {
        silent(DeviceRecord.UNKNOWN, "dead", 300);
        silent(DeviceRecord.RETURNING, "dark", 300);
        time.advance(Duration.ofSeconds(5));
        assertThat(started).hasSize(600);
        places.forEach(place -> place.leave(false));
        started.clear();

        silent(DeviceRecord.UNKNOWN, "next", 1_000);

        assertThat(started).hasSize(OpeningWindow.FIRST);
    }

    @Test
    void silenceOfDevicesWithAGoodRecordSlowsItDownButNotToAStandstill() {
        silent(DeviceRecord.GOOD, "dark", 1_000);
        time.advance(Duration.ofSeconds(5));
        places.forEach(place -> place.leave(false));
        started.clear();

        silent(DeviceRecord.GOOD, "next", 1_000);

        assertThat(started).hasSize(OpeningWindow.LEAST_IN_SILENCE);
        time.advance(Duration.ofSeconds(4));
        assertThat(started).hasSize(1_000);
    }

    @Test
    void noMoreStartPerSecondThanIsAllowed() {
        throttle = throttle(10_000, 50);
        answering(DeviceRecord.GOOD, "healthy", 1_000, Duration.ofMillis(1));
        time.advance(Duration.ofMillis(500));
        assertThat(started).hasSizeBetween(50, 76);

        time.advance(Duration.ofSeconds(10));

        assertThat(started).hasSizeBetween(550, 577);
    }

    // ---- what goes wrong with one, or under it

    @Test
    void anOpeningThatThrowsAnErrorCostsNobodyAPlace() {
        throttle = throttle(2, ANY_RATE);
        for (int i = 0; i < 10; i++) {
            throttle.enter(DeviceRecord.GOOD, place -> {
                throw new OutOfMemoryError("unable to create native thread");
            });
        }

        silent(DeviceRecord.GOOD, "healthy", 2);

        assertThat(count("healthy")).isEqualTo(2);
    }

    @Test
    void aTimerWithoutAThreadIsNotTheEndOfTheGate() {
        boolean[] broken = { true };
        ManualClock timer = new ManualClock() {
            @Override
            public synchronized ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
                if (broken[0]) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                return time.schedule(command, delay, unit);
            }

            @Override
            public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
                throw new UnsupportedOperationException("nobody needs it");
            }
        };
        throttle = new ConnectThrottle(1_000, 10, timer, time, () -> 0);
        silent(DeviceRecord.GOOD, "first", 11);
        assertThat(started).hasSize(11);

        silent(DeviceRecord.GOOD, "late", 20);
        List.copyOf(places).forEach(place -> place.leave(true));
        // nothing is under way that could make it look again, so that it does not wait for the clock
        assertThat(count("late")).isPositive();
        broken[0] = false;
        List.copyOf(places).forEach(place -> place.leave(true));
        time.advance(Duration.ofSeconds(3));

        assertThat(count("late")).isEqualTo(20);
    }

    @Test
    void aPlaceIsLeftOnce() {
        throttle = throttle(1, ANY_RATE);
        AtomicInteger concurrent = new AtomicInteger();
        for (int i = 0; i < 3; i++) {
            throttle.enter(DeviceRecord.GOOD, place -> {
                places.add(place);
                concurrent.incrementAndGet();
                return true;
            });
        }

        ConnectThrottle.Place first = places.get(0);
        first.leave(true);
        first.leave(true);
        first.leave(false);

        assertThat(concurrent).hasValue(2);
    }
}
