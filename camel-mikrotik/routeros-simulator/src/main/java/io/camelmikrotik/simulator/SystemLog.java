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

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The log in the router's memory: a ring of lines with increasing ids, gone after a reboot. Lines keep the time of
 * their writing; before 7.10 it is printed the shorter the younger it is.
 */
final class SystemLog {

    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter THIS_YEAR = DateTimeFormatter.ofPattern("MMM/dd HH:mm:ss", Locale.ENGLISH);

    private final SimulatedRouter router;

    SystemLog(SimulatedRouter router) {
        this.router = router;
        lines().computed(this::printed);
        if (router.settings().version.major() >= 7) {
            for (String severity : List.of("debug", "info", "warning", "error")) {
                router.tree().command("/log/" + severity, "write", new Written(severity));
            }
        }
    }

    /** {@code /log/info} and the like: a line of the client's own. */
    private final class Written implements Verb {

        private final String topics;

        Written(String severity) {
            topics = "script," + severity;
        }

        @Override
        public void run(RunningCommand command) {
            String message = command.request.attribute("message");
            if (message == null) {
                throw Refusal.missing(router, "message");
            }
            // a request's words are raw already
            lines().addToRing(Map.of("time", router.clock().toString(), "topics", topics, "message", message),
                    router.settings().logLines);
            command.executed();
            command.done();
        }

        @Override
        public boolean writes() {
            return true;
        }
    }

    String add(String topics, String message) {
        return lines().addToRing(
                RawText.of(RawText.pairs("time", router.clock().toString(), "topics", topics, "message", message)),
                router.settings().logLines);
    }

    void forget() {
        lines().forget();
    }

    private SimulatedTable lines() {
        return router.table("/log");
    }

    private Map<String, String> printed(Map<String, String> line) {
        Map<String, String> printed = new LinkedHashMap<>(line);
        printed.computeIfPresent("time", (name, time) -> shown(time));
        return printed;
    }

    private String shown(String stored) {
        LocalDateTime time;
        try {
            time = LocalDateTime.parse(stored);
        } catch (DateTimeParseException e) {
            // a line that was put into the table by hand
            return stored;
        }
        LocalDateTime now = router.clock();
        if (router.settings().version.atLeast("7.10") || time.getYear() != now.getYear()) {
            return router.date(time);
        }
        boolean today = time.toLocalDate().equals(now.toLocalDate());
        return (today ? TODAY : THIS_YEAR).format(time).toLowerCase(Locale.ENGLISH);
    }
}
