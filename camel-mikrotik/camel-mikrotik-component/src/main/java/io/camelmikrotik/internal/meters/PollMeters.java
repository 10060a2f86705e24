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
package io.camelmikrotik.internal.meters;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/** How the polls of one selection keep to their turns. */
final class PollMeters {

    private static final Duration[] BUCKETS = {
            Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(5),
            Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10) };

    private final Timer lateness;
    private final Map<SkipReason, Counter> skipped = new EnumMap<>(SkipReason.class);

    /** @param registered hears of each meter, to take it away one day */
    PollMeters(MeterRegistry registry, Tags tags, Consumer<Meter> registered) {
        lateness = Timer.builder("camel.mikrotik.polls.lateness").tags(tags).serviceLevelObjectives(BUCKETS)
                .description("Polls of the devices of selections, and how long after their turn they began")
                .register(registry);
        registered.accept(lateness);
        for (SkipReason reason : SkipReason.values()) {
            Counter counter = Counter.builder("camel.mikrotik.polls.skipped").tags(tags).tag("reason", reason.tag())
                    .description("Turns at which a device of a selection was not polled").register(registry);
            skipped.put(reason, counter);
            registered.accept(counter);
        }
    }

    void polled(long late) {
        lateness.record(late, TimeUnit.NANOSECONDS);
    }

    void skipped(SkipReason reason, long turns) {
        skipped.get(reason).increment(turns);
    }
}
