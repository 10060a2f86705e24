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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * What a router saw and did. Any thread may read it. An effect is in the books before a client can see it: a write
 * before its reply, the end of a session before the connection closes.
 */
public final class Journal {

    private static final Pattern SECRET = Pattern.compile(".*(password|passphrase|secret|response|psk|private-key).*");

    /**
     * A command as it arrived; {@code /login} is not among them.
     *
     * @param session    number of the session, from 1
     * @param tag        empty for none
     * @param command    its path
     * @param attributes values of passwords and other secrets are masked
     * @param queries    query words in order
     * @param time       of arrival
     * @param executed   whether it had its effect by the time of asking; reads count as executed when answered
     * @param cancelled  whether a {@code /cancel} ended it
     */
    public record Entry(
            int session, String tag, String command, Map<String, String> attributes, List<String> queries, Instant time,
            boolean executed, boolean cancelled) {
    }

    /** A command's place in the journal while it runs. */
    static final class Note {
        private final int session;
        private final Request request;
        private final Instant time = Instant.now();
        private volatile boolean executed;
        private volatile boolean cancelled;

        Note(int session, Request request) {
            this.session = session;
            this.request = request;
        }

        Entry entry() {
            Map<String, String> attributes = masked(RawText.readable(request.attributes()));
            return new Entry(
                    session, RawText.readable(request.tag()), RawText.readable(request.command()), attributes,
                    request.queries().stream().map(query -> maskedQuery(RawText.readable(query))).toList(), time, executed,
                    cancelled);
        }

        boolean executed() {
            return executed;
        }
    }

    private final boolean countingOnly;
    private final List<Note> notes = new ArrayList<>(); // guarded by itself
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> writes = new ConcurrentHashMap<>();
    private final AtomicInteger allWrites = new AtomicInteger();
    private final AtomicInteger logins = new AtomicInteger();
    private final AtomicInteger failedLogins = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger sessionsOpen = new AtomicInteger();
    private final AtomicInteger sessionsAtMost = new AtomicInteger();

    Journal(boolean countingOnly) {
        this.countingOnly = countingOnly;
    }

    private static String maskedQuery(String query) {
        int equals = query.indexOf('=', 2);
        return equals > 0 && SECRET.matcher(query.substring(1, equals)).matches()
                ? query.substring(0, equals + 1) + "***" : query;
    }

    /** A copy of a row or of attributes, the values of passwords and other secrets replaced by {@code ***}. */
    public static Map<String, String> masked(Map<String, String> values) {
        Map<String, String> masked = new LinkedHashMap<>(values);
        masked.replaceAll((name, value) -> SECRET.matcher(name).matches() ? "***" : value);
        return masked;
    }

    static boolean isSecret(String name) {
        return SECRET.matcher(name).matches();
    }

    /** Accepted logins. */
    public int logins() {
        return logins.get();
    }

    /** Refused logins, and those a fault left without an answer. */
    public int failedLogins() {
        return failedLogins.get();
    }

    /** Accepted TCP connections, including those closed at once. */
    public int connections() {
        return connections.get();
    }

    /** Connections being served now, logged in or not. */
    public int sessionsOpen() {
        return sessionsOpen.get();
    }

    /** The most sessions that were open at one time since the start or the last {@link #clear()}. */
    public int sessionsAtMost() {
        return sessionsAtMost.get();
    }

    /** The commands in order of arrival, over all sessions; empty with a counting journal. */
    public List<Entry> commands() {
        synchronized (notes) {
            return notes.stream().map(Note::entry).toList();
        }
    }

    /** How many commands with this path arrived. */
    public int count(String path) {
        return get(counts, path);
    }

    /** Executed commands that change something. */
    public int writes() {
        return allWrites.get();
    }

    /** Executed commands that change something, with this path. */
    public int writes(String path) {
        return get(writes, path);
    }

    /** Forgets everything but the sessions open now. */
    public void clear() {
        synchronized (notes) {
            notes.clear();
        }
        counts.clear();
        writes.clear();
        List.of(allWrites, logins, failedLogins, connections).forEach(counter -> counter.set(0));
        sessionsAtMost.set(sessionsOpen.get());
    }

    Note arrived(int session, Request request) {
        Note note = new Note(session, request);
        if (session == Console.NUMBER) {
            // of the router's own scripts
            return note;
        }
        if (!countingOnly) {
            synchronized (notes) {
                notes.add(note);
            }
        }
        increment(counts, request.command());
        return note;
    }

    /** Whether it was not known before. */
    boolean executed(Note note, boolean write) {
        boolean news = !note.executed && note.session != Console.NUMBER;
        if (news) {
            note.executed = true;
            if (write) {
                increment(writes, note.request.command());
                allWrites.incrementAndGet();
            }
        }
        return news;
    }

    void cancelled(Note note) {
        note.cancelled = true;
    }

    void loggedIn() {
        logins.incrementAndGet();
    }

    void loginFailed() {
        failedLogins.incrementAndGet();
    }

    void connected() {
        connections.incrementAndGet();
    }

    void opened() {
        sessionsAtMost.accumulateAndGet(sessionsOpen.incrementAndGet(), Math::max);
    }

    void ended() {
        sessionsOpen.decrementAndGet();
    }

    private static int get(Map<String, AtomicInteger> counters, String path) {
        AtomicInteger counter = counters.get(path);
        return counter == null ? 0 : counter.get();
    }

    private static void increment(Map<String, AtomicInteger> counters, String path) {
        AtomicInteger counter = counters.get(path);
        if (counter == null) {
            counter = counters.computeIfAbsent(path, unseen -> new AtomicInteger());
        }
        counter.incrementAndGet();
    }
}
