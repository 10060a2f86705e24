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
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * What a test expects of a router: of the commands that reached it, of its sessions and its listeners. Needs no
 * assertion library, and gets on with the static import of one. Each method throws an {@link AssertionError} that says
 * what the router saw, secrets masked; commands of its journal may be given as
 * {@code assertThat(router).received("/ppp/secret/add", "name", "anna")}.
 * <p>
 * After {@link #within(Duration)}, all that follows is waited for. Any thread may use it.
 */
public final class RouterAssert {

    private static final int SHOWN = 50;
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final SimulatedRouter router;
    private final Duration patience;

    private RouterAssert(SimulatedRouter router, Duration patience) {
        this.router = router;
        this.patience = patience;
    }

    /** What is expected now. */
    public static RouterAssert assertThat(SimulatedRouter router) {
        return new RouterAssert(router, Duration.ZERO);
    }

    /** What is expected in that time at the latest; each of the methods that follow may take as long. */
    public RouterAssert within(Duration longest) {
        return new RouterAssert(router, longest);
    }

    /**
     * A command with this path arrived, with these attributes among others.
     *
     * @param namesAndValues of attributes; secrets cannot be compared, their value is {@code ***}
     */
    public RouterAssert received(String path, String... namesAndValues) {
        Map<String, String> attributes = RawText.pairs(namesAndValues);
        return check(() -> router.journal().commands().stream().anyMatch(command -> fits(command, path, attributes)),
                () -> "expected " + path + withAttributes(attributes) + ", but the router received" + commands());
    }

    /** So many commands with this path arrived. */
    public RouterAssert receivedTimes(int times, String path) {
        return check(() -> router.journal().count(path) == times,
                () -> "expected " + path + " " + times + " times, but the router received it " + router.journal().count(path)
                      + " times:" + commands());
    }

    /** No command with this path arrived so far; not waited for. */
    public RouterAssert neverReceived(String path) {
        return now().check(() -> router.journal().count(path) == 0,
                () -> "expected no " + path + ", but the router received" + commands());
    }

    /** Commands with these paths arrived in this order, with whatever between them. */
    public RouterAssert receivedInOrder(String... paths) {
        return check(() -> inOrder(paths),
                () -> "expected in this order: " + String.join(", ", paths) + "; but the router received" + commands());
    }

    /** A command with this path, with these attributes among others, had its effect. */
    public RouterAssert executed(String path, String... namesAndValues) {
        Map<String, String> attributes = RawText.pairs(namesAndValues);
        return check(
                () -> router.journal().commands().stream()
                        .anyMatch(command -> command.executed() && fits(command, path, attributes)),
                () -> "expected the router to execute " + path + withAttributes(attributes) + ", but it received" + commands());
    }

    /** So many commands changed something. */
    public RouterAssert wrote(int commands) {
        return check(() -> router.journal().writes() == commands,
                () -> "expected " + commands + " writes, but there were " + router.journal().writes() + ":" + commands());
    }

    /** No command changed anything so far; not waited for. */
    public RouterAssert wroteNothing() {
        return now().wrote(0);
    }

    /** So many logins were accepted. */
    public RouterAssert hasLogins(int logins) {
        return check(() -> router.journal().logins() == logins,
                () -> "expected " + logins + " logins, but there were " + router.journal().logins());
    }

    /** So many connections are being served. */
    public RouterAssert hasSessions(int sessions) {
        return check(() -> router.sessionsOpen() == sessions,
                () -> "expected " + sessions + " sessions, but there are " + router.sessions());
    }

    /** At no time more connections were served. */
    public RouterAssert hadSessionsAtMost(int sessions) {
        return now().check(() -> router.journal().sessionsAtMost() <= sessions,
                () -> "expected " + sessions + " sessions at most, but there were " + router.journal().sessionsAtMost());
    }

    /** Some client follows the changes of a menu. */
    public RouterAssert isListenedTo(String menu) {
        return check(() -> router.listeners(menu) > 0,
                () -> "expected that somebody listens to " + menu + ", but the router received" + commands());
    }

    /** A row of a menu has these values among others. */
    public RouterAssert hasRow(String menu, String... namesAndValues) {
        Map<String, String> values = RawText.pairs(namesAndValues);
        return check(
                () -> router.table(menu).rows().stream().anyMatch(row -> row.entrySet().containsAll(values.entrySet())),
                () -> "expected a row of " + menu + withAttributes(Journal.masked(values)) + ", but there are"
                      + list(router.table(menu).rows().stream().map(row -> Journal.masked(row).toString()).toList()));
    }

    /** No row of a menu has these values. */
    public RouterAssert hasNoRow(String menu, String... namesAndValues) {
        Map<String, String> values = RawText.pairs(namesAndValues);
        return check(
                () -> router.table(menu).rows().stream().noneMatch(row -> row.entrySet().containsAll(values.entrySet())),
                () -> "expected no row of " + menu + withAttributes(Journal.masked(values)) + ", but there is one");
    }

    private RouterAssert now() {
        return assertThat(router);
    }

    private RouterAssert check(Supplier<Boolean> expected, Supplier<String> otherwise) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!expected.get()) {
            if (System.nanoTime() - deadline >= 0) {
                throw new AssertionError(
                        router + ": " + (patience.isZero() ? "" : "within " + patience + " ") + otherwise.get());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError(router + ": interrupted; " + otherwise.get());
            }
        }
        return this;
    }

    private static boolean fits(Journal.Entry command, String path, Map<String, String> attributes) {
        return command.command().equals(path) && command.attributes().entrySet().containsAll(attributes.entrySet());
    }

    private boolean inOrder(String... paths) {
        int next = 0;
        for (Journal.Entry command : router.journal().commands()) {
            if (next < paths.length && command.command().equals(paths[next])) {
                next++;
            }
        }
        return next == paths.length;
    }

    private static String withAttributes(Map<String, String> attributes) {
        return attributes.isEmpty() ? "" : " with " + attributes;
    }

    private String commands() {
        return list(router.journal().commands().stream()
                .map(command -> command.command() + (command.attributes().isEmpty() ? "" : " " + command.attributes())
                                + (command.queries().isEmpty() ? "" : " " + command.queries())
                                + (command.executed() ? "" : " (not executed)"))
                .toList());
    }

    private static String list(List<String> lines) {
        if (lines.isEmpty()) {
            return " nothing";
        }
        int left = Math.max(0, lines.size() - SHOWN);
        return "\n  " + String.join("\n  ", lines.subList(left, lines.size()))
               + (left == 0 ? "" : "\n  and " + left + " before these");
    }
}
