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
package io.camelmikrotik.internal.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.camelmikrotik.catalogue.CatalogueArgument;
import io.camelmikrotik.catalogue.CatalogueCommand;
import io.camelmikrotik.catalogue.CommandCheck;
import io.camelmikrotik.catalogue.Finding;
import io.camelmikrotik.catalogue.RouterOsCatalogue;
import io.camelmikrotik.catalogue.VersionRanges;
import io.camelmikrotik.routeros.RouterOsCommand;

/**
 * What the catalogue knows about a command that a router has refused: the names that are probably meant, the versions
 * that have them, the words that are possible. Cheap enough for an event loop: no more than the command's own menu is
 * looked at.
 */
final class CatalogueAdvice {

    private static final int SHOWN = 24;

    private final RouterOsCommand command;
    private final RouterOsCatalogue catalogue = RouterOsCatalogue.get();
    private final CommandCheck check = CommandCheck.forAllVersions();

    CatalogueAdvice(RouterOsCommand command) {
        this.command = command;
    }

    /** Empty if the catalogue does not know the menu, or has the command in all versions. */
    String onCommand() {
        String path = command.path();
        if (catalogue.menu(command.menu()).isEmpty() && catalogue.menu(path).isEmpty()) {
            return "";
        }
        List<Finding> findings = check.checkPath(path);
        return findings.isEmpty()
                ? catalogue.command(path).map(known -> versions(path, known.versions())).orElse("") : texts(findings);
    }

    /** What no version known has, by its name. */
    Map<String, String> onUnknownNames() {
        Map<String, String> unknown = new LinkedHashMap<>();
        attributes().keySet().forEach(name -> {
            String text = texts(
                    only(check.checkNames(command.path(), Map.of(name, "")), Set.of(Finding.Subject.UNKNOWN_NAME)));
            if (!text.isEmpty()) {
                unknown.put(plain(name), text);
            }
        });
        return unknown;
    }

    /** Empty if all versions known have all attributes. */
    String onVersionsOfParameters() {
        return catalogue.command(command.path()).map(known -> attributes().keySet().stream()
                .map(name -> known.argument(plain(name)).map(argument -> versions(argument.name(), argument.versions()))
                        .orElse(""))
                .collect(Collectors.joining())).orElse("");
    }

    /**
     * @param  trap the router's text, which may name the argument
     * @return      empty if no closed list of words is known for it
     */
    String onValue(String trap) {
        List<Finding> findings = only(check.checkNames(command.path(), attributes()), Set.of(Finding.Subject.BAD_VALUE));
        if (!findings.isEmpty()) {
            return texts(findings);
        }
        List<String> words = Arrays.asList(trap.split("[^\\w.-]+"));
        return catalogue.command(command.path()).map(CatalogueCommand::arguments).orElse(Map.of()).values().stream()
                .filter(argument -> words.contains(argument.name()) && argument.form().isClosed())
                .map(CatalogueAdvice::possible).collect(Collectors.joining());
    }

    /** Empty if it is not known what the command demands. */
    String onMissingValues() {
        return texts(only(check.check(command.path(), attributes()), Set.of(Finding.Subject.MISSING_VALUE)));
    }

    private static String possible(CatalogueArgument argument) {
        List<String> words = new ArrayList<>(argument.form().words());
        return "; " + argument.name() + " may be " + String.join(" ", words.subList(0, Math.min(SHOWN, words.size())))
               + (words.size() > SHOWN ? " …" : "");
    }

    private static String versions(String what, VersionRanges versions) {
        return versions.equals(VersionRanges.ALL) ? "" : "; RouterOS has " + what + " " + versions;
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        command.attributes().forEach(attribute -> attributes.put(attribute.name(), attribute.text()));
        return attributes;
    }

    private static String plain(String name) {
        return name.startsWith("!") ? name.substring(1) : name;
    }

    private static List<Finding> only(List<Finding> findings, Set<Finding.Subject> subjects) {
        return findings.stream().filter(finding -> subjects.contains(finding.subject())).toList();
    }

    private static String texts(List<Finding> findings) {
        return findings.stream().map(finding -> "; " + finding.text()).collect(Collectors.joining());
    }
}
