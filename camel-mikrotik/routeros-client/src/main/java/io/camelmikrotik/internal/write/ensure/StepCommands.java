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
package io.camelmikrotik.internal.write.ensure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.write.PlannedWrite;

/**
 * The commands that steps of a plan are done with, and what traps mean for them.
 */
final class StepCommands {

    private final String menu;
    private final StepTracker tracker;

    StepCommands(String menu, StepTracker tracker) {
        this.menu = menu;
        this.tracker = tracker;
    }

    /** The commands to try, each only if the router does not know the one before. */
    List<RouterOsCommand> of(PlannedWrite step) {
        switch (step.kind()) {
            case ADD:
                return List.of(add((PlannedWrite.Add) step));
            case SET:
                return set((PlannedWrite.Set) step);
            case MOVE:
                return List.of(move((PlannedWrite.Move) step));
            case DISABLE:
                return List.of(RouterOsCommand.builder(menu + "/disable").attribute(".id", step.id()).build());
            default:
                return List.of(remove(List.of(step.id())));
        }
    }

    RouterOsCommand remove(List<String> ids) {
        return RouterOsCommand.builder(menu + "/remove").attribute(".id", String.join(",", ids)).build();
    }

    /** Whether the place that a step needs is known. */
    boolean canPlace(PlannedWrite step) {
        return !(step instanceof PlannedWrite.Move move) || move.before() == null || id(move.before()) != null;
    }

    private RouterOsCommand add(PlannedWrite.Add add) {
        RouterOsCommand.Builder command = RouterOsCommand.builder(menu + "/add");
        add.row().forEach((name, value) -> {
            if (value != null) {
                command.attribute(name, value);
            }
        });
        if (add.before() != null) {
            command.attribute("place-before", id(add.before()));
        }
        return command.build();
    }

    private RouterOsCommand move(PlannedWrite.Move move) {
        RouterOsCommand.Builder command = RouterOsCommand.builder(menu + "/move").attribute("numbers", move.id());
        if (move.before() != null) {
            command.attribute("destination", id(move.before()));
        }
        return command.build();
    }

    private String id(PlannedWrite.Anchor anchor) {
        return anchor.id() != null ? anchor.id() : tracker.newId(anchor.row());
    }

    /**
     * One property is unset by the verb of that name, where menus have it for that property. Several, or with others
     * set, go in one set: a rule must never be half of what it was and half of what it shall be.
     */
    private List<RouterOsCommand> set(PlannedWrite.Set set) {
        RouterOsCommand.Builder together = RouterOsCommand.builder(menu + "/set").attribute(".id", set.id());
        set.after().forEach((name, value) -> together.attribute(value == null ? "!" + name : name, value == null ? "" : value));
        List<RouterOsCommand> commands = new ArrayList<>(List.of(together.build()));
        Map.Entry<String, String> only = set.after().entrySet().iterator().next();
        if (set.after().size() == 1 && only.getValue() == null) {
            RouterOsCommand unset = RouterOsCommand.builder(menu + "/unset").attribute(".id", set.id())
                    .attribute("value-name", only.getKey()).build();
            commands.add(MenuTraits.hasUnset(menu, only.getKey()) ? 0 : 1, unset);
        }
        return commands;
    }

    /** Whether the router does not know this way of saying it: another one may do. */
    static boolean isUnknownCommand(TrapException trap) {
        String words = trap.getTrapMessage().toLowerCase(Locale.ROOT);
        return words.contains("no such command") || words.contains("unknown parameter")
                || words.contains("any value of value-name");
    }

    /** Whether the row, or the one it shall stand before, is not there any more. */
    static boolean isGone(TrapException trap) {
        return trap.getTrapMessage().toLowerCase(Locale.ROOT).contains("no such item");
    }

    /** Whether there is such a row already: somebody else's, or one that is about to be removed. */
    static boolean isThere(TrapException trap) {
        String words = trap.getTrapMessage().toLowerCase(Locale.ROOT);
        return words.contains("already") || words.contains("with such name exists");
    }
}
