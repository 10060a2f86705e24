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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds commands against the catalogue before a router sees them. Findings are reasons to warn: see
 * {@link RouterOsCatalogue} for what an absence means. Immutable and safe for any thread.
 */
public final class CommandCheck {

    /** Words that every command of the API takes, and the console does not show. */
    private static final Set<String> API_WORDS = Set.of("numbers", "once", "file", "from");
    private static final int WORDS_SHOWN = 24;

    private final RouterOsCatalogue catalogue = RouterOsCatalogue.get();
    private final RouterOsVersion version;

    private CommandCheck(RouterOsVersion version) {
        this.version = version;
    }

    /** Against all versions of the catalogue: what one of them has is right. */
    public static CommandCheck forAllVersions() {
        return new CommandCheck(null);
    }

    /** Against one version; one that the catalogue does not know is taken for the nearest that it knows. */
    public static CommandCheck forVersion(RouterOsVersion version) {
        List<RouterOsVersion> known = RouterOsCatalogue.get().versions();
        RouterOsVersion oldest = known.get(0);
        RouterOsVersion newest = known.get(known.size() - 1);
        return new CommandCheck(
                version.compareTo(oldest) < 0 ? oldest : version.compareTo(newest) > 0 ? newest : version);
    }

    /**
     * Everything about a command that does not agree: its path, the names and values of its attributes, and what an
     * {@code add} leaves out. The values that are shown are those of closed lists, which no secret has.
     *
     * @param path       the command word
     * @param attributes names, with a leading {@code !} where it is sent, and values
     */
    public List<Finding> check(String path, Map<String, String> attributes) {
        List<Finding> findings = new ArrayList<>(checkNames(path, attributes));
        if (path.endsWith("/add") && known(path).isPresent()) {
            checkDemands(menuOf(path), path, attributes.keySet(), findings);
        }
        return findings;
    }

    /** As {@link #check}, for a command of which more will be said: an {@code add} may leave out what it wants. */
    public List<Finding> checkNames(String path, Map<String, String> attributes) {
        List<Finding> findings = new ArrayList<>(checkPath(path));
        known(path).ifPresent(command -> attributes.forEach(
                (name, value) -> checkAttribute(menuOf(path), command, name, value, findings)));
        return findings;
    }

    /** What is wrong with a command word: nothing, or one finding. */
    public List<Finding> checkPath(String path) {
        Optional<CatalogueCommand> known = known(path);
        if (known.isPresent()) {
            return otherVersion(path, known.get().versions());
        }
        int slash = path.lastIndexOf('/');
        String menu = path.substring(0, slash);
        if (catalogue.menu(path).isPresent()) {
            return List.of(new Finding(
                    Finding.Subject.UNKNOWN_COMMAND,
                    path + " is a menu, not a command: " + path + "/print? It has " + shown(verbs(path))));
        }
        Optional<String> nearest = catalogue.nearestCommand(path);
        if (catalogue.menu(menu).isEmpty()) {
            return List.of(new Finding(
                    Finding.Subject.UNKNOWN_MENU,
                    "menu " + (menu.isEmpty() ? "/" : menu) + " is not known of RouterOS " + range() + didYouMean(nearest)));
        }
        return List.of(new Finding(
                Finding.Subject.UNKNOWN_COMMAND,
                "no version from " + range() + " has the command " + path + didYouMean(nearest) + "; "
                                                 + (menu.isEmpty() ? "/" : menu) + " has " + shown(verbs(menu))));
    }

    /**
     * Names of properties that a condition, a key or {@code .proplist} speaks of.
     *
     * @param menu  such as {@code /ppp/secret}
     * @param names the names, without {@code !}
     */
    public List<Finding> checkProperties(String menu, Collection<String> names) {
        Optional<CatalogueMenu> known = catalogue.menu(menu);
        // a menu of which no properties are known says nothing about one
        if (known.isEmpty() || known.get().properties().isEmpty()) {
            return List.of();
        }
        Set<String> properties = allNames(known.get());
        List<Finding> findings = new ArrayList<>();
        for (String name : names) {
            if (!name.startsWith(".") && !properties.contains(name)) {
                Optional<String> nearest = RouterOsCatalogue.nearest(name, properties);
                findings.add(new Finding(
                        Finding.Subject.UNKNOWN_NAME, menu + " has no property " + name + didYouMean(nearest), nearest));
            }
        }
        return findings;
    }

    /** The commands of a menu in the version asked for, and of the API. */
    private Collection<String> verbs(String menu) {
        return catalogue.menu(menu).orElseThrow().commands().values().stream()
                .filter(command -> version == null || command.versions().contains(version))
                .map(CatalogueCommand::verb).toList();
    }

    private Optional<CatalogueCommand> known(String path) {
        String menu = path.substring(0, path.lastIndexOf('/'));
        // the console does not show getall and listen, and print has their arguments
        return catalogue.command(CommandKind.of(path).takesQueries() ? menu + "/print" : path);
    }

    private CatalogueMenu menuOf(String path) {
        return catalogue.menu(path.substring(0, path.lastIndexOf('/'))).orElseThrow();
    }

    private List<Finding> otherVersion(String what, VersionRanges versions) {
        return version == null || versions.contains(version)
                ? List.of()
                : List.of(new Finding(
                        Finding.Subject.OTHER_VERSION,
                        "RouterOS " + version + " does not have " + what + ": " + versions));
    }

    private void checkAttribute(
            CatalogueMenu menu, CatalogueCommand command, String attribute, String value, List<Finding> findings) {
        String name = attribute.startsWith("!") ? attribute.substring(1) : attribute;
        if (name.startsWith(".") || API_WORDS.contains(name)) {
            return;
        }
        Optional<CatalogueArgument> known = command.argument(name);
        if (known.isPresent()) {
            findings.addAll(otherVersion(command.path() + " " + name, known.get().versions()));
            checkValue(command, known.get(), value, findings);
        } else if (menu.properties().contains(name) && CommandKind.of(command.path()).takesProperties()) {
            findings.add(new Finding(Finding.Subject.CANNOT_BE_SET, name + " cannot be set by " + command.path()));
        } else if (!command.arguments().isEmpty()) {
            findings.add(new Finding(
                    Finding.Subject.UNKNOWN_NAME,
                    command.path() + " has no argument " + name
                                                  + didYouMean(RouterOsCatalogue.nearest(name,
                                                          command.arguments().keySet()))
                                                  + "; it has " + shown(command.arguments().keySet())));
        }
    }

    private static void checkValue(
            CatalogueCommand command, CatalogueArgument argument, String value, List<Finding> findings) {
        ValueForm form = argument.form();
        if (!form.isClosed() || value.isEmpty()) {
            return;
        }
        for (String element : form.kind() == ValueKind.YES_NO ? List.of(value) : Arrays.asList(value.split(","))) {
            String word = form.negatable() && element.startsWith("!") ? element.substring(1) : element;
            if (!allowed(form, word)) {
                findings.add(new Finding(
                        Finding.Subject.BAD_VALUE,
                        command.path() + " " + argument.name() + " does not know \"" + word + "\""
                                                   + didYouMean(NearestName.of(word, form.words()))
                                                   + "; it may be " + shown(form.words())));
            }
        }
    }

    private static boolean allowed(ValueForm form, String word) {
        return form.words().contains(word) || word.isEmpty()
        // the API takes these for yes and no
                || form.kind() == ValueKind.YES_NO && (word.equals("true") || word.equals("false"));
    }

    private static void checkDemands(CatalogueMenu menu, String path, Set<String> given, List<Finding> findings) {
        if (menu.demanded().isEmpty() || given.contains("copy-from")) {
            return;
        }
        List<String> missing = menu.demanded().stream().filter(name -> !given.contains(name)).toList();
        boolean all = menu.demand().contains("missing value(s)");
        if (all ? !missing.isEmpty() : missing.size() == menu.demanded().size()) {
            findings.add(new Finding(
                    Finding.Subject.MISSING_VALUE,
                    path + " wants " + String.join(all ? " and " : " or ", all ? missing : menu.demanded())));
        }
    }

    private static Set<String> allNames(CatalogueMenu menu) {
        Set<String> names = new LinkedHashSet<>(menu.properties());
        for (CatalogueCommand command : menu.commands().values()) {
            if (CommandKind.of(command.path()).takesProperties()) {
                names.addAll(command.arguments().keySet());
            }
            names.addAll(command.rowProperties());
        }
        return names;
    }

    private String range() {
        List<RouterOsVersion> versions = catalogue.versions();
        return version != null ? version.toString() : versions.get(0) + " to " + versions.get(versions.size() - 1);
    }

    private static String didYouMean(Optional<String> nearest) {
        return nearest.map(name -> ": did you mean " + name + "?").orElse("");
    }

    private static String shown(Collection<String> names) {
        String text = String.join(" ", names.stream().limit(WORDS_SHOWN).toList());
        return names.size() > WORDS_SHOWN ? text + " …" : text;
    }
}
