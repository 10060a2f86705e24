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
import java.util.function.Consumer;

/** {@code /system/reboot} and {@code /system/shutdown}: answered and then dead, or dead at once. */
final class PowerCommands {

    static final Duration BEFORE_REBOOT = Duration.ofMillis(20);
    static final Duration DOWN_TIME = Duration.ofSeconds(1);

    private PowerCommands() {
    }

    static void register(CommandTree tree) {
        tree.command("/system/reboot", "reboot", ending(router -> router.reboot(DOWN_TIME)));
        tree.command("/system/shutdown", "reboot", ending(SimulatedRouter::shutdown));
    }

    private static Verb ending(Consumer<SimulatedRouter> end) {
        return new Verb() {
            @Override
            public void run(RunningCommand command) {
                command.executed();
                if (command.router.settings().doneBeforeReboot) {
                    command.done();
                }
                if (command.session.service == null) {
                    // by a script: its job ends with the router
                    end.accept(command.router);
                    command.done();
                    return;
                }
                // a reset at once would overtake the reply
                command.session.line().afterwards(() -> command.router.later(BEFORE_REBOOT, () -> {
                    command.session.cut();
                    end.accept(command.router);
                }));
            }

            @Override
            public boolean writes() {
                return true;
            }
        };
    }
}
