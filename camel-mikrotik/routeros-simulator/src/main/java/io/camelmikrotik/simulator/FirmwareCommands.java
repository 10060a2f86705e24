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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * New versions of RouterOS, and of RouterBOOT: both are installed by the reboot after they were downloaded or written.
 * The router offers the version that it was built with as its update.
 */
final class FirmwareCommands {

    private static final String UPDATE = "/system/package/update";
    private static final String ROUTERBOARD = "/system/routerboard";
    private static final Duration STEP = Duration.ofMillis(20);

    private final SimulatedRouter router;
    // event loop only
    private boolean downloaded;
    private boolean bootUpgraded;

    FirmwareCommands(SimulatedRouter router) {
        this.router = router;
        CommandTree tree = router.tree();
        if (!tree.has(UPDATE)) {
            return;
        }
        router.table(UPDATE).setRaw("*0", Map.of("channel", "stable", "installed-version", router.version()), List.of());
        tree.command(UPDATE + "/check-for-updates", router.table(UPDATE), "write", writing(this::check));
        tree.command(UPDATE + "/download", router.table(UPDATE), "write", writing(command -> download(command, false)));
        tree.command(UPDATE + "/install", router.table(UPDATE), "reboot", writing(command -> download(command, true)));
        tree.command(ROUTERBOARD + "/upgrade", router.table(ROUTERBOARD), "write", writing(this::upgradeBoot));
    }

    private boolean isNewer() {
        return !offered().equals(router.version());
    }

    private String offered() {
        String update = router.settings().update;
        return update == null ? router.version() : update;
    }

    private void check(RunningCommand command) {
        command.executed();
        command.row(status("finding out latest version...", false, 0));
        command.after(STEP, () -> {
            String status = isNewer() ? "New version is available" : "System is already up to date";
            command.row(status(status, true, 1));
            command.done();
        });
    }

    private void download(RunningCommand command, boolean install) {
        command.executed();
        if (!isNewer()) {
            command.row(status("System is already up to date", true, 0));
            command.done();
            return;
        }
        command.row(status("downloading: 50%", true, 0));
        command.after(STEP, () -> {
            downloaded = true;
            command.row(status(install
                    ? "Downloaded, rebooting..." : "Downloaded, please reboot router to upgrade it", true, 1));
            command.done();
            if (install) {
                router.later(STEP, () -> router.reboot(PowerCommands.DOWN_TIME));
            }
        });
    }

    private Map<String, String> status(String status, boolean latest, int section) {
        Map<String, String> row
                = new LinkedHashMap<>(RawText.pairs("channel", "stable", "installed-version", router.version()));
        if (latest) {
            row.put("latest-version", offered());
        }
        row.put("status", status);
        router.table(UPDATE).setRaw("*0", row, List.of());
        row.put(".section", Integer.toString(section));
        return row;
    }

    private void upgradeBoot(RunningCommand command) {
        bootUpgraded = true;
        command.executed();
        command.done();
        router.log("system,info,critical", "Firmware upgraded successfully, please reboot for changes to take effect!");
    }

    /** What the router does first when it starts. */
    void started() {
        SimulatedTable board = router.table(ROUTERBOARD);
        if (bootUpgraded) {
            bootUpgraded = false;
            board.setRaw("*0", Map.of("current-firmware", board.raw("*0").get("upgrade-firmware")), List.of());
        }
        if (downloaded) {
            downloaded = false;
            router.upgraded(Version.parse(offered()));
            String version = router.version();
            router.table("/system/resource").setRaw("*0", Map.of("version", version + " (stable)"), List.of());
            router.table("/system/package").snapshot()
                    .forEach(each -> router.table("/system/package").setRaw(each.get(".id"), Map.of("version", version),
                            List.of()));
            // the new RouterBOOT comes with the package, and is written when it is asked for
            board.setRaw("*0", Map.of("upgrade-firmware", version), List.of());
            router.table(UPDATE).setRaw("*0", Map.of("installed-version", version), List.of("latest-version", "status"));
        }
    }

    private static Verb writing(Verb verb) {
        return new Verb() {
            @Override
            public void run(RunningCommand command) {
                verb.run(command);
            }

            @Override
            public boolean writes() {
                return true;
            }
        };
    }
}
