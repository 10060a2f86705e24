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

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * One run of a script, with a row in {@code /system/script/job} while it goes on: whoever removes the row ends the run,
 * and so does a reboot. On the router's event loop only.
 */
final class ScriptRun {

    private record Frame(Iterator<ScriptStatement> rest, List<ScriptStatement> onError) {
    }

    private static final String JOBS = "/system/script/job";

    private final SimulatedRouter router;
    private final String job;
    private final BiConsumer<String, Refusal> end;
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final StringBuilder output = new StringBuilder();
    private Duration pause;

    private ScriptRun(SimulatedRouter router, String name, BiConsumer<String, Refusal> end) {
        this.router = router;
        this.end = end;
        this.job = router.table(JOBS).add("type", "command", "script", name, "started", router.now());
    }

    /**
     * Runs it, at once as far as it does not pause.
     *
     * @param  name    of the script, or empty
     * @param  end     is told the lines put out, and why it failed or null; not of a run that is ended from outside
     * @return         ends the run, if it goes on still
     * @throws Refusal if it cannot be read
     */
    static Runnable start(SimulatedRouter router, String name, String source, BiConsumer<String, Refusal> end) {
        List<ScriptStatement> statements = ScriptParser.parse(router.tree(), source);
        ScriptRun run = new ScriptRun(router, name, end);
        run.enter(statements, null);
        run.proceed();
        return run::stop;
    }

    private void stop() {
        router.table(JOBS).removeIfPresent(job);
    }

    private void proceed() {
        while (!frames.isEmpty() && router.table(JOBS).raw(job) != null) {
            Iterator<ScriptStatement> rest = frames.peek().rest();
            if (!rest.hasNext()) {
                frames.pop();
                continue;
            }
            try {
                rest.next().run(this);
            } catch (Refusal e) {
                if (!caught()) {
                    finish(e);
                    return;
                }
            }
            if (pause != null) {
                Duration now = pause;
                pause = null;
                router.later(now, this::proceed);
                return;
            }
        }
        if (router.table(JOBS).raw(job) != null) {
            finish(null);
        }
    }

    private boolean caught() {
        while (!frames.isEmpty()) {
            List<ScriptStatement> onError = frames.pop().onError();
            if (onError != null) {
                enter(onError, null);
                return true;
            }
        }
        return false;
    }

    private void finish(Refusal failure) {
        stop();
        end.accept(output.toString(), failure);
    }

    // ---- for statements

    void put(String line) {
        output.append(output.isEmpty() ? "" : "\n").append(line);
    }

    void pause(Duration time) {
        pause = time;
    }

    void log(String topic, String message) {
        router.log("script," + topic, message);
    }

    void enter(List<ScriptStatement> statements, List<ScriptStatement> onError) {
        frames.push(new Frame(statements.iterator(), onError));
    }

    void enterScript(String reference) {
        enter(ScriptParser.parse(router.tree(), ScriptCommands.counted(router, reference)), null);
    }

    void enterFile(String name) {
        SimulatedTable files = router.table("/file");
        String id = name == null ? null : files.withName(name);
        if (id == null) {
            throw Refusal.noSuchItem();
        }
        enter(ScriptParser.parse(router.tree(), files.raw(id).getOrDefault("contents", "")), null);
    }

    List<String> ids(ScriptFind find) {
        return router.table(find.menu()).snapshot().stream()
                .filter(row -> find.conditions().entrySet().stream()
                        .allMatch(each -> Booleans.same(each.getValue(), row.getOrDefault(each.getKey(), ""))))
                .map(row -> row.get(".id")).toList();
    }

    void execute(String path, Map<String, String> attributes) {
        new Console(router).run(path, attributes);
    }
}
