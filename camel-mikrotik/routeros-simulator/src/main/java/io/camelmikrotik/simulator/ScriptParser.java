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

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the part of RouterOS's script language that the simulator runs: commands with {@code [find]}, {@code :put},
 * {@code :error}, {@code :delay}, {@code :log}, {@code :do} with {@code on-error}, and {@code :if} on the number of
 * rows found. Anything else is refused by its name before anything is run, as a router refuses what it cannot read.
 */
final class ScriptParser {

    private static final String ENDS = " \t\r\n;{}[]()=\"";

    private final CommandTree tree;
    private final String text;
    private int at;
    /** The menu that a line without a slash is in; empty for the root. */
    private String menu = "";

    private ScriptParser(CommandTree tree, String text) {
        this.tree = tree;
        this.text = text;
    }

    /** @throws Refusal that says in which line */
    static List<ScriptStatement> parse(CommandTree tree, String text) {
        ScriptParser parser = new ScriptParser(tree, text.replace("\\\r\n", " ").replace("\\\n", " "));
        List<ScriptStatement> statements = parser.statements();
        if (parser.at < parser.text.length()) {
            throw parser.wrong("a bracket that nothing opened");
        }
        return statements;
    }

    private List<ScriptStatement> statements() {
        List<ScriptStatement> statements = new ArrayList<>();
        while (true) {
            skip(" \t\r\n;");
            if (at == text.length() || text.charAt(at) == '}') {
                return statements;
            }
            if (text.charAt(at) == '#') {
                while (at < text.length() && text.charAt(at) != '\n') {
                    at++;
                }
            } else if (text.charAt(at) == ':') {
                statements.add(keyword());
            } else {
                ScriptStatement command = command();
                if (command != null) {
                    statements.add(command);
                }
            }
        }
    }

    private ScriptStatement keyword() {
        at++;
        String name = word();
        skipBlanks();
        switch (name) {
            case "put":
                String output = word();
                return run -> run.put(output);
            case "error":
                String message = word();
                return run -> {
                    throw new Refusal(null, message);
                };
            case "delay":
                Duration pause = Durations.parse(word());
                if (pause == null) {
                    throw wrong(":delay takes a time");
                }
                return run -> run.pause(pause);
            case "log":
                String topic = word();
                skipBlanks();
                String line = word();
                return run -> run.log(topic, line);
            case "do":
                List<ScriptStatement> body = block();
                List<ScriptStatement> onError = option("on-error");
                return run -> run.enter(body, onError);
            case "if":
                return when();
            default:
                throw wrong("the simulator knows no :" + name);
        }
    }

    /** {@code :if ([:len [MENU find name=value]] = 1) do={ } else={ }}. */
    private ScriptStatement when() {
        expect('(');
        expect('[');
        if (!":len".equals(word())) {
            throw wrong("the simulator knows conditions on [:len [... find ...]] only");
        }
        expect('[');
        List<String> path = new ArrayList<>();
        while (path.isEmpty() || !path.get(path.size() - 1).equals("find")) {
            skipBlanks();
            path.addAll(segments(word()));
        }
        path.remove(path.size() - 1);
        ScriptFind find = new ScriptFind("/" + String.join("/", path), conditions());
        expect(']');
        skipBlanks();
        boolean equal = text.charAt(at) == '=';
        if (!equal && text.charAt(at) != '>') {
            throw wrong("= or > is expected");
        }
        at++;
        skipBlanks();
        int count = Integer.parseInt(word());
        expect(')');
        List<ScriptStatement> then = option("do");
        List<ScriptStatement> otherwise = option("else");
        return run -> {
            int found = run.ids(find).size();
            List<ScriptStatement> chosen = (equal ? found == count : found > count) ? then : otherwise;
            if (chosen != null) {
                run.enter(chosen, null);
            }
        };
    }

    /** @return null if the line only names the menu that those after it are in */
    private ScriptStatement command() {
        List<String> path = new ArrayList<>(segments(menu));
        if (text.charAt(at) == '/') {
            path.clear();
        }
        boolean known = false;
        ScriptFind find = null;
        String reference = null;
        Map<String, String> values = new LinkedHashMap<>();
        for (skipBlanks(); !endOfStatement(); skipBlanks()) {
            if (text.charAt(at) == '[') {
                at++;
                skipBlanks();
                if (!"find".equals(word())) {
                    throw wrong("only [find ...] stands in brackets");
                }
                find = new ScriptFind("/" + String.join("/", path.subList(0, path.size() - 1)), conditions());
                continue;
            }
            boolean quoted = text.charAt(at) == '"';
            String word = word();
            if (at < text.length() && text.charAt(at) == '=') {
                at++;
                values.put(word, value());
            } else if (!known && !quoted) {
                path.addAll(segments(word));
                known = isCommand(path);
            } else if (word.startsWith("!") || word.equals("once") || word.equals("compact") || word.equals("show-sensitive")) {
                values.put(word, "");
            } else if (reference == null) {
                reference = word;
            } else {
                throw wrong(word + " has no value");
            }
        }
        String joined = "/" + String.join("/", path);
        if (!known) {
            if (!values.isEmpty() || find != null || !tree.leadsToMenu(joined)) {
                throw wrong("bad command name " + joined);
            }
            menu = joined;
            return null;
        }
        return new ScriptCommand(joined, reference, find, values);
    }

    private boolean isCommand(List<String> path) {
        try {
            tree.find("/" + String.join("/", path));
            return true;
        } catch (Refusal | CommandTree.UnknownMenu e) {
            return false;
        }
    }

    /** Up to the bracket that closes it. */
    private Map<String, String> conditions() {
        Map<String, String> conditions = new LinkedHashMap<>();
        for (skipBlanks(); at < text.length() && text.charAt(at) != ']'; skipBlanks()) {
            String name = word();
            if (name.equals("where") || name.equals("and")) {
                continue;
            }
            if (at == text.length() || text.charAt(at) != '=') {
                throw wrong("find compares by = only");
            }
            at++;
            conditions.put(name, value());
        }
        expect(']');
        return conditions;
    }

    private List<ScriptStatement> option(String name) {
        int before = at;
        skip(" \t\r\n");
        if (!text.startsWith(name + "=", at)) {
            at = before;
            return null;
        }
        at += name.length() + 1;
        return block();
    }

    private List<ScriptStatement> block() {
        expect('{');
        String before = menu;
        List<ScriptStatement> statements = statements();
        menu = before;
        expect('}');
        return statements;
    }

    private boolean endOfStatement() {
        return at == text.length() || "\r\n;}".indexOf(text.charAt(at)) >= 0;
    }

    /** What follows an equals sign; nothing, too. */
    private String value() {
        return at < text.length() && " \t\r\n;]}".indexOf(text.charAt(at)) >= 0 ? "" : word();
    }

    private String word() {
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted();
        }
        int begin = at;
        while (at < text.length() && ENDS.indexOf(text.charAt(at)) < 0) {
            if (text.charAt(at) == '$') {
                throw wrong("the simulator knows no variables");
            }
            at++;
        }
        if (begin == at) {
            throw wrong("a word is expected");
        }
        return text.substring(begin, at);
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            char next = text.charAt(at);
            if (next == '$') {
                throw wrong("the simulator knows no variables");
            }
            if (next == '\\' && at + 1 < text.length()) {
                at++;
                next = switch (text.charAt(at)) {
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    default -> text.charAt(at);
                };
            }
            value.append(next);
        }
        if (at == text.length()) {
            throw wrong("the quote is not closed");
        }
        at++;
        return value.toString();
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>(List.of(path.split("/")));
        segments.removeIf(String::isEmpty);
        return segments;
    }

    private void expect(char character) {
        skip(" \t\r\n");
        if (at == text.length() || text.charAt(at) != character) {
            throw wrong(character + " is expected");
        }
        at++;
    }

    private void skipBlanks() {
        skip(" \t");
    }

    private void skip(String characters) {
        while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private Refusal wrong(String why) {
        long line = text.substring(0, Math.min(at, text.length())).chars().filter(each -> each == '\n').count() + 1;
        return new Refusal(null, "syntax error (line " + line + "): " + why);
    }
}
