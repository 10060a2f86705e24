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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.internal.write.CommandSequence;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.write.PlannedWrite;
import io.camelmikrotik.write.WriteOutcome;

/**
 * Removes several rows with one command; if the router refuses that, one by one, since it does not say which of them it
 * refused or which it has removed.
 */
final class RemovalSequence implements CommandSequence {

    private final List<PlannedWrite> steps;
    private final StepCommands commands;
    private final StepTracker tracker;
    private final Deque<StepSequence> singly = new ArrayDeque<>();
    private boolean together = true;
    private boolean stops;

    RemovalSequence(List<PlannedWrite> steps, StepCommands commands, StepTracker tracker) {
        this.steps = List.copyOf(steps);
        this.commands = commands;
        this.tracker = tracker;
    }

    @Override
    public RouterOsCommand command() {
        if (together) {
            return commands.remove(steps.stream().map(PlannedWrite::id).toList());
        }
        return singly.isEmpty() ? null : singly.peek().command();
    }

    @Override
    public void answered(Reply reply) {
        if (together) {
            together = false;
            steps.forEach(step -> tracker.done(step, null));
        } else {
            singly.peek().answered(reply);
            next();
        }
    }

    @Override
    public void failed(MikrotikException failure) {
        if (!together) {
            singly.peek().failed(failure);
            next();
        } else {
            together = false;
            if (failure instanceof TrapException) {
                steps.forEach(step -> singly.add(new StepSequence(step, commands, tracker)));
            } else {
                steps.forEach(step -> new StepSequence(step, commands, tracker).failed(failure));
                stops = true;
            }
        }
    }

    private void next() {
        while (!singly.isEmpty() && singly.peek().command() == null) {
            stops |= !singly.poll().outcomes().isEmpty();
        }
    }

    @Override
    public void abandoned(String why) {
        if (together) {
            together = false;
            steps.forEach(step -> tracker.notSent(step, why));
        } else {
            // refused together, and some may have been removed before the one that was refused
            singly.forEach(single -> tracker.unknown(single.step(), why));
            singly.clear();
        }
    }

    /** After a refusal it is not known which rows it concerns. */
    @Override
    public boolean isHalfDone() {
        return !singly.isEmpty();
    }

    @Override
    public List<WriteOutcome> outcomes() {
        return stops ? List.of(WriteOutcome.notSent(0, null, "a row was not removed")) : List.of();
    }
}
