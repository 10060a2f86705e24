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

import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers and ranges of numbers, such as ports: which texts mean the same set. A router joins what touches
 * ({@code 10,11} becomes {@code 10-11}).
 */
final class NumberSet {

    private static final Pattern RANGE = Pattern.compile("([0-9]{1,9})(?:-([0-9]{1,9}))?");

    private NumberSet() {
    }

    /** One text for all that mean the set; {@code null} if it is none. */
    static String canonical(String text) {
        if (text.startsWith("!")) {
            String set = canonical(text.substring(1));
            return set == null ? null : "!" + set;
        }
        Map<Integer, Integer> ranges = new TreeMap<>();
        for (String element : text.split(",", -1)) {
            Matcher range = RANGE.matcher(element);
            if (!range.matches()) {
                return null;
            }
            int first = Integer.parseInt(range.group(1));
            int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
            if (last < first) {
                return null;
            }
            ranges.merge(first, last, Math::max);
        }
        return joined(ranges);
    }

    private static String joined(Map<Integer, Integer> ranges) {
        StringJoiner text = new StringJoiner(",");
        int first = -1;
        int last = -1;
        for (Map.Entry<Integer, Integer> range : ranges.entrySet()) {
            if (first >= 0 && range.getKey() <= last + 1) {
                last = Math.max(last, range.getValue());
                continue;
            }
            if (first >= 0) {
                text.add(shown(first, last));
            }
            first = range.getKey();
            last = range.getValue();
        }
        return text.add(shown(first, last)).toString();
    }

    private static String shown(int first, int last) {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
