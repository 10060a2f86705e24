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
package io.camelmikrotik.internal.value;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times: {@code 1w2d3h4m5s}, {@code 9ms445us}, {@code 1w2d12:34:56}, {@code 01:30:00}, {@code 10} (seconds).
 */
public final class DurationValue {

    private static final Pattern UNITS = Pattern.compile(
            "(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m(?!s))?(?:(\\d+)(?:\\.(\\d{1,9}))?s)?(?:(\\d+)ms)?(?:(\\d+)us)?(?:(\\d+)ns)?");
    private static final Pattern CLOCK
            = Pattern.compile("(?:(\\d+)w)?(?:(\\d+)d)?(\\d+):(\\d{1,2})(?::(\\d{1,2}))?(?:\\.(\\d{1,9}))?");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,18}");

    private static final String USUAL_UNITS = "wdhms";
    private static final int MINUTES = USUAL_UNITS.indexOf('m');
    private static final int[] SECONDS_OF_UNIT = { 604_800, 86_400, 3_600, 60, 1 };
    private static final int MOST_USUAL_DIGITS = 9;

    private DurationValue() {
    }

    public static Optional<Duration> parse(String text) {
        boolean negative = text.startsWith("-");
        Optional<Duration> magnitude = parseMagnitude(negative ? text.substring(1) : text);
        return negative ? magnitude.map(Duration::negated) : magnitude;
    }

    /** As RouterOS prints it, such as {@code 1w2d3h4m5s} or {@code 1s500ms}; {@code 0s} for zero. */
    public static String format(Duration duration) {
        if (duration.isNegative()) {
            return "-" + format(duration.negated());
        }
        StringBuilder text = new StringBuilder();
        append(text, duration.toDays() / 7, "w");
        append(text, duration.toDays() % 7, "d");
        append(text, duration.toHoursPart(), "h");
        append(text, duration.toMinutesPart(), "m");
        append(text, duration.toSecondsPart(), "s");
        append(text, duration.toMillisPart(), "ms");
        append(text, duration.toNanosPart() / 1_000 % 1_000, "us");
        append(text, duration.toNanosPart() % 1_000, "ns");
        return text.length() == 0 ? "0s" : text.toString();
    }

    private static Optional<Duration> parseMagnitude(String text) {
        Duration usual = usual(text);
        if (usual != null) {
            return Optional.of(usual);
        }
        try {
            if (SECONDS.matcher(text).matches()) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
            }
            Matcher units = UNITS.matcher(text);
            if (!text.isEmpty() && units.matches()) {
                return Optional.of(
                        days(units.group(1), units.group(2)).plusHours(number(units.group(3)))
                                .plusMinutes(number(units.group(4)))
                                .plusSeconds(number(units.group(5))).plusNanos(fraction(units.group(6)))
                                .plusMillis(number(units.group(7))).plusNanos(Math.multiplyExact(1_000, number(units.group(8))))
                                .plusNanos(number(units.group(9))));
            }
            Matcher clock = CLOCK.matcher(text);
            if (clock.matches()) {
                return Optional.of(
                        days(clock.group(1), clock.group(2)).plusHours(number(clock.group(3)))
                                .plusMinutes(number(clock.group(4)))
                                .plusSeconds(number(clock.group(5))).plusNanos(fraction(clock.group(6))));
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // longer than any time there is: not a time
        }
        return Optional.empty();
    }

    /**
     * Whole weeks, days, hours, minutes and seconds, each of a few digits, as routers print most times; {@code null}
     * for any other text, whether it is a time or not.
     */
    private static Duration usual(String text) {
        long seconds = 0;
        int lastUnit = -1;
        int position = 0;
        while (position < text.length()) {
            int digits = 0;
            long number = 0;
            while (position < text.length() && digits <= MOST_USUAL_DIGITS && isDigit(text.charAt(position))) {
                number = 10 * number + (text.charAt(position++) - '0');
                digits++;
            }
            int unit = position < text.length() ? USUAL_UNITS.indexOf(text.charAt(position++)) : -1;
            boolean milliseconds = unit == MINUTES && position < text.length() && text.charAt(position) == 's';
            if (digits == 0 || digits > MOST_USUAL_DIGITS || unit <= lastUnit || milliseconds) {
                return null;
            }
            seconds += number * SECONDS_OF_UNIT[unit];
            lastUnit = unit;
        }
        return lastUnit < 0 ? null : Duration.ofSeconds(seconds);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static Duration days(String weeks, String days) {
        return Duration.ofDays(Math.multiplyExact(7, number(weeks))).plusDays(number(days));
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static long fraction(String digits) {
        return digits == null ? 0 : Long.parseLong((digits + "000000000").substring(0, 9));
    }

    private static void append(StringBuilder text, long count, String unit) {
        if (count > 0) {
            text.append(count).append(unit);
        }
    }
}
