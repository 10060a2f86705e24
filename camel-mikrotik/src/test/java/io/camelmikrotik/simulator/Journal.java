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

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

import io.camelmikrotik.simulator.wire.RawText;

/**
 * What the router saw. Written before the client can see the effect, so that a test that has a reply finds it here.
 * Safe for any thread.
 */
public final class Journal {

    private static final Pattern SECRET = Pattern.compile(".*(password|secret|passphrase|private-key|-key)|key");

    private final boolean countingOnly;
    private final Map<String, LongAdder> received = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> executedWrites = new ConcurrentHashMap<>();
    // guarded by this
    private final List<Line> lines = new ArrayList<>();
    private int connections;
    private int logins;
    private int failedLogins;
    private int sessionsOpen;
    private int sessionsAtMost;

    Journal(boolean countingOnly) {
        this.countingOnly = countingOnly;
    }

    /** Successful logins. */
    public synchronized int logins() {
        return logins;
    }

    /** Refused logins. */
    public synchronized int failedLogins() {
        return failedLogins;
    }

    /** Connections accepted, with or without a login. */
    public synchronized int connections() {
        return connections;
    }

    /** Sessions logged in now. */
    public synchronized int sessionsOpen() {
        return sessionsOpen;
    }

    /** Most sessions logged in at a time. */
    public synchronized int sessionsAtMost() {
        return sessionsAtMost;
    }

    /** Every command in the order received, {@code /login} excepted. */
    public synchronized List<Entry> commands() {
        return lines.stream().map(Line::entry).toList();
    }

    /** How often that command was received. */
    public int count(String command) {
        LongAdder count = received.get(command);
        return count == null ? 0 : count.intValue();
    }

    /** Commands that changed something. */
    public int writes() {
        return executedWrites.values().stream().mapToInt(LongAdder::intValue).sum();
    }

    /** How often that command changed something. */
    public int writes(String command) {
        LongAdder count = executedWrites.get(command);
        return count == null ? 0 : count.intValue();
    }

    /** Forgets all; sessions that are open now stay counted. */
    public synchronized void clear() {
        received.clear();
        executedWrites.clear();
        lines.clear();
        connections = 0;
        logins = 0;
        failedLogins = 0;
        sessionsAtMost = sessionsOpen;
    }

    /**
     * One command.
     *
     * @param session    number of the session, from 1
     * @param tag        {@code null} if it had none
     * @param command    such as {@code /ppp/secret/add}
     * @param attributes in the order sent, secrets masked
     * @param queries    in the order sent
     * @param time       when it came
     * @param executed   whether it changed something
     */
    public record Entry(
            int session, String tag, String command, Map<String, String> attributes, List<String> queries, Instant time,
            boolean executed) {
    }

    // ---- for the router

    synchronized void connected() {
        connections++;
    }

    synchronized void loggedIn() {
        logins++;
        sessionsOpen++;
        sessionsAtMost = Math.max(sessionsAtMost, sessionsOpen);
    }

    synchronized void loginFailed() {
        failedLogins++;
    }

    synchronized void loggedOut() {
        sessionsOpen--;
    }

    Line received(int session, Request request) {
        received.computeIfAbsent(request.command(), missing -> new LongAdder()).increment();
        Line line = new Line(session, request, Instant.now());
        if (!countingOnly) {
            synchronized (this) {
                lines.add(line);
            }
        }
        return line;
    }

    /** A command on its way. */
    final class Line {

        private final int session;
        private final Request request;
        private final Instant time;
        private volatile boolean executed;

        private Line(int session, Request request, Instant time) {
            this.session = session;
            this.request = request;
            this.time = time;
        }

        void executed() {
            executed = true;
            executedWrites.computeIfAbsent(request.command(), missing -> new LongAdder()).increment();
        }

        private Entry entry() {
            Map<String, String> attributes = new LinkedHashMap<>();
            RawText.toUnicode(request.attributes())
                    .forEach((name, value) -> attributes.put(name, SECRET.matcher(name).matches() ? "xxxxxx" : value));
            return new Entry(
                    session, request.tag(), request.command(), attributes,
                    request.queries().stream().map(RawText::toUnicode).toList(),
                    time, executed);
        }
    }
}
