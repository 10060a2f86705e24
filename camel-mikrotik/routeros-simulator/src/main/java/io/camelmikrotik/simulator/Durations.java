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
package io.camelmikrotik.simulator;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** RouterOS durations: {@code 1w2d3h4m5s}, {@code 9ms445us}, {@code 2d09:29:51}, {@code 30} (seconds). */
final class Durations {

    private static final Pattern UNITS = Pattern.compile(
            "(?:(\\d+)w)?(?:(\\d+)d)?(?:(?:(\\d+):(\\d\\d):(\\d\\d(?:\\.\\d+)?))|(?:(?:(\\d+)h)?(?:(\\d+)m(?!s))?(?:(\\d+(?:\\.\\d+)?)s)?"
                                                         + "(?:(\\d+)ms)?(?:(\\d+)us)?(?:(\\d+)ns)?))");
    private static final double[] SECONDS = { 604800, 86400, 3600, 60, 1, 3600, 60, 1, 1e-3, 1e-6, 1e-9 };

    private Durations() {
    }

    /** @return null if the text is no duration */
    static Duration parse(String text) {
        if (text.isEmpty() || text.length() > 40) {
            return null;
        }
        if (text.chars().allMatch(Character::isDigit)) {
            return text.length() > 15 ? null : Duration.ofSeconds(Long.parseLong(text));
        }
        Matcher matcher = UNITS.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        double seconds = 0;
        for (int i = 0; i < SECONDS.length; i++) {
            String number = matcher.group(i + 1);
            seconds += number == null ? 0 : Double.parseDouble(number) * SECONDS[i];
        }
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    static String print(Duration duration) {
        long seconds = duration.toSeconds();
        StringBuilder text = new StringBuilder();
        append(text, seconds / 604800, "w");
        append(text, seconds / 86400 % 7, "d");
        append(text, seconds / 3600 % 24, "h");
        append(text, seconds / 60 % 60, "m");
        append(text, seconds % 60, "s");
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long number, String unit) {
        if (number > 0) {
            text.append(number).append(unit);
        }
    }
}
