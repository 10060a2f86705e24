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
package io.camelmikrotik.internal.rollout;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** A line of a state file: a checksum, and fields between tabs. */
final class StateLine {

    private static final int CHECKSUM = 8;

    private StateLine() {
    }

    /** @return the line with its line feed */
    static String write(List<String> fields) {
        String content = String.join("\t", fields.stream().map(StateLine::escape).toList());
        return checksum(content) + "\t" + content + "\n";
    }

    /**
     * @param  line with its line feed
     * @return      {@code null} if it is no such line, or not as it was written
     */
    static List<String> read(String line) {
        if (line.length() < CHECKSUM + 2 || line.charAt(CHECKSUM) != '\t' || !line.endsWith("\n")) {
            return null;
        }
        String content = line.substring(CHECKSUM + 1, line.length() - 1);
        if (!line.startsWith(checksum(content))) {
            return null;
        }
        List<String> fields = new ArrayList<>();
        for (String field : content.split("\t", -1)) {
            fields.add(unescape(field));
        }
        return fields;
    }

    private static String checksum(String content) {
        CRC32C checksum = new CRC32C();
        checksum.update(content.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", checksum.getValue());
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            if (at == '\\' && i + 1 < text.length()) {
                char escaped = text.charAt(++i);
                plain.append(switch (escaped) {
                    case 't' -> '\t';
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    default -> escaped;
                });
            } else {
                plain.append(at);
            }
        }
        return plain.toString();
    }
}
