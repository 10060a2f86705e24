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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Commands that measure, and scripts. Each goes on by timer, so that others run meanwhile.
 */
final class Tools {

    private static final Pattern TIME = Pattern.compile("(?:(\\d+)s)?(?:(\\d+)ms)?|(\\d+)");
    private static final Pattern PUT = Pattern.compile("\\s*:put \"?([^\"]*)\"?\\s*");
    private static final Pattern ERROR = Pattern.compile("\\s*:error \"?([^\"]*)\"?\\s*");

    void ping(Execution execution) {
        String address = execution.request().get("address");
        if (address == null) {
            throw new RouterTrap(null, "missing =address=");
        }
        ping(execution, 0);
    }

    private void ping(Execution execution, int sequence) {
        Request request = execution.request();
        Map<String, String> row = new LinkedHashMap<>();
        row.put("seq", Integer.toString(sequence));
        row.put("host", request.get("address"));
        row.put("size", "56");
        row.put("ttl", "64");
        row.put("time", "412us");
        row.put("sent", Integer.toString(sequence + 1));
        row.put("received", Integer.toString(sequence + 1));
        row.put("packet-loss", "0");
        row.put("min-rtt", "412us");
        row.put("avg-rtt", "412us");
        row.put("max-rtt", "412us");
        execution.row(row);
        if (request.has("count") && sequence + 1 >= Integer.parseInt(request.get("count"))) {
            execution.done();
        } else {
            execution.later(interval(request, Duration.ofSeconds(1)), () -> ping(execution, sequence + 1));
        }
    }

    void monitorTraffic(Execution execution) {
        if (!execution.request().has("interface")) {
            throw new RouterTrap(null, "missing =interface=");
        }
        monitorTraffic(execution, 0);
    }

    private void monitorTraffic(Execution execution, int section) {
        Request request = execution.request();
        boolean once = request.has("once");
        for (String name : request.get("interface").split(",")) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("name", name);
            row.put("rx-packets-per-second", "12");
            row.put("rx-bits-per-second", "9216");
            row.put("tx-packets-per-second", "10");
            row.put("tx-bits-per-second", "18240");
            if (!once) {
                row.put(".section", Integer.toString(section));
            }
            execution.row(row);
        }
        repeat(execution, section, once, () -> monitorTraffic(execution, section + 1));
    }

    void torch(Execution execution) {
        torch(execution, 0);
    }

    private void torch(Execution execution, int section) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("src-address", "192.0.2.10");
        row.put("dst-address", "198.51.100.7");
        row.put("ip-protocol", "tcp");
        row.put("tx", "182304");
        row.put("rx", "9120");
        row.put(".section", Integer.toString(section));
        execution.row(row);
        execution.row(Map.of("tx", "182304", "rx", "9120", ".section", Integer.toString(section)));
        repeat(execution, section, false, () -> torch(execution, section + 1));
    }

    private static void repeat(Execution execution, int section, boolean once, Runnable next) {
        Duration interval = interval(execution.request(), Duration.ofSeconds(1));
        String duration = execution.request().get("duration");
        if (once || duration != null && interval.multipliedBy(section + 1).compareTo(time(duration)) >= 0) {
            execution.done();
        } else {
            execution.later(interval, next);
        }
    }

    void execute(Execution execution) {
        if (!execution.request().has("script")) {
            throw new RouterTrap(null, "missing =script=");
        }
        execution.changed();
        execution.done(execution.request().has("as-string") ? run(execution.request().get("script")) : "*B546");
    }

    void runScript(Execution execution) {
        Request request = execution.request();
        Menu scripts = execution.router().menus().get("/system/script");
        String number = request.has("number") ? request.get("number") : request.get(".id");
        String source = scripts.table().get(scripts.ids(number).get(0)).getOrDefault("source", "");
        execution.changed();
        execution.done(run(source));
    }

    private static String run(String source) {
        Matcher error = ERROR.matcher(source);
        if (error.matches()) {
            throw new RouterTrap(null, error.group(1));
        }
        Matcher put = PUT.matcher(source);
        return put.matches() ? put.group(1) : null;
    }

    /** The {@code interval} of the request, at least the 200 ms of routers where they would be 1 s by default. */
    static Duration interval(Request request, Duration standard) {
        return request.has("interval") ? time(request.get("interval")) : standard;
    }

    private static Duration time(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches() || text.isEmpty()) {
            throw new RouterTrap(RouterTrap.ARGUMENT, "invalid value for argument interval");
        }
        if (time.group(3) != null) {
            return Duration.ofSeconds(Long.parseLong(time.group(3)));
        }
        return Duration.ofSeconds(time.group(1) == null ? 0 : Long.parseLong(time.group(1)))
                .plusMillis(time.group(2) == null ? 0 : Long.parseLong(time.group(2)));
    }
}
