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
package io.camelmikrotik.internal.diagnosis;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import io.camelmikrotik.routeros.RouterOsCommand;

/** How long the least of commands takes. */
final class RoundTripQuestion implements Question {

    private static final int TIMES = 5;
    private static final Duration SLOW = Duration.ofSeconds(1);
    private static final double NANOS_OF_MILLI = 1e6;

    @Override
    public String step() {
        return "round-trip";
    }

    @Override
    public List<RouterOsCommand> commands() {
        return Collections.nCopies(TIMES, IdentityQuestion.PRINT);
    }

    @Override
    public Finding finding(List<Answer> answers) {
        List<Duration> times = answers.stream().map(Answer::time).sorted().toList();
        Duration median = times.get(times.size() / 2);
        Duration least = times.get(0);
        Duration most = times.get(times.size() - 1);
        Finding finding = Finding.ok(String.format(
                Locale.ROOT, "min %.1f, median %.1f, max %.1f ms of %d times /system/identity/print", millis(least),
                millis(median), millis(most), times.size()))
                .with("minMillis", millis(least)).with("medianMillis", millis(median)).with("maxMillis", millis(most));
        return median.compareTo(SLOW) <= 0
                ? finding
                : finding.warn("slow", "/tool/profile shows what keeps its processor; requestTimeout=... allows for it");
    }

    private static double millis(Duration time) {
        return time.toNanos() / NANOS_OF_MILLI;
    }
}
