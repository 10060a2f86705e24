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

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates and times in the router's local time, which no value names a zone of: {@code 2023-07-14 19:13:29} since 7.10,
 * {@code jul/14/2023 19:13:29} before; in logs also without the year, or without the date.
 */
public final class DateTimeValue {

    private static final String TIME = "(\\d{1,2}):(\\d{2}):(\\d{2})(?:\\.\\d+)?";
    private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})(?:[ T]" + TIME + ")?");
    private static final Pattern BEFORE_7_10 = Pattern.compile("([A-Za-z]{3})/(\\d{1,2})/(\\d{4})(?: " + TIME + ")?");
    private static final Pattern THIS_YEAR = Pattern.compile("([A-Za-z]{3})/(\\d{1,2}) " + TIME);
    private static final Pattern TODAY = Pattern.compile(TIME);
    private static final List<String> MONTHS
            = List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    private DateTimeValue() {
    }

    /** A complete date, with midnight if it has no time. */
    public static Optional<LocalDateTime> parse(String text) {
        try {
            Matcher iso = ISO.matcher(text);
            if (iso.matches()) {
                LocalDate date = LocalDate.of(number(iso.group(1)), number(iso.group(2)), number(iso.group(3)));
                return Optional.of(date.atTime(time(iso, 4)));
            }
            Matcher old = BEFORE_7_10.matcher(text);
            if (old.matches()) {
                return Optional
                        .of(LocalDate.of(number(old.group(3)), month(old.group(1)), number(old.group(2))).atTime(time(old, 4)));
            }
        } catch (DateTimeException e) {
            // such as february 30
        }
        return Optional.empty();
    }

    /**
     * As {@link #parse(String)}, and the short forms of old logs: a date without its year is of the year that ends at
     * {@code now}, a time without its date is of the day that ends at {@code now}.
     *
     * @param now the router's local time
     */
    public static Optional<LocalDateTime> parse(String text, LocalDateTime now) {
        try {
            Matcher today = TODAY.matcher(text);
            if (today.matches()) {
                LocalDateTime result = now.toLocalDate().atTime(time(today, 1));
                return Optional.of(result.isAfter(now) ? result.minusDays(1) : result);
            }
            Matcher thisYear = THIS_YEAR.matcher(text);
            if (thisYear.matches()) {
                LocalDateTime result = LocalDate.of(now.getYear(), month(thisYear.group(1)), number(thisYear.group(2)))
                        .atTime(time(thisYear, 3));
                return Optional.of(result.isAfter(now) ? result.minusYears(1) : result);
            }
        } catch (DateTimeException e) {
            return Optional.empty();
        }
        return parse(text);
    }

    private static LocalTime time(Matcher matcher, int group) {
        return matcher.group(group) == null
                ? LocalTime.MIDNIGHT
                : LocalTime.of(number(matcher.group(group)), number(matcher.group(group + 1)),
                        number(matcher.group(group + 2)));
    }

    private static int month(String name) {
        int index = MONTHS.indexOf(name.toLowerCase(Locale.ROOT));
        if (index < 0) {
            throw new DateTimeException("no month: " + name);
        }
        return index + 1;
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }
}
