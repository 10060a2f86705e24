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
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code /system/script/run}, {@code /execute} and {@code /import}: see {@link ScriptParser} for what scripts may say.
 */
final class ScriptCommands {

    private ScriptCommands() {
    }

    static void register(CommandTree tree) {
        AtomicLong jobs = new AtomicLong(0xB545);
        tree.command("/system/script/run", "read", writing(ScriptCommands::run));
        tree.command("/execute", "read", writing(command -> execute(command, jobs)));
        tree.command("/import", "write", writing(ScriptCommands::importFile));
    }

    private static void run(RunningCommand command) {
        Request request = command.request;
        String reference = request.has("number") ? request.attribute("number") : request.attribute(".id");
        String source = counted(command.router, reference);
        answerAtTheEnd(command, reference, source, "\n");
    }

    /** The source of a script that begins to run. */
    static String counted(SimulatedRouter router, String reference) {
        SimulatedTable scripts = router.table("/system/script");
        String id = reference == null ? null : scripts.resolve(reference);
        if (id == null) {
            throw Refusal.noSuchItem();
        }
        Map<String, String> script = scripts.raw(id);
        long runs = Long.parseLong(script.getOrDefault("run-count", "0")) + 1;
        scripts.setRaw(id, Map.of("run-count", Long.toString(runs)), List.of());
        return script.getOrDefault("source", "");
    }

    private static void importFile(RunningCommand command) {
        String name = command.request.attribute("file-name");
        if (name == null) {
            throw Refusal.missing(command.router, "file-name");
        }
        answerAtTheEnd(command, "", "/import file-name=\"" + name + "\"", "\n");
    }

    private static void execute(RunningCommand command, AtomicLong jobs) {
        String script = command.request.attribute("script");
        if (script == null) {
            throw Refusal.missing(command.router, "script");
        }
        if (command.request.has("as-string")) {
            answerAtTheEnd(command, "", script, "\r\n");
        } else {
            command.executed();
            command.done("*" + Long.toHexString(jobs.incrementAndGet()).toUpperCase(Locale.ROOT));
            startInBackground(command.router, script);
        }
    }

    /** The name of a script, or the text of one. It runs for itself: what becomes of it is in the log. */
    static void startInBackground(SimulatedRouter router, String script) {
        try {
            String id = router.table("/system/script").withName(script);
            String source = id == null ? script : counted(router, id);
            ScriptRun.start(router, id == null ? "" : script, source, (output, failure) -> {
                if (failure != null) {
                    router.log("script,error", "executing script failed: " + failure.getMessage());
                }
            });
        } catch (Refusal e) {
            router.log("script,error", "executing script failed: " + e.getMessage());
        }
    }

    private static void answerAtTheEnd(RunningCommand command, String name, String source, String lineEnd) {
        Runnable stop = ScriptRun.start(command.router, name == null ? "" : name, source, (output, failure) -> {
            if (command.finished()) {
                return;
            }
            if (failure != null) {
                command.refuse(failure);
                return;
            }
            command.executed();
            if (output.isEmpty()) {
                command.done();
            } else if (command.router.settings().scriptOutputAsRows && !command.request.has("as-string")) {
                output.lines().forEach(line -> command.row(Map.of()));
                command.done();
            } else {
                command.done(output.replace("\n", lineEnd));
            }
        });
        // a session that ends takes the script that it runs with it
        command.atEnd(stop);
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
