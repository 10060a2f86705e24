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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Takes one line of an export apart. For one line. */
final class ExportLineParser {

    private static final Set<String> VERBS = Set.of("add", "set", "remove", "enable", "disable");
    private static final String NO_SCRIPT = "an export is expected, not a script: ";
    private static final String HEXADECIMAL = "0123456789ABCDEF";

    private final int number;
    private final String line;
    private int at;

    ExportLineParser(int number, String line) {
        this.number = number;
        this.line = line;
    }

    /** @param menu of the lines before; null for none */
    ExportLine parse(String menu) {
        String path = menu;
        String verb = null;
        if (line.startsWith("/")) {
            StringBuilder segments = new StringBuilder();
            while (verb == null && more()) {
                for (String segment : word().split("/")) {
                    if (verb != null) {
                        throw new IllegalArgumentException("a slash behind " + verb);
                    } else if (VERBS.contains(segment)) {
                        verb = segment;
                    } else if (!segment.isEmpty()) {
                        segments.append('/').append(menuName(segment));
                    }
                }
            }
            path = segments.toString();
        } else {
            verb = word();
            if (!VERBS.contains(verb)) {
                throw new IllegalArgumentException(NO_SCRIPT + "one of add, set, remove, enable, disable, not " + verb);
            }
        }
        if (path == null || path.isEmpty()) {
            throw new IllegalArgumentException("in which menu? A line such as /ip address comes first");
        }
        return command(path, verb);
    }

    private static String menuName(String segment) {
        if (!segment.matches("[a-z0-9-]+")) {
            throw new IllegalArgumentException("no menu has a name like " + segment);
        }
        return segment;
    }

    private ExportLine command(String menu, String verb) {
        String reference = null;
        Map<String, String> conditions = null;
        Map<String, String> values = new LinkedHashMap<>();
        while (more()) {
            if (line.charAt(at) == '[') {
                if (reference != null || conditions != null) {
                    throw new IllegalArgumentException("rows are named twice");
                }
                conditions = find();
                continue;
            }
            String word = word();
            if (at < line.length() && line.charAt(at) == '=') {
                at++;
                if (values.put(word, word()) != null) {
                    throw new IllegalArgumentException(word + " is given twice");
                }
            } else if (word.startsWith("!")) {
                values.put(word, "");
            } else if (reference == null && conditions == null && values.isEmpty() && !"add".equals(verb)) {
                reference = word;
            } else {
                throw new IllegalArgumentException(word + " has no value");
            }
        }
        if (reference == null && conditions == null && values.containsKey("numbers")) {
            reference = values.remove("numbers");
        }
        return new ExportLine(number, menu, verb, reference, conditions, values);
    }

    /** {@code [ find name=value name=value ]}: what is asked for, empty for all. */
    private Map<String, String> find() {
        at++;
        if (!more() || !"find".equals(word())) {
            throw new IllegalArgumentException(NO_SCRIPT + "only [ find ... ] stands in brackets");
        }
        Map<String, String> conditions = new LinkedHashMap<>();
        while (more() && line.charAt(at) != ']') {
            String name = word();
            if ("where".equals(name) && conditions.isEmpty()) {
                continue;
            }
            if (at == line.length() || line.charAt(at) != '=') {
                throw new IllegalArgumentException(NO_SCRIPT + "find compares by = only, as in [ find name=anna ]");
            }
            at++;
            conditions.put(name, word());
        }
        if (at == line.length()) {
            throw new IllegalArgumentException("the bracket is not closed");
        }
        at++;
        return conditions;
    }

    private boolean more() {
        while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
            at++;
        }
        return at < line.length();
    }

    /** Up to the next space, equals sign of a name, or bracket; quoted parts are taken out of their quotes. */
    private String word() {
        StringBuilder word = new StringBuilder();
        boolean value = at > 0 && line.charAt(at - 1) == '=';
        while (at < line.length()) {
            char next = line.charAt(at);
            if (Character.isWhitespace(next) || next == ']' || next == '=' && !value) {
                break;
            }
            if (next == '"') {
                quoted(word);
            } else if (next == '$' || next == '(' || next == '{' || next == '[' || next == ';') {
                throw new IllegalArgumentException(NO_SCRIPT + next + " stands outside of quotes");
            } else if (next == '\\') {
                escape(word);
            } else {
                word.append(next);
                at++;
            }
        }
        if (word.isEmpty() && !value && !(at > 0 && line.charAt(at - 1) == '"')) {
            throw new IllegalArgumentException("a word is expected at character " + (at + 1));
        }
        return word.toString();
    }

    private void quoted(StringBuilder word) {
        at++;
        while (true) {
            if (at == line.length()) {
                throw new IllegalArgumentException("the quote is not closed");
            }
            char next = line.charAt(at);
            if (next == '"') {
                at++;
                return;
            }
            if (next == '\\') {
                escape(word);
            } else if (next == '$') {
                throw new IllegalArgumentException(NO_SCRIPT + "a dollar sign is written \\$");
            } else {
                word.append(next);
                at++;
            }
        }
    }

    private void escape(StringBuilder word) {
        if (at + 1 == line.length()) {
            throw new IllegalArgumentException("nothing behind the backslash");
        }
        char escaped = line.charAt(at + 1);
        int high = HEXADECIMAL.indexOf(escaped);
        if (high >= 0 && at + 2 < line.length() && HEXADECIMAL.indexOf(line.charAt(at + 2)) >= 0) {
            word.append((char) (high << 4 | HEXADECIMAL.indexOf(line.charAt(at + 2))));
            at += 3;
            return;
        }
        switch (escaped) {
            case '"', '\\', '$', '?' -> word.append(escaped);
            case '_' -> word.append(' ');
            case 'n' -> word.append('\n');
            case 'r' -> word.append('\r');
            case 't' -> word.append('\t');
            case 'a' -> word.append('\007');
            case 'b' -> word.append('\b');
            case 'f' -> word.append('\f');
            case 'v' -> word.append('\013');
            default -> throw new IllegalArgumentException("no such escape: a backslash before " + escaped);
        }
        at += 2;
    }
}
