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
package io.camelmikrotik.simulator.query;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the simulated console compares values: numbers, times and IPv4 addresses as such, other values as text.
 */
final class ValueOrder {

    private static final Pattern NUMBER = Pattern.compile("-?\\d+");
    private static final Pattern TIME = Pattern.compile("(?:\\d+(?:w|d|h|m|s|ms|us))+");
    private static final Pattern TIME_PART = Pattern.compile("(\\d+)(w|d|h|ms|m|s|us)");
    private static final Pattern ADDRESS = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:/\\d+)?");

    private ValueOrder() {
    }

    /** Equality is of the printed text, except that booleans match in both spellings. */
    static boolean same(String a, String b) {
        return a.equals(b) || flag(a) != null && flag(a).equals(flag(b));
    }

    static int compare(String a, String b) {
        if (NUMBER.matcher(a).matches() && NUMBER.matcher(b).matches()) {
            return new BigInteger(a).compareTo(new BigInteger(b));
        }
        if (TIME.matcher(a).matches() && TIME.matcher(b).matches()) {
            return Long.compare(micros(a), micros(b));
        }
        Matcher first = ADDRESS.matcher(a);
        Matcher second = ADDRESS.matcher(b);
        return first.matches() && second.matches() ? Long.compare(address(first), address(second)) : a.compareTo(b);
    }

    private static Boolean flag(String text) {
        switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "true":
                return true;
            case "no", "false":
                return false;
            default:
                return null;
        }
    }

    private static long micros(String time) {
        long micros = 0;
        for (Matcher part = TIME_PART.matcher(time); part.find();) {
            micros += Long.parseLong(part.group(1)) * unit(part.group(2));
        }
        return micros;
    }

    private static long unit(String name) {
        switch (name) {
            case "us":
                return 1;
            case "ms":
                return 1_000;
            case "s":
                return 1_000_000;
            case "m":
                return 60_000_000;
            case "h":
                return 3_600_000_000L;
            case "d":
                return 86_400_000_000L;
            default:
                return 604_800_000_000L;
        }
    }

    private static long address(Matcher address) {
        long value = 0;
        for (int group = 1; group <= 4; group++) {
            value = value << 8 | Integer.parseInt(address.group(group));
        }
        return value;
    }
}
