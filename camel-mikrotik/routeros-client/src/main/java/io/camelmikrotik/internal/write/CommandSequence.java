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

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.write.WriteOutcome;

/**
 * What is said to the router for one element, or for a few that travel together: a command, and by what was answered
 * perhaps another, until the outcome of each element is known. Called by one thread at a time; never blocks.
 */
public interface CommandSequence {

    /** For those that wait for nobody. */
    CompletableFuture<Void> AT_ONCE = CompletableFuture.completedFuture(null);

    /** A sequence of one command. */
    static CommandSequence of(long index, Object element, RouterOsCommand command) {
        return new SingleCommand(index, element, command);
    }

    /** When it may begin; a completed one for at once. It may complete on any thread. */
    default CompletableFuture<Void> turn() {
        return AT_ONCE;
    }

    /** The command to send now; {@code null} when the sequence has ended and {@link #outcomes()} are known. */
    RouterOsCommand command();

    /** The router executed the command. */
    void answered(Reply reply);

    /**
     * The command has failed for good: the router refused it ({@code TrapException}), it could not be encoded
     * ({@link BadInputException}), or it was sent and how it ended is not known (anything else).
     */
    void failed(MikrotikException failure);

    /**
     * The command will not be sent, nor anything after it. Ends the sequence.
     *
     * @param why for the outcomes
     */
    void abandoned(String why);

    /**
     * Whether ending it here would leave elements of unknown outcome, which a next command can tell: then it goes on
     * even when the work as a whole was told to stop.
     */
    default boolean isHalfDone() {
        return false;
    }

    /** One for each element, in their order. To be asked after the end. */
    List<WriteOutcome> outcomes();
}
