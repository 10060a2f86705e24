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

import java.util.List;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.internal.write.CommandSequence;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.write.PlannedWrite;
import io.camelmikrotik.write.WriteOutcome;

/**
 * Does one step of a plan, and writes down what became of it. Only a step that the router refused for good, or whose
 * place is gone, counts as an outcome that stops what follows.
 */
final class StepSequence implements CommandSequence {

    private final PlannedWrite step;
    private final StepTracker tracker;
    private final List<RouterOsCommand> commands;
    private int next;
    private List<WriteOutcome> outcomes = List.of();

    StepSequence(PlannedWrite step, StepCommands commands, StepTracker tracker) {
        this.step = step;
        this.tracker = tracker;
        boolean placed = commands.canPlace(step);
        this.commands = placed ? commands.of(step) : List.of();
        if (!placed) {
            stop(tracker.raced(step, "the row that it shall stand before is not there"), "");
        }
    }

    PlannedWrite step() {
        return step;
    }

    @Override
    public RouterOsCommand command() {
        return next < commands.size() ? commands.get(next) : null;
    }

    @Override
    public void answered(Reply reply) {
        end();
        tracker.done(step, reply.ret());
    }

    @Override
    public void failed(MikrotikException failure) {
        if (!(failure instanceof TrapException trap)) {
            end();
            if (failure.getFate() == CommandFate.NEVER_SENT) {
                tracker.failed(step, failure.getMessage());
            } else {
                tracker.unknown(step, failure.getMessage());
            }
            outcomes = List.of(WriteOutcome.unknown(0, null, failure.getMessage()));
        } else if (StepCommands.isUnknownCommand(trap) && next + 1 < commands.size()) {
            next++;
        } else {
            end();
            trapped(trap);
        }
    }

    private void trapped(TrapException trap) {
        String said = WriteOutcome.trapped(0, null, trap).message();
        if (StepCommands.isGone(trap) && step.kind() == PlannedWrite.Kind.REMOVE) {
            tracker.done(step, null);
        } else if (StepCommands.isThere(trap)) {
            if (!tracker.raced(step, said)) {
                stop(false, said);
            }
        } else if (StepCommands.isGone(trap)) {
            stop(tracker.raced(step, said), said);
        } else {
            tracker.failed(step, said);
            stop(false, said);
        }
    }

    private void stop(boolean again, String why) {
        outcomes = List.of(WriteOutcome.notSent(0, null, again ? "the table was changed meanwhile" : why));
    }

    @Override
    public void abandoned(String why) {
        end();
        tracker.notSent(step, why);
    }

    @Override
    public List<WriteOutcome> outcomes() {
        return outcomes;
    }

    private void end() {
        next = commands.size();
    }
}
