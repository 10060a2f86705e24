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
package io.camelmikrotik.examples.blocklist;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A published list: an IPv4 address or prefix a line; what follows {@code #} or {@code ;} is a comment. */
final class Blocklist {

    private static final Pattern ENTRY = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:/(\\d{1,2}))?");
    private static final int SHORTEST_PREFIX = 8;

    private Blocklist() {
    }

    /**
     * The rows that the address list shall have, each entry once.
     *
     * @throws IllegalArgumentException naming the line that is no entry: half a list is worse than an old one
     */
    static List<Map<String, String>> rows(String text) {
        Set<String> entries = new LinkedHashSet<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String entry = line.replaceFirst("[#;].*", "").trim();
            if (!entry.isEmpty()) {
                check(entry, number);
                entries.add(entry.endsWith("/32") ? entry.substring(0, entry.length() - 3) : entry);
            }
        }
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("the list is empty");
        }
        List<Map<String, String>> rows = new ArrayList<>(entries.size());
        entries.forEach(entry -> rows.add(Map.of("address", entry)));
        return rows;
    }

    private static void check(String entry, int line) {
        Matcher parts = ENTRY.matcher(entry);
        boolean good = parts.matches();
        for (int i = 1; good && i <= 4; i++) {
            good = Integer.parseInt(parts.group(i)) <= 255;
        }
        String prefix = good ? parts.group(5) : null;
        if (!good || prefix != null && Integer.parseInt(prefix) > 32) {
            throw new IllegalArgumentException("line " + line + " is neither an IPv4 address nor a prefix: " + entry);
        }
        if (prefix != null && Integer.parseInt(prefix) < SHORTEST_PREFIX) {
            throw new IllegalArgumentException("line " + line + " would block a large part of the Internet: " + entry);
        }
    }
}
