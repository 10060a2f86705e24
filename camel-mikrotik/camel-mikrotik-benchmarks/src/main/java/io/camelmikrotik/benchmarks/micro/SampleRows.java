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
package io.camelmikrotik.benchmarks.micro;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A row of an address list, as a router sends it. */
final class SampleRows {

    static final List<String> NAMES = List.of(".id", "list", "address", "creation-time", "dynamic", "disabled", "comment");
    static final List<String> VALUES
            = List.of("*1A2B", "blocklist", "10.1.2.3", "2026-11-01 08:00:00", "false", "false", "feed-42");

    private SampleRows() {
    }

    /** Reply word and tag included. */
    static byte[][] words() {
        byte[][] words = new byte[NAMES.size() + 2][];
        words[0] = bytes("!re");
        words[1] = bytes(".tag=17");
        for (int i = 0; i < NAMES.size(); i++) {
            words[i + 2] = bytes("=" + NAMES.get(i) + "=" + VALUES.get(i));
        }
        return words;
    }

    static List<byte[]> values() {
        return VALUES.stream().map(SampleRows::bytes).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
