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
package io.camelmikrotik.internal.pool;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.camelmikrotik.catalogue.CatalogueCommand;
import io.camelmikrotik.catalogue.CommandKind;
import io.camelmikrotik.catalogue.RouterOsCatalogue;

/**
 * One pattern of {@code allowedCommands}: a command word in which {@code *} stands for any text within a segment and
 * {@code **} for any number of segments. Case counts, as it does for routers.
 */
final class CommandPattern {

    private static final String ANY_NUMBER = "**";
    private static final Pattern WRITTEN = Pattern.compile("(/(\\*\\*|[A-Za-z0-9*][A-Za-z0-9._*-]*))+");
    private static final String OLD_PRINT = "/getall";
    private static final String PRINT = "/print";

    private final String text;
    private final List<String> segments;

    /** Of a text that is known to be a pattern. */
    CommandPattern(String text) {
        this.text = text;
        this.segments = segments(asPrint(text));
    }

    /**
     * @throws IllegalArgumentException saying what is wrong with it: it is no path, or no command can match it
     */
    static CommandPattern parse(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException(
                    "a pattern begins with /, such as /ppp/secret/print or /ppp/**, not \"" + text + "\"");
        }
        if (text.length() > 1 && text.endsWith("/")) {
            throw new IllegalArgumentException(
                    "a pattern does not end with /: write " + text + "** for all that is below, not \"" + text + "\"");
        }
        boolean mixed = segments(text).stream().anyMatch(segment -> segment.contains(ANY_NUMBER) && segment.length() > 2);
        if (mixed || !WRITTEN.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "not a pattern of commands: \"" + text + "\"; it looks like /ppp/secret/print, /ip/*/print or /ppp/**,"
                                               + " where ** is a segment of its own");
        }
        CommandPattern pattern = new CommandPattern(text);
        pattern.refuseIfNothingMatches();
        return pattern;
    }

    /** A command or menu that the catalogue does not know may exist all the same: other packages and versions do. */
    private void refuseIfNothingMatches() {
        RouterOsCatalogue catalogue = RouterOsCatalogue.get();
        String known = fixedMenu();
        Set<Boolean> matching = new HashSet<>();
        for (String menu : catalogue.menus()) {
            // one by one: each menu is read when it is asked for
            if (menu.equals(known) || menu.startsWith(known + "/")) {
                catalogue.menu(menu).orElseThrow().commands().values().stream().map(CatalogueCommand::path)
                        .filter(this::matches)
                        .forEach(path -> matching.add(CommandKind.of(path).isAboutSession()));
            }
            if (matching.contains(false)) {
                return;
            }
        }
        if (matching.contains(true)) {
            throw new IllegalArgumentException(
                    text + " matches only commands about the session itself, which no route can send");
        }
        if (isLiteral() && CommandKind.of(text).isAboutSession()) {
            throw new IllegalArgumentException(text + " is about the session itself, and no route can send it");
        }
        if (isLiteral() && catalogue.leadsToMenu(text)) {
            throw new IllegalArgumentException(
                    text + " is a menu, and no command has that name: write " + text + "/** for all of its commands, or "
                                               + text + "/print");
        }
        if (!text.equals(text.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "no command matches " + text + ": RouterOS writes its commands in lower case, and case counts");
        }
        // what a listen or a getall is of, the catalogue knows as a print
        boolean hidden = segments.get(segments.size() - 1).equals("listen") && catalogue.command(known + PRINT).isPresent();
        if (!hidden && catalogue.leadsToMenu(known)) {
            Optional<String> nearest = isLiteral() ? catalogue.nearestCommand(text) : Optional.empty();
            throw new IllegalArgumentException(
                    "no command of RouterOS matches " + text + nearest.map(path -> "; did you mean " + path + "?").orElse(""));
        }
    }

    /** The segments before the first that has a wildcard, without the verb. */
    private String fixedMenu() {
        StringBuilder menu = new StringBuilder();
        for (String segment : segments.subList(0, segments.size() - 1)) {
            if (segment.indexOf('*') >= 0) {
                break;
            }
            menu.append('/').append(segment);
        }
        return menu.toString();
    }

    private boolean isLiteral() {
        return text.indexOf('*') < 0;
    }

    /**
     * @param path a command word; {@code getall}, the old name of {@code print}, counts as print
     */
    boolean matches(String path) {
        return matches(segments, segments(asPrint(path)), ANY_NUMBER::equals, CommandPattern::segmentMatches);
    }

    private static boolean segmentMatches(String pattern, String segment) {
        if (pattern.indexOf('*') < 0) {
            return pattern.equals(segment);
        }
        return matches(characters(pattern), characters(segment), "*"::equals, String::equals);
    }

    /**
     * Wildcards in time that is bounded by the product of the lengths: only the last one is ever tried again, for what
     * an earlier one could take besides, the later one can take as well.
     */
    private static boolean matches(
            List<String> pattern, List<String> given, Predicate<String> isWildcard,
            BiPredicate<String, String> same) {
        int at = 0;
        int wildcard = -1;
        int taken = 0;
        int i = 0;
        while (i < given.size()) {
            if (at < pattern.size() && isWildcard.test(pattern.get(at))) {
                wildcard = at++;
                taken = i;
            } else if (at < pattern.size() && same.test(pattern.get(at), given.get(i))) {
                at++;
                i++;
            } else if (wildcard >= 0) {
                at = wildcard + 1;
                i = ++taken;
            } else {
                return false;
            }
        }
        while (at < pattern.size() && isWildcard.test(pattern.get(at))) {
            at++;
        }
        return at == pattern.size();
    }

    private static List<String> segments(String path) {
        return Stream.of(path.substring(1).split("/", -1)).toList();
    }

    private static List<String> characters(String text) {
        return text.chars().mapToObj(Character::toString).toList();
    }

    private static String asPrint(String path) {
        return path.endsWith(OLD_PRINT) ? path.substring(0, path.length() - OLD_PRINT.length()) + PRINT : path;
    }

    @Override
    public String toString() {
        return text;
    }
}
