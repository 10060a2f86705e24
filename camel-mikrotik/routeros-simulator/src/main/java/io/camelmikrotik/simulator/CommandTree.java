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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** The menus and commands of one router. */
final class CommandTree {

    /**
     * @param table  null for commands that stand outside of menus
     * @param policy what the user needs
     * @param known  the command as real routers have it, null if that is not known
     */
    record Found(Verb verb, SimulatedTable table, String policy, CatalogueCommand known) {
    }

    /** A path with a segment that does not exist. */
    static final class UnknownMenu extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnknownMenu(String segment) {
            super("no such command or directory (" + segment + ")", null, false, false);
        }
    }

    private final ConcurrentMap<String, SimulatedTable> tables = new ConcurrentHashMap<>();
    private final Map<String, Found> commands = new HashMap<>();
    private final Map<String, Verb> verbs = new HashMap<>();
    private final SafeMode safeMode = new SafeMode();
    private Menus menus;
    private final Set<String> withoutRules = new ConcurrentSkipListSet<>();

    CommandTree() {
        Verb print = new PrintVerb(false);
        verbs.put("print", print);
        verbs.put("getall", print);
        verbs.put("listen", new PrintVerb(true));
        verbs.put("add", new AddVerb());
        verbs.put("set", new SetVerb());
        verbs.put("remove", new RemoveVerb());
        // of /user/active, until 7.19
        verbs.put("request-logout", new RemoveVerb());
        verbs.put("enable", new SwitchVerb("false"));
        verbs.put("disable", new SwitchVerb("true"));
        verbs.put("unset", new UnsetVerb());
        verbs.put("reset", new ResetVerb());
        verbs.put("reset-counters", new ResetCountersVerb(false));
        verbs.put("reset-counters-all", new ResetCountersVerb(true));
        verbs.put("comment", new CommentVerb());
        verbs.put("find", new FindVerb());
        verbs.put("get", new GetVerb());
        verbs.put("move", new MoveVerb());
        command("/cancel", "api", command -> command.session.cancel(command.request.attribute("tag"), command));
        command("/quit", "api", command -> command.session.fatal("session terminated on request", ""));
    }

    void command(String path, String policy, Verb verb) {
        commands.put(path, new Found(verb, null, policy, null));
    }

    /** A command of a menu besides the verbs that menus have in common. */
    void command(String path, SimulatedTable table, String policy, Verb verb) {
        commands.put(path, new Found(verb, table, policy, null));
    }

    /** Says which menus there are; before anything else. */
    void menus(Menus ofVersion) {
        menus = ofVersion;
    }

    /** The menu's table; a list menu that accepts anything if there is no such menu. */
    SimulatedTable table(String path) {
        return tables.computeIfAbsent(path, p -> {
            Menu menu = menus.menu(p);
            return new SimulatedTable(menu == null ? new Menu(p, Menu.Kind.LIST) : menu, safeMode);
        });
    }

    /** Whether there is a menu at that path, or below. */
    boolean leadsToMenu(String path) {
        return menus.leadsToMenu(path) || has(path);
    }

    SafeMode safeMode() {
        return safeMode;
    }

    /** Whether there is such a menu; asking does not make one. */
    boolean has(String path) {
        return tables.containsKey(path) || menus.menu(path) != null;
    }

    /** The table of a menu that a seed speaks of; one that was unknown comes into being and is remembered as such. */
    SimulatedTable seeded(String path) {
        if (!has(path)) {
            withoutRules.add(path);
        }
        return table(path);
    }

    /** Menus that nothing was known of when a seed spoke of them, sorted. */
    List<String> withoutRules() {
        return List.copyOf(withoutRules);
    }

    /** The table of a menu without rows; null if it has some. One that was unknown comes into being. */
    SimulatedTable singleton(String path) {
        if (!has(path)) {
            withoutRules.add(path);
            tables.put(path, new SimulatedTable(new Menu(path, Menu.Kind.SINGLETON), safeMode));
        }
        SimulatedTable table = table(path);
        if (table.menu().kind != Menu.Kind.SINGLETON) {
            return null;
        }
        if (table.row("*0") == null) {
            table.add(".id", "*0");
        }
        return table;
    }

    List<String> menusWithRows() {
        return tables.keySet().stream().filter(path -> table(path).size() > 0).sorted().toList();
    }

    List<String> menusListenedTo() {
        return tables.keySet().stream().filter(path -> table(path).listeners() > 0).sorted().toList();
    }

    Iterable<SimulatedTable> tables() {
        return tables.values();
    }

    Found find(String command) {
        CatalogueCommand known = menus.command(command);
        Found found = commands.get(command);
        if (found != null) {
            return new Found(found.verb(), found.table(), found.policy(), known);
        }
        int slash = command.lastIndexOf('/');
        if (slash <= 0) {
            if (known == null) {
                throw missing(command);
            }
            return catalogued(known, null, "write");
        }
        String path = command.substring(0, slash);
        if (!tables.containsKey(path) && menus.menu(path) == null) {
            throw missing(path);
        }
        Menu menu = table(path).menu();
        String name = command.substring(slash + 1);
        if (!menu.verbs.contains(name)) {
            throw Refusal.noSuchCommand();
        }
        Verb verb = verbs.get(name);
        if (verb == null) {
            return catalogued(known, table(path), menu.writePolicy);
        }
        return new Found(verb, table(path), verb.writes() ? menu.writePolicy : "read", known);
    }

    private static Found catalogued(CatalogueCommand known, SimulatedTable table, String writePolicy) {
        return new Found(new CatalogueVerb(known), table, known.reads() ? "read" : writePolicy, known);
    }

    /** A refusal for a directory that has no such command, an unknown menu for anything else. */
    private RuntimeException missing(String path) {
        StringBuilder known = new StringBuilder();
        for (String segment : path.substring(path.startsWith("/") ? 1 : 0).split("/", -1)) {
            String prefix = known + "/" + segment;
            boolean exists = menus.leadsToMenu(prefix) || tables.keySet().stream()
                    .anyMatch(other -> other.equals(prefix) || other.startsWith(prefix + "/"));
            if (!exists) {
                return new UnknownMenu(segment);
            }
            known.append('/').append(segment);
        }
        return Refusal.noSuchCommand();
    }
}
