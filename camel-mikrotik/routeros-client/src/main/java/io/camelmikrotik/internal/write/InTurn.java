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
import java.util.concurrent.CompletableFuture;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.write.WriteOutcome;

/**
 * A sequence that waits for its turn, and gives it back when it ends.
 */
public final class InTurn implements CommandSequence {

    private final CommandSequence sequence;
    private final KeyTurns.Turn turn;

    public InTurn(CommandSequence sequence, KeyTurns.Turn turn) {
        this.sequence = sequence;
        this.turn = turn;
        endIfOver();
    }

    @Override
    public CompletableFuture<Void> turn() {
        return turn.begun();
    }

    @Override
    public RouterOsCommand command() {
        return sequence.command();
    }

    @Override
    public void answered(Reply reply) {
        try {
            sequence.answered(reply);
        } finally {
            endIfOver();
        }
    }

    @Override
    public void failed(MikrotikException failure) {
        try {
            sequence.failed(failure);
        } finally {
            endIfOver();
        }
    }

    @Override
    public void abandoned(String why) {
        try {
            sequence.abandoned(why);
        } finally {
            turn.end();
        }
    }

    @Override
    public boolean isHalfDone() {
        return sequence.isHalfDone();
    }

    @Override
    public List<WriteOutcome> outcomes() {
        return sequence.outcomes();
    }

    private void endIfOver() {
        if (sequence.command() == null) {
            turn.end();
        }
    }
}
