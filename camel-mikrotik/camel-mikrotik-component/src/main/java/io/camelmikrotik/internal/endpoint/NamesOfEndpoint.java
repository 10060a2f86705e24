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
package io.camelmikrotik.internal.endpoint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.camelmikrotik.CatalogueCheck;
import io.camelmikrotik.MikrotikConfiguration;
import io.camelmikrotik.MikrotikEndpoint;
import io.camelmikrotik.Operation;
import io.camelmikrotik.catalogue.CommandCheck;
import io.camelmikrotik.catalogue.Finding;
import io.camelmikrotik.catalogue.RouterOsCatalogue;
import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.command.CommandTemplate;
import io.camelmikrotik.internal.command.MenuAlias;
import io.camelmikrotik.internal.where.WhereExpression;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds what the URI of an endpoint says, its path, attributes and names of properties, against the catalogue of
 * RouterOS: once, when its first producer or consumer is made. What a message says is not known then. A menu that the
 * catalogue does not know is fine, for other hardware and packages have others; it is told only where it looks like a
 * mistake.
 */
public final class NamesOfEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(NamesOfEndpoint.class);

    private final MikrotikEndpoint endpoint;
    private final MikrotikConfiguration configuration;
    private final String path;
    private boolean checked;

    public NamesOfEndpoint(MikrotikEndpoint endpoint) {
        this.endpoint = endpoint;
        this.configuration = endpoint.getConfiguration();
        this.path = endpoint.getCommand();
    }

    /** @throws IllegalArgumentException naming the option, with {@code catalogueCheck=fail} */
    public synchronized void check() {
        CatalogueCheck check = configuration.getCatalogueCheck();
        if (checked || check == CatalogueCheck.OFF || path == null) {
            return;
        }
        refuseUnordered("where", configuration.getWhere());
        refuseUnordered("scope", configuration.getScope());
        Map<String, Map<String, String>> wrong = new LinkedHashMap<>();
        List<String> suspicions = new ArrayList<>();
        if (endpoint.template() != null && endpoint.template().alias() != null) {
            findInEach(endpoint.template().alias(), wrong, suspicions);
        } else {
            find(path, Map.of(), wrong, suspicions);
        }
        if (check == CatalogueCheck.FAIL && !wrong.isEmpty()) {
            throw new IllegalArgumentException(told(wrong) + " (catalogueCheck=warn lets it start all the same)");
        }
        checked = true;
        suspicions.addAll(wrong.isEmpty() ? List.of() : List.of(told(wrong)));
        if (!suspicions.isEmpty()) {
            LOG.warn("{}{}: {} (catalogueCheck=off ends this check)", endpoint.getDevice(), path,
                    String.join("; ", suspicions));
        }
    }

    /** What every message would fail with is no matter of a warning. */
    private void refuseUnordered(String option, String expression) {
        if (expression != null && !expression.isBlank()) {
            try {
                WhereExpression.parse(expression).refuseUnordered(menu());
            } catch (BadInputException e) {
                throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
            }
        }
    }

    /** That of the URI; the first one that it stands for. */
    private String menu() {
        String first = endpoint.template() == null ? path : endpoint.template().path();
        return configuration.getOperation() != Operation.COMMAND ? first : first.substring(0, first.lastIndexOf('/'));
    }

    private static String told(Map<String, Map<String, String>> wrong) {
        List<String> parts = new ArrayList<>();
        wrong.forEach((option, texts) -> parts.add(option + ": " + String.join("; ", texts.values())));
        return String.join("; ", parts);
    }

    /** Of several menus, what one of them has is right; a menu that is suspicious is told of in any case. */
    private void findInEach(MenuAlias alias, Map<String, Map<String, String>> wrong, List<String> suspicions) {
        Map<String, Map<String, String>> inAll = null;
        for (MenuAlias.Candidate candidate : alias.candidates()) {
            String itsPath = alias.path(candidate, path);
            Map<String, Map<String, String>> here = new LinkedHashMap<>();
            boolean known = find(itsPath, candidate.renamed(), here, suspicions);
            if (known && inAll == null) {
                inAll = here;
            } else if (known) {
                inAll.forEach((option, texts) -> texts.keySet().retainAll(here.getOrDefault(option, Map.of()).keySet()));
                inAll.values().removeIf(Map::isEmpty);
            }
        }
        if (inAll != null) {
            wrong.putAll(inAll);
        }
    }

    /** Whether the catalogue knows the menu. */
    private boolean find(
            String path, Map<String, String> renamed, Map<String, Map<String, String>> wrong, List<String> suspicions) {
        CommandCheck check = CommandCheck.forAllVersions();
        boolean ofMenu = configuration.getOperation() != Operation.COMMAND;
        String menu = ofMenu ? path : path.substring(0, path.lastIndexOf('/'));
        if (RouterOsCatalogue.get().menu(menu).isEmpty()) {
            suspicion(path, menu).ifPresent(suspicions::add);
            return false;
        }
        if (!ofMenu) {
            findInCommand(path, check, renamed, wrong);
        } else if (configuration.getOperation() != Operation.DOWNLOAD
                && configuration.getOperation() != Operation.UPLOAD) {
            // they become properties of the rows
            properties(check, menu, "attribute", configuration.getAttributes().keySet(), renamed, wrong);
        }
        if (ofMenu || CommandTemplate.prints(path)) {
            properties(check, menu, "properties", CommandTemplate.split(configuration.getProperties()), renamed, wrong);
            properties(check, menu, "where", names(configuration.getWhere()), renamed, wrong);
            properties(check, menu, "scope", names(configuration.getScope()), renamed, wrong);
            properties(check, menu, "key", CommandTemplate.split(configuration.getKey()), renamed, wrong);
            properties(check, menu, "ignore", CommandTemplate.split(configuration.getIgnore()), renamed, wrong);
            properties(check, menu, "ignoreOrder", CommandTemplate.split(configuration.getIgnoreOrder()), renamed, wrong);
        }
        return true;
    }

    private void findInCommand(
            String path, CommandCheck check, Map<String, String> renamed, Map<String, Map<String, String>> wrong) {
        List<Finding> ofPath = check.checkPath(path);
        if (!ofPath.isEmpty()) {
            wrong.put("command",
                    new LinkedHashMap<>(Map.of("", String.join("; ", ofPath.stream().map(Finding::text).toList()))));
            return;
        }
        configuration.getAttributes().forEach((name, value) -> {
            // what a parameter stands for is not known yet
            String text = value == null || CommandTemplate.isParameter(value) ? "" : value.toString();
            for (Finding finding : check.checkNames(path, Map.of(theirs(renamed, name), text))) {
                wrong.computeIfAbsent("attribute." + name, first -> new LinkedHashMap<>()).merge(name, finding.text(),
                        (one, other) -> one + "; " + other);
            }
        });
    }

    /** The name that one of several menus has for a property of the first. */
    private static String theirs(Map<String, String> renamed, String name) {
        return renamed.entrySet().stream().filter(each -> each.getValue().equals(name)).map(Map.Entry::getKey).findFirst()
                .orElse(name);
    }

    private static void properties(
            CommandCheck check, String menu, String option, Collection<String> names, Map<String, String> renamed,
            Map<String, Map<String, String>> wrong) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : names) {
            String plain = name.startsWith("!") ? name.substring(1) : name;
            // real rows have a few properties that the catalogue lacks: only what looks like a mistake is told
            check.checkProperties(menu, Set.of(theirs(renamed, plain))).stream().filter(each -> each.nearest().isPresent())
                    .forEach(finding -> texts.put(plain, finding.text()));
        }
        if (!texts.isEmpty()) {
            wrong.put(option, texts);
        }
    }

    private static Set<String> names(String expression) {
        return expression == null || expression.isBlank() ? Set.of() : WhereExpression.parse(expression).names();
    }

    /** Why an unknown menu is probably a mistake. */
    private Optional<String> suspicion(String path, String menu) {
        RouterOsCatalogue catalogue = RouterOsCatalogue.get();
        if (catalogue.menu(path).isPresent()) {
            return Optional.of(path + " is a menu, not a command: " + path + "/print?");
        }
        String withDevice = "/" + endpoint.getDevice() + path;
        if (catalogue.command(withDevice).isPresent() || catalogue.menu(withDevice).isPresent()) {
            return Optional.of("the device in front of " + withDevice + " is missing, unless " + endpoint.getDevice()
                               + " is the name of one");
        }
        return nearestMenu(menu).map(near -> "menu " + menu + " is not known of RouterOS: did you mean " + near + "?");
    }

    /** A menu that differs in one word of its path, and by little. */
    private static Optional<String> nearestMenu(String menu) {
        String[] words = menu.split("/");
        for (int i = 1; i < words.length; i++) {
            Set<String> others = new TreeSet<>();
            for (String known : RouterOsCatalogue.get().menus()) {
                String[] its = known.split("/");
                String own = words[i];
                if (its.length == words.length) {
                    words[i] = its[i];
                    if (String.join("/", words).equals(known)) {
                        others.add(its[i]);
                    }
                    words[i] = own;
                }
            }
            Optional<String> near = RouterOsCatalogue.nearest(words[i], others);
            if (near.isPresent()) {
                words[i] = near.get();
                return Optional.of(String.join("/", words));
            }
        }
        return Optional.empty();
    }
}
