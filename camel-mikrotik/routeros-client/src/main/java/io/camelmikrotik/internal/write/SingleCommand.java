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
package io.camelmikrotik.internal.write;

import java.util.List;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.write.WriteOutcome;

/**
 * One element, one command.
 */
final class SingleCommand implements CommandSequence {

    private final long index;
    private final Object element;
    private RouterOsCommand command;
    private WriteOutcome outcome;

    SingleCommand(long index, Object element, RouterOsCommand command) {
        this.index = index;
        this.element = element;
        this.command = command;
    }

    @Override
    public RouterOsCommand command() {
        return command;
    }

    @Override
    public void answered(Reply reply) {
        end(WriteOutcome.done(index, element, reply.ret()));
    }

    @Override
    public void failed(MikrotikException failure) {
        end(outcomeOf(index, element, failure));
    }

    @Override
    public void abandoned(String why) {
        end(WriteOutcome.notSent(index, element, why));
    }

    @Override
    public List<WriteOutcome> outcomes() {
        return List.of(outcome);
    }

    /** The outcome of a writing command that has failed for good. */
    static WriteOutcome outcomeOf(long index, Object element, MikrotikException failure) {
        if (failure instanceof TrapException trap) {
            return WriteOutcome.trapped(index, element, trap);
        }
        return failure.getFate() == CommandFate.NEVER_SENT
                ? WriteOutcome.notSent(index, element, failure.getMessage())
                : WriteOutcome.unknown(index, element, failure.getMessage());
    }

    private void end(WriteOutcome end) {
        outcome = end;
        command = null;
    }
}
