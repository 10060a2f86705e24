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
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/** {@code print}, {@code getall} and {@code listen}. */
record PrintVerb(boolean onlyChanges) implements Verb {

    private static final Set<String> ARGUMENTS = Set.of(".proplist", "append", "as-value", "brief", "count-only", "detail",
            "file",
            "follow", "follow-only", "from", "interval", "show-ids", "stats", "terse", "value-list", "without-paging", "active",
            "status", "dynamic", "static", "all", "chain", "where-static", "bytes", "packets", "show-sensitive");
    private static final Set<String> ARGUMENTS_OF_SINGLETONS = Set.of(".proplist", "append", "as-value", "file", "interval",
            "without-paging");
    private static final Set<String> SECRETS = Set.of("password", "secret", "passphrase", "private-key", "preshared-key");

    @Override
    public void run(RunningCommand command) {
        if (command.known() == null) {
            checkArguments(command);
        } else if (onlyChanges && !command.known().arguments().containsKey("follow-only")) {
            throw Refusal.unknownParameter("follow-only");
        }
        Request request = command.request;
        Query query = new Query(request.queries());
        if (onlyChanges || request.has("follow-only")) {
            new Follow(command, query).start(false);
        } else if (request.has("follow")) {
            new Follow(command, query).start(true);
        } else if (request.has("interval")) {
            repeat(command, query);
        } else if (request.has("count-only")) {
            command.done(Long.toString(count(command, query)));
        } else {
            RowPump.start(command, query);
        }
    }

    private void checkArguments(RunningCommand command) {
        boolean single = command.table().menu().kind == Menu.Kind.SINGLETON;
        if (single && onlyChanges) {
            throw Refusal.unknownParameter("follow-only");
        }
        for (String name : command.request.attributes().keySet()) {
            if (!(single ? ARGUMENTS_OF_SINGLETONS : ARGUMENTS).contains(name)) {
                throw Refusal.unknownParameter(name);
            }
        }
    }

    private static long count(RunningCommand command, Query query) {
        GeneratedRows generated = command.table().generated();
        if (query.matchesEverything() && !command.request.has("from")) {
            return command.table().snapshot().size() + generated.count();
        }
        long count = stored(command).stream().filter(row -> query.matches(command.table().printed(row))).count();
        return count + LongStream.range(0, generated.count()).mapToObj(generated.rowAt()).filter(query::matches).count();
    }

    /** The stored rows a print starts from. */
    static List<Map<String, String>> stored(RunningCommand command) {
        List<Map<String, String>> rows = command.table().snapshot();
        String from = command.request.attribute("from");
        if (from != null) {
            Set<String> ids = new HashSet<>(Items.resolve(command.table(), from));
            rows.removeIf(row -> !ids.contains(row.get(".id")));
        }
        return rows;
    }

    private static void repeat(RunningCommand command, Query query) {
        Duration interval = Durations.parse(command.request.attribute("interval"));
        if (interval == null) {
            throw Refusal.invalidValue("interval");
        }
        if (interval.compareTo(Duration.ofMillis(200)) < 0) {
            throw new Refusal("1", "value of interval is out of range (00:00:00.2 .. 4294967295s)");
        }
        int[] section = { 0 };
        Runnable round = () -> {
            for (Map<String, String> row : stored(command)) {
                Map<String, String> printed = command.table().printed(row);
                if (query.matches(printed)) {
                    Map<String, String> sent = new LinkedHashMap<>(visible(command, printed));
                    sent.put(".section", Integer.toString(section[0]));
                    command.row(sent);
                }
            }
            section[0]++;
        };
        round.run();
        command.every(interval, round);
    }

    /**
     * The row as this command's user sees it: properties asked for, no secrets without the policy, no id on a
     * singleton.
     */
    static Map<String, String> visible(RunningCommand command, Map<String, String> row) {
        String proplist = command.request.attribute(".proplist");
        boolean sensitive = command.session.user().may("sensitive");
        boolean single = command.table().menu().kind == Menu.Kind.SINGLETON;
        boolean nextId = command.router.settings().nextIds && command.table().menu().kind == Menu.Kind.ORDERED;
        if (proplist == null && sensitive && !single && !nextId) {
            return row;
        }
        Map<String, String> visible = new LinkedHashMap<>();
        if (proplist == null) {
            visible.putAll(row);
        } else {
            for (String name : proplist.split(",")) {
                if (row.containsKey(name)) {
                    visible.put(name, row.get(name));
                }
            }
        }
        if (single) {
            visible.remove(".id");
        }
        if (!sensitive) {
            visible.keySet().removeAll(SECRETS);
        }
        String next = nextId ? command.table().next(row.get(".id")) : null;
        if (next != null) {
            visible.put(".nextid", next);
        }
        return visible;
    }

    /** All rows of a print, one after the other. */
    static Iterator<Map<String, String>> rows(RunningCommand command) {
        GeneratedRows generated = command.request.has("from") ? GeneratedRows.NONE : command.table().generated();
        Iterator<Map<String, String>> stored = stored(command).iterator();
        Iterator<Map<String, String>> made = LongStream.range(0, generated.count()).mapToObj(generated.rowAt()).iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return stored.hasNext() || made.hasNext();
            }

            @Override
            public Map<String, String> next() {
                return stored.hasNext() ? command.table().printed(stored.next()) : made.next();
            }
        };
    }
}
