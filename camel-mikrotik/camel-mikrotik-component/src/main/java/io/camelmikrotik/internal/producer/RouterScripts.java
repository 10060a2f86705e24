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
package io.camelmikrotik.internal.producer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.camelmikrotik.exception.OutcomeUnknownException;
import io.camelmikrotik.internal.component.DeviceClient;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;

/** The rows that a change by script has on a router. */
final class RouterScripts {

    static final String SCRIPT = "/system/script";
    static final String SCHEDULER = "/system/scheduler";
    private static final List<String> NAMES = List.of("?name=" + ScriptTexts.NAME, "?name=" + ScriptTexts.REVERT, "?#|");

    private final DeviceClient client;

    /**
     * What was found.
     *
     * @param scripts   those of our names
     * @param scheduler its entry of our name, or {@code null}
     */
    record Found(List<RouterOsRow> scripts, RouterOsRow scheduler) {

        /** The script that makes the change, or {@code null}. */
        RouterOsRow change() {
            return script(ScriptTexts.NAME);
        }

        RouterOsRow script(String name) {
            return scripts.stream().filter(row -> name.equals(row.get("name"))).findFirst().orElse(null);
        }

        /** {@code null} without the script, or where its comment tells none. */
        String state() {
            return change() == null ? null : ScriptTexts.state(change().get("comment"));
        }

        List<RouterOsRow> all() {
            List<RouterOsRow> all = new ArrayList<>(scripts);
            if (scheduler != null) {
                all.add(scheduler);
            }
            return all;
        }
    }

    RouterScripts(DeviceClient client) {
        this.client = client;
    }

    private static List<RouterOsCommand> questions() {
        return List.of(
                RouterOsCommand.builder(SCRIPT + "/print").queries(NAMES)
                        .properties(List.of(".id", "name", "source", "comment")).build(),
                RouterOsCommand.builder(SCHEDULER + "/print").queries(List.of("?name=" + ScriptTexts.NAME))
                        .properties(List.of(".id", "name", "interval", "on-event", "next-run", "disabled", "comment")).build());
    }

    CompletableFuture<Found> find() {
        return client.execute(questions().get(0))
                .thenCompose(scripts -> client.execute(questions().get(1)).thenApply(entries -> found(scripts, entries)));
    }

    /** Over a session that is opened for it: whoever can do that has not lost the router. */
    CompletableFuture<Found> findAnew() {
        return client.executeAnew(questions()).thenApply(replies -> found(replies.get(0), replies.get(1)));
    }

    private static Found found(Reply scripts, Reply entries) {
        return new Found(scripts.rows(), entries.rows().isEmpty() ? null : entries.rows().get(0));
    }

    CompletableFuture<Void> confirmAnew(RouterOsRow entry) {
        return client.executeAnew(List.of(remove(SCHEDULER, entry.get(".id")))).thenAccept(removed -> {
        });
    }

    /** Whose reply may get lost: what is read afterwards tells whether it was executed. */
    CompletableFuture<Void> write(String path, Map<String, String> attributes) {
        RouterOsCommand.Builder command = RouterOsCommand.builder(path);
        attributes.forEach(command::attribute);
        return client.execute(command.build()).handle((reply, failure) -> {
            Throwable cause = failure == null ? null : Completions.cause(failure);
            if (cause == null || cause instanceof OutcomeUnknownException) {
                return null;
            }
            throw Throwables.unchecked(cause);
        });
    }

    /** The entry of the scheduler first: what is left without it does nothing. */
    CompletableFuture<Void> remove(Found rows) {
        CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
        for (RouterOsCommand removal : removals(rows)) {
            done = done.thenCompose(before -> execute(removal));
        }
        return done;
    }

    /** As {@link #remove}, over a session of its own: the pool may be pausing after trouble with the change. */
    CompletableFuture<Void> removeAnew(Found rows) {
        return client.executeAnew(removals(rows)).thenAccept(removed -> {
        });
    }

    private static List<RouterOsCommand> removals(Found rows) {
        List<RouterOsCommand> removals = new ArrayList<>();
        if (rows.scheduler() != null) {
            removals.add(remove(SCHEDULER, rows.scheduler().get(".id")));
        }
        rows.scripts().forEach(script -> removals.add(remove(SCRIPT, script.get(".id"))));
        return removals;
    }

    CompletableFuture<Void> removeScript(RouterOsRow script) {
        return execute(remove(SCRIPT, script.get(".id")));
    }

    CompletableFuture<Boolean> isRunning() {
        return client.execute(RouterOsCommand.builder(SCRIPT + "/job/print").queries(List.of("?script=" + ScriptTexts.NAME))
                .properties(List.of(".id")).build()).thenApply(reply -> !reply.rows().isEmpty());
    }

    private CompletableFuture<Void> execute(RouterOsCommand command) {
        return client.execute(command).thenAccept(reply -> {
        });
    }

    private static RouterOsCommand remove(String menu, String id) {
        return RouterOsCommand.builder(menu + "/remove").attribute(".id", id).build();
    }

    /** What the router prints for a time, {@code 2m} for {@code 120s}. */
    static boolean isInterval(RouterOsRow entry, Duration interval) {
        return interval.equals(entry.getDuration("interval"));
    }

    /** All that a change may send. */
    static List<RouterOsCommand> commands(boolean backup) {
        List<RouterOsCommand> commands = new ArrayList<>();
        for (String path : List.of(SCRIPT + "/print", SCHEDULER + "/print", SCRIPT + "/job/print", SCRIPT + "/add",
                SCHEDULER + "/add", SCRIPT + "/remove", SCHEDULER + "/remove", "/execute")) {
            commands.add(RouterOsCommand.of(path));
        }
        if (backup) {
            commands.add(RouterOsCommand.of("/system/backup/save"));
        }
        return commands;
    }
}
