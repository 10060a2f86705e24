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
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.camelmikrotik.simulator.query.Query;

/**
 * {@code print}, {@code getall}, {@code listen}, {@code find}, {@code get}.
 */
final class TableReads {

    private static final List<String> SECRETS = List.of("password", "secret", "private-key", "passphrase");

    /** Rows sent before other commands of the session get their turn. */
    private static final int ROWS_PER_TURN = 128;

    private final SimulatedRouter router;

    TableReads(SimulatedRouter router) {
        this.router = router;
    }

    void print(Execution execution) {
        Request request = execution.request();
        Menu menu = router.menus().get(request.menu());
        if (menu.isSingleton()) {
            refuseOnSingleton(request);
            if (request.has("count-only")) {
                execution.done("1");
            } else {
                execution.row(view(execution, menu.singletonRow()));
                execution.done();
            }
        } else if (menu.table().preEncoded() != null) {
            sendEncoded(execution, menu.table().preEncoded(), 0);
        } else if (request.has("count-only")) {
            execution.done(Long.toString(count(selected(execution, menu))));
        } else if (request.has("follow-only")) {
            listen(execution);
        } else if (request.has("interval")) {
            reprint(execution, menu, 0);
        } else {
            boolean follow = request.has("follow");
            sendRows(execution, selected(execution, menu), false, () -> {
                if (follow) {
                    follow(execution, menu);
                } else {
                    execution.done();
                }
            });
        }
    }

    void listen(Execution execution) {
        Menu menu = router.menus().get(execution.request().menu());
        if (menu.isSingleton()) {
            throw RouterTrap.unknownParameter("follow-only");
        }
        follow(execution, menu);
    }

    void find(Execution execution) {
        Menu menu = router.menus().get(execution.request().menu());
        StringBuilder ids = new StringBuilder();
        for (Iterator<Map<String, String>> rows = selected(execution, menu); rows.hasNext();) {
            ids.append(ids.length() == 0 ? "" : ";").append(rows.next().get(".id"));
        }
        execution.done(ids.length() == 0 ? null : ids.toString());
    }

    void get(Execution execution) {
        Request request = execution.request();
        Menu menu = router.menus().get(request.menu());
        Map<String, String> row = menu.isSingleton()
                ? menu.singletonRow()
                : menu.table().get(menu.ids(request.attributes().getOrDefault("number", request.get(".id"))).get(0));
        String name = request.get("value-name");
        execution.done(
                name != null
                        ? row.get(name)
                        : row.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue())
                                .collect(Collectors.joining(";")));
    }

    // ---- rows

    private Iterator<Map<String, String>> selected(Execution execution, Menu menu) {
        Request request = execution.request();
        Predicate<Map<String, String>> wanted = new Query(request.queries());
        if (request.has("from")) {
            List<String> ids = menu.ids(request.get("from"));
            wanted = wanted.and(row -> ids.contains(row.get(".id")));
        }
        return new Filtered(menu.table().read(), wanted);
    }

    /** Sends a few, lets others have their turn, waits while the client does not read. */
    private void sendRows(Execution execution, Iterator<Map<String, String>> rows, boolean any, Runnable end) {
        boolean sent = any;
        for (int i = 0; i < ROWS_PER_TURN; i++) {
            if (execution.isFinished()) {
                return;
            }
            if (!rows.hasNext()) {
                if (!sent && !execution.request().has("follow")) {
                    execution.empty();
                }
                end.run();
                return;
            }
            execution.row(view(execution, rows.next()));
            sent = true;
        }
        goOn(execution, () -> sendRows(execution, rows, true, end));
    }

    private void sendEncoded(Execution execution, List<byte[]> rows, int from) {
        int end = Math.min(rows.size(), from + ROWS_PER_TURN);
        for (int i = from; i < end; i++) {
            execution.encodedRow(rows.get(i));
        }
        if (end == rows.size()) {
            execution.done();
        } else {
            goOn(execution, () -> sendEncoded(execution, rows, end));
        }
    }

    private static void goOn(Execution execution, Runnable next) {
        if (execution.session().isWritable()) {
            execution.post(next);
        } else {
            execution.session().whenWritable(() -> execution.post(next));
        }
    }

    private void follow(Execution execution, Menu menu) {
        Predicate<Map<String, String>> wanted = new Query(execution.request().queries());
        TableListener listener = (id, row) -> {
            if (row == null) {
                execution.post(() -> execution.row(gone(id)));
            } else if (wanted.test(row)) {
                execution.post(() -> execution.row(view(execution, row)));
            }
        };
        menu.table().listen(listener);
        execution.onStop(() -> menu.table().unlisten(listener));
    }

    private Map<String, String> gone(String id) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put(".id", id);
        row.put(".dead", router.profile().version().dead());
        return row;
    }

    private void reprint(Execution execution, Menu menu, int section) {
        for (Iterator<Map<String, String>> rows = selected(execution, menu); rows.hasNext();) {
            Map<String, String> row = view(execution, rows.next());
            row.put(".section", Integer.toString(section));
            execution.row(row);
        }
        execution.later(Tools.interval(execution.request(), Duration.ofSeconds(1)),
                () -> reprint(execution, menu, section + 1));
    }

    /** What the user sees of the row. */
    private Map<String, String> view(Execution execution, Map<String, String> row) {
        Map<String, String> seen = new LinkedHashMap<>(row);
        if (!execution.session().user().may("sensitive")) {
            seen.keySet().removeAll(SECRETS);
        }
        String properties = execution.request().get(".proplist");
        if (properties != null) {
            seen.keySet().retainAll(List.of(properties.split(",")));
        }
        return seen;
    }

    private static void refuseOnSingleton(Request request) {
        for (String unknown : List.of("detail", "from", "follow", "follow-only")) {
            if (request.has(unknown)) {
                throw RouterTrap.unknownParameter(unknown);
            }
        }
    }

    private static long count(Iterator<?> rows) {
        long count = 0;
        for (; rows.hasNext(); rows.next()) {
            count++;
        }
        return count;
    }

    /** The rows that are wanted, found as they are asked for. */
    private static final class Filtered implements Iterator<Map<String, String>> {

        private final Iterator<Map<String, String>> rows;
        private final Predicate<Map<String, String>> wanted;
        private Map<String, String> next;

        Filtered(Iterator<Map<String, String>> rows, Predicate<Map<String, String>> wanted) {
            this.rows = rows;
            this.wanted = wanted;
        }

        @Override
        public boolean hasNext() {
            while (next == null && rows.hasNext()) {
                Map<String, String> row = rows.next();
                if (wanted.test(row)) {
                    next = row;
                }
            }
            return next != null;
        }

        @Override
        public Map<String, String> next() {
            hasNext();
            Map<String, String> row = next;
            next = null;
            return row;
        }
    }
}
