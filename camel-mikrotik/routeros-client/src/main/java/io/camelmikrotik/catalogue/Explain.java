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
package io.camelmikrotik.catalogue;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Says what is wrong with a command, and what would be right, without a router:
 *
 * <pre>
 * java -cp routeros-client.jar io.camelmikrotik.catalogue.Explain '/ppp/secret/add name=x profil=gold' --version 7.16
 * </pre>
 *
 * A menu or a correct command is described. The process ends with 1 if something is wrong, with 2 if it was not
 * understood.
 */
public final class Explain {

    private static final int WRONG = 1;
    private static final int NOT_UNDERSTOOD = 2;

    private final RouterOsCatalogue catalogue = RouterOsCatalogue.get();
    private final CommandCheck check;

    private Explain(RouterOsVersion version) {
        this.check = version == null ? CommandCheck.forAllVersions() : CommandCheck.forVersion(version);
    }

    public static void main(String... arguments) {
        System.exit(run(System.out, arguments));
    }

    /** @return the exit code of the process */
    static int run(PrintStream out, String... arguments) {
        Deque<String> left = new ArrayDeque<>(List.of(arguments));
        List<String> commands = new ArrayList<>();
        Optional<RouterOsVersion> version = Optional.empty();
        while (!left.isEmpty()) {
            String argument = left.poll();
            if (argument.equals("--version")) {
                version = left.isEmpty() ? Optional.empty() : RouterOsVersion.parse(left.poll());
                if (version.isEmpty()) {
                    return usage(out);
                }
            } else {
                commands.add(argument);
            }
        }
        String command = String.join(" ", commands);
        if (!command.startsWith("/") || command.equals("/")) {
            return usage(out);
        }
        return new Explain(version.orElse(null)).explain(command, out);
    }

    private static int usage(PrintStream out) {
        out.println("usage: '/ppp/secret/add name=x profile=gold' [--version 7.16]");
        return NOT_UNDERSTOOD;
    }

    private int explain(String text, PrintStream out) {
        List<String> words = words(text);
        String path = words.get(0);
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String word : words.subList(1, words.size())) {
            int equals = word.indexOf('=', 1);
            String name = word.substring(word.startsWith("=") ? 1 : 0, equals < 0 ? word.length() : equals);
            attributes.put(name, equals < 0 ? "" : word.substring(equals + 1));
        }
        if (attributes.isEmpty() && catalogue.menu(path).isPresent()) {
            describe(catalogue.menu(path).get(), out);
            return 0;
        }
        List<Finding> findings = check.check(path, attributes);
        findings.forEach(out::println);
        catalogue.command(path).filter(c -> findings.isEmpty()).ifPresent(c -> describe(c, out));
        return findings.isEmpty() ? 0 : WRONG;
    }

    private static void describe(CatalogueMenu menu, PrintStream out) {
        out.println(menu + (menu.isSingleton() ? ", one row" : "") + (menu.isOrdered() ? ", its order matters" : ""));
        out.println("  commands: " + String.join(" ", menu.commands().keySet()));
        out.println("  properties: " + String.join(" ", menu.properties()));
        if (!menu.unsetProperties().isEmpty()) {
            out.println("  can be unset: " + String.join(" ", menu.unsetProperties()));
        }
        if (!menu.demanded().isEmpty()) {
            out.println("  add wants: " + String.join(" ", menu.demanded()));
        }
    }

    private static void describe(CatalogueCommand command, PrintStream out) {
        CommandKind kind = CommandKind.of(command.path());
        out.println(command.path() + ": " + command.versions() + "; " + (kind.isRead(name -> false) ? "a read" : "a write")
                    + (kind.isEndless(name -> false)
                            ? ", endless unless limited by "
                              + CommandKind.limits().stream().sorted().collect(Collectors.joining(" "))
                            : ""));
        command.arguments().values().forEach(argument -> out.println("  " + described(command, argument)));
    }

    private static String described(CatalogueCommand command, CatalogueArgument argument) {
        StringBuilder text = new StringBuilder(argument.name());
        if (!argument.versions().equals(command.versions())) {
            text.append(", ").append(argument.versions());
        }
        if (!argument.form().described().isEmpty()) {
            text.append(": ").append(argument.form().described());
        } else if (!argument.form().words().isEmpty()) {
            text.append(": ").append(String.join("|", argument.form().words()));
        }
        return text.toString();
    }

    /** Words are set apart by blanks; within quotes, blanks belong to the word. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (char c : text.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (Character.isWhitespace(c) && !quoted) {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                    word.setLength(0);
                }
            } else {
                word.append(c);
            }
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }
}
