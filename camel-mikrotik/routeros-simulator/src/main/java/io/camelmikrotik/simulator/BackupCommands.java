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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code /export file=}, {@code /system/backup/save} and {@code /system/backup/load}. An export has the rows of the
 * menus that can be added to; a backup is loaded by the router that made it, and only as long as it runs in this JVM.
 */
final class BackupCommands {

    private static final String FILE = "/file";
    /** What a router does not restore: its files, its state, what it is. */
    private static final Set<String> NOT_CONFIGURATION = Set.of(
            FILE, "/log", "/user/active", "/system/resource", "/system/package", "/system/package/update",
            "/system/routerboard",
            "/system/script/job", "/system/clock");

    private final SimulatedRouter router;
    // event loop only
    private final Map<String, Map<String, List<Map<String, String>>>> backups = new HashMap<>();

    BackupCommands(SimulatedRouter router) {
        this.router = router;
        CommandTree tree = router.tree();
        tree.command("/export", "read", this::export);
        tree.command("/system/backup/save", "write", command -> save(command, tree));
        tree.command("/system/backup/load", "reboot", this::load);
    }

    private void export(RunningCommand command) {
        String file = command.request.attribute("file");
        if (file != null) {
            StringBuilder text = new StringBuilder(
                    "# " + router.now() + " by RouterOS " + router.version() + "\n# software id = \n#\n");
            for (String path : router.menusWithRows()) {
                SimulatedTable table = router.table(path);
                if (table.menu().verbs.contains("add") && !NOT_CONFIGURATION.contains(path)) {
                    text.append(path.replace('/', ' ').replaceFirst(" ", "/")).append('\n');
                    table.snapshot().stream().filter(row -> !"true".equals(row.get("dynamic")))
                            .forEach(row -> text.append(line(table, row)).append('\n'));
                }
            }
            write(file + ".rsc", "script", text.toString());
        }
        command.executed();
        command.done();
    }

    private static String line(SimulatedTable table, Map<String, String> row) {
        StringBuilder line = new StringBuilder("add");
        new TreeMap<>(row).forEach((name, value) -> {
            if (!name.startsWith(".") && !value.equals(table.menu().defaults.get(name)) && !Journal.isSecret(name)) {
                line.append(' ').append(name).append("=\"").append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                        .append('"');
            }
        });
        return line.toString().replace("\r", "\\r").replace("\n", "\\n");
    }

    private void save(RunningCommand command, CommandTree tree) {
        String name = fileName(command.request.attribute("name"));
        Map<String, List<Map<String, String>>> tables = new LinkedHashMap<>();
        for (SimulatedTable table : tree.tables()) {
            if (!NOT_CONFIGURATION.contains(table.menu().path)) {
                tables.put(table.menu().path,
                        table.snapshot().stream().filter(row -> !"true".equals(row.get("dynamic"))).toList());
            }
        }
        backups.put(name, tables);
        write(name, "backup", "\u0088\u00AC\u00A1\u00B1" + router.identity() + " " + router.now());
        command.executed();
        command.done();
    }

    private void load(RunningCommand command) {
        String name = command.request.attribute("name");
        Map<String, List<Map<String, String>>> tables = name == null ? null : backups.get(fileName(name));
        if (tables == null || router.table(FILE).withName(fileName(name)) == null) {
            throw new Refusal(null, "failure: no such file");
        }
        command.executed();
        if (command.session.service != null && router.settings().doneBeforeReboot) {
            command.done();
        }
        router.later(PowerCommands.BEFORE_REBOOT, () -> {
            router.reboot(PowerCommands.DOWN_TIME);
            for (SimulatedTable table : router.tree().tables()) {
                if (!NOT_CONFIGURATION.contains(table.menu().path)) {
                    table.restore(tables.getOrDefault(table.menu().path, List.of()));
                }
            }
        });
    }

    private static String fileName(String name) {
        String given = name == null ? "router" : name;
        return given.endsWith(".backup") ? given : given + ".backup";
    }

    private void write(String name, String type, String contents) {
        FileCommands.write(router, name, type, contents);
    }
}
