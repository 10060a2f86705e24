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
package io.camelmikrotik.write;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.camelmikrotik.routeros.MikrotikException;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;

/**
 * A conversation that waits for its turn, and gives it back when it ends.
 */
public final class InTurn implements Conversation {

    private final Conversation conversation;
    private final KeyTurns.Turn turn;

    public InTurn(Conversation conversation, KeyTurns.Turn turn) {
        this.conversation = conversation;
        this.turn = turn;
        endIfOver();
    }

    @Override
    public CompletableFuture<Void> turn() {
        return turn.begun();
    }

    @Override
    public RouterOsCommand command() {
        return conversation.command();
    }

    @Override
    public void answered(Reply reply) {
        try {
            conversation.answered(reply);
        } finally {
            endIfOver();
        }
    }

    @Override
    public void failed(MikrotikException failure) {
        try {
            conversation.failed(failure);
        } finally {
            endIfOver();
        }
    }

    @Override
    public void abandoned(String why) {
        try {
            conversation.abandoned(why);
        } finally {
            turn.end();
        }
    }

    @Override
    public boolean isHalfDone() {
        return conversation.isHalfDone();
    }

    @Override
    public List<WriteOutcome> outcomes() {
        return conversation.outcomes();
    }

    private void endIfOver() {
        if (conversation.command() == null) {
            turn.end();
        }
    }
}
