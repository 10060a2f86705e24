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

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Scripts, as far as a client can tell: of a source, {@code :put "…"} gives the output and {@code :error "…"} the trap;
 * everything else does nothing.
 */
final class ScriptCommands {

    private static final Pattern STATEMENT = Pattern.compile(":(put|error) +\"?([^\"\\r\\n;]*)\"?");

    private ScriptCommands() {
    }

    static void register(CommandTree tree) {
        AtomicLong jobs = new AtomicLong(0xB545);
        tree.command("/system/script/run", "read", writing(ScriptCommands::run));
        tree.command("/execute", "read", writing(command -> execute(command, jobs)));
    }

    private static void run(RunningCommand command) {
        SimulatedTable scripts = command.router.table("/system/script");
        Request request = command.request;
        String reference = request.has("number") ? request.attribute("number") : request.attribute(".id");
        String id = reference == null ? null : scripts.resolve(reference);
        if (id == null) {
            throw Refusal.noSuchItem();
        }
        Map<String, String> script = scripts.raw(id);
        long runs = Long.parseLong(script.getOrDefault("run-count", "0")) + 1;
        scripts.setRaw(id, Map.of("run-count", Long.toString(runs)), List.of());
        answer(command, script.getOrDefault("source", ""), "\n");
    }

    private static void execute(RunningCommand command, AtomicLong jobs) {
        String script = command.request.attribute("script");
        if (script == null) {
            throw Refusal.missing(command.router, "script");
        }
        if (command.request.has("as-string")) {
            answer(command, script, "\r\n");
        } else {
            command.executed();
            command.done("*" + Long.toHexString(jobs.incrementAndGet()).toUpperCase());
        }
    }

    private static void answer(RunningCommand command, String source, String lineEnd) {
        StringBuilder output = new StringBuilder();
        for (Matcher statements = STATEMENT.matcher(source); statements.find();) {
            if ("error".equals(statements.group(1))) {
                throw new Refusal(null, statements.group(2));
            }
            output.append(output.isEmpty() ? "" : lineEnd).append(statements.group(2));
        }
        command.executed();
        if (output.isEmpty()) {
            command.done();
        } else if (command.router.settings().scriptOutputAsRows && !command.request.has("as-string")) {
            output.toString().lines().forEach(line -> command.row(Map.of()));
            command.done();
        } else {
            command.done(output.toString());
        }
    }

    private static Verb writing(Verb verb) {
        return new Verb() {
            @Override
            public void run(RunningCommand command) {
                verb.run(command);
            }

            @Override
            public boolean writes() {
                return true;
            }
        };
    }
}
