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
package io.camelmikrotik.internal.component;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.internal.command.MenuAlias;
import io.camelmikrotik.internal.command.MenuAlias.Candidate;
import io.camelmikrotik.internal.command.PreparedCommand;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;

/**
 * One command for whichever of several menus the router has: for the one that was found before, or else for the one
 * that is found now. A menu that is no longer there is looked for again. A router that has no such command has not
 * executed it, so sending it for another menu repeats nothing.
 */
final class AliasedCommand {

    private final PreparedCommand prepared;
    private final MenuAlias alias;
    private final String device;
    private final Function<RouterOsCommand, CompletableFuture<Reply>> send;
    private final Map<String, String> found;
    private final CompletableFuture<Reply> result = new CompletableFuture<>();
    private volatile CompletableFuture<Reply> current;
    private Candidate firstThatExists;

    /**
     * @param device for messages
     * @param send   sends a command to the device
     * @param found  which menu each alias stands for, as far as it is known of the device
     */
    AliasedCommand(PreparedCommand prepared, String device, Function<RouterOsCommand, CompletableFuture<Reply>> send,
                   Map<String, String> found) {
        this.prepared = prepared;
        this.alias = prepared.alias();
        this.device = device;
        this.send = send;
        this.found = found;
    }

    /** Sends it. Cancelling what is returned cancels what is being asked. */
    CompletableFuture<Reply> begin() {
        Completions.then(result, (reply, failure) -> cancelCurrent());
        Completions.run(() -> {
            String known = found.get(alias.name());
            Optional<Candidate> candidate = known == null ? Optional.empty() : alias.candidate(known);
            if (candidate.isPresent()) {
                run(candidate.get(), true, gone -> {
                    found.remove(alias.name(), known);
                    look();
                });
            } else {
                look();
            }
        }, result::completeExceptionally);
        return result;
    }

    private void look() {
        if (alias.asksForUse()) {
            askForUse(alias.candidates().iterator(), null);
        } else {
            runFirst(alias.candidates().iterator(), null);
        }
    }

    /** The first of the menus that has the command. */
    private void runFirst(Iterator<Candidate> left, TrapException last) {
        if (left.hasNext()) {
            run(left.next(), true, missing -> runFirst(left, missing));
        } else {
            failWithNone(last);
        }
    }

    /** The first of the menus that has rows; if none has any, the first that exists, until another one is in use. */
    private void askForUse(Iterator<Candidate> left, TrapException last) {
        if (!left.hasNext()) {
            if (firstThatExists != null) {
                run(firstThatExists, false, this::failWithNone);
            } else {
                failWithNone(last);
            }
            return;
        }
        Candidate candidate = left.next();
        RouterOsCommand count = RouterOsCommand.builder(candidate.usedBy() + "/print").flag("count-only").build();
        ask(count, reply -> {
            if (isAny(reply.ret())) {
                run(candidate, true, missing -> askForUse(left, missing));
            } else {
                firstThatExists = firstThatExists == null ? candidate : firstThatExists;
                askForUse(left, last);
            }
        }, missing -> askForUse(left, missing));
    }

    private static boolean isAny(String count) {
        return count != null && !count.isEmpty() && !count.equals("0");
    }

    private void run(Candidate candidate, boolean remember, Consumer<TrapException> missing) {
        ask(alias.commandFor(candidate, prepared.command()), reply -> {
            if (remember) {
                found.put(alias.name(), candidate.menu());
            }
            result.complete(new Reply(alias.rows(candidate, prepared.command(), reply.rows()), reply.done()));
        }, missing);
    }

    private void ask(RouterOsCommand command, Consumer<Reply> answered, Consumer<TrapException> missing) {
        if (result.isDone()) {
            return;
        }
        CompletableFuture<Reply> asked = send.apply(command);
        current = asked;
        if (result.isDone()) {
            asked.cancel(false);
        }
        Completions.then(asked, (reply, failure) -> {
            Throwable cause
                    = Completions.cause(failure);
            if (failure == null) {
                answered.accept(reply);
            } else if (cause instanceof TrapException trap && trap.getTrapMessage() != null
                    && trap.getTrapMessage().contains("no such command")) {
                missing.accept(trap);
            } else {
                result.completeExceptionally(cause);
            }
        }, result::completeExceptionally);
    }

    private void cancelCurrent() {
        CompletableFuture<Reply> asked = current;
        if (asked != null && result.isCancelled()) {
            asked.cancel(false);
        }
    }

    private void failWithNone(TrapException last) {
        List<String> tried = alias.candidates().stream().map(Candidate::menu).toList();
        RouterOsCommand command = prepared.command();
        String words = command.path().substring(alias.candidates().get(0).menu().length());
        result.completeExceptionally(
                new TrapException(
                        device, alias.name() + words, last.getTraps(),
                        device + " has none of the menus that " + alias.name() + " stands for, or none with the command "
                                                                       + words.substring(1) + ": tried "
                                                                       + String.join(", ", tried)));
    }
}
