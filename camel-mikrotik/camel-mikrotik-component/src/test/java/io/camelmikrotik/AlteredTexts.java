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
package io.camelmikrotik;

import java.util.List;
import java.util.Random;

/** Texts that have been altered on their way through URIs elsewhere, and random ones made of the same pieces. */
final class AlteredTexts {

    private static final List<String> PIECES = List.of(
            "%41", "%", "%25", "%zz", "+", " ", "&", "&&", "=", "?", "#", "/", "\\", "\"", "'", "RAW(", ")", "RAW{", "}", "${",
            "{",
            ":#x", "$x", "[", "]", "<", ">", "~", "|", "||", "!", ";", ",", "é", "日本", "a", "Z", "0", ".", "-", "_", "@", "*",
            "^", "`", "(", "or list=x", "and", "\\n");

    private final long seed = Long.getLong("text.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private int printable = ' ';

    /** All printable ASCII, a character at a time between two letters; then anything. */
    String next() {
        if (printable < 0x7f) {
            return "a" + (char) printable++ + "b";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "text.seed=" + seed;
    }
}
