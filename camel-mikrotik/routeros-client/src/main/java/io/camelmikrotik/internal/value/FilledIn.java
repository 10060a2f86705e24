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

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values of which a router prints more than was written: it fills in what was left out. Which texts mean the same.
 */
final class FilledIn {

    private static final Pattern LIMIT = Pattern.compile("([0-9]+[kMG]?)(?:/([^,:]+))?,([0-9]+[kMG]?)(?::(packet|bit))?");
    private static final Pattern DST_LIMIT
            = Pattern.compile("([0-9]+[kMG]?)(?:/([^,:]+))?,([0-9]+[kMG]?),([a-z-]+)(?:/([^,:]+))?");
    private static final Pattern TIME = Pattern.compile("([^,-]+)-([^,-]+)((?:,[a-z]{3})*)");
    private static final String DEFAULT_EXPIRY = "1m40s";

    private FilledIn() {
    }

    /**
     * One text for all of the meaning; {@code null} if the property is not such a one, or the text is not of its form.
     */
    static String canonical(String property, String text) {
        if (text.startsWith("!")) {
            String positive = canonical(property, text.substring(1));
            return positive == null ? null : "!" + positive;
        }
        return switch (property) {
            case "limit" -> limit(text);
            case "dst-limit" -> dstLimit(text);
            case "time" -> time(text);
            default -> null;
        };
    }

    private static String limit(String text) {
        Matcher parts = LIMIT.matcher(text);
        return parts.matches()
                ? rate(parts) + ":" + (parts.group(4) == null ? "packet" : parts.group(4))
                : null;
    }

    private static String dstLimit(String text) {
        Matcher parts = DST_LIMIT.matcher(text);
        return parts.matches()
                ? rate(parts) + "," + parts.group(4) + "/"
                  + CanonicalValue.number(parts.group(5) == null ? DEFAULT_EXPIRY : parts.group(5))
                : null;
    }

    private static String rate(Matcher parts) {
        return CanonicalValue.number(parts.group(1)) + "/"
               + CanonicalValue.number(parts.group(2) == null ? "1s" : parts.group(2)) + ","
               + CanonicalValue.number(parts.group(3));
    }

    /** From, to, and the days of the week in any order. */
    private static String time(String text) {
        Matcher parts = TIME.matcher(text);
        if (!parts.matches() || DurationValue.parse(parts.group(1)).isEmpty()
                || DurationValue.parse(parts.group(2)).isEmpty()) {
            return null;
        }
        Set<String> days = new TreeSet<>(
                parts.group(3).isEmpty() ? List.of() : List.of(parts.group(3).substring(1).split(",")));
        return CanonicalValue.number(parts.group(1)) + "-" + CanonicalValue.number(parts.group(2)) + ","
               + String.join(",", days);
    }
}
