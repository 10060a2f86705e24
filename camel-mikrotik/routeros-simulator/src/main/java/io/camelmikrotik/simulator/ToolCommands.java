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
import java.util.List;
import java.util.Map;

/** Commands that measure: ping, monitor-traffic, torch and profile. */
final class ToolCommands {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private ToolCommands() {
    }

    static void register(CommandTree tree) {
        tree.command("/ping", "test", ToolCommands::ping);
        tree.command("/tool/ping", "test", ToolCommands::ping);
        tree.command("/interface/monitor-traffic", "read", ToolCommands::monitorTraffic);
        tree.command("/tool/torch", "test", ToolCommands::torch);
        tree.command("/tool/profile", "test", ToolCommands::profile);
    }

    /** Every address answers but those whose last number is 77; {@code count} bounds it. */
    private static void ping(RunningCommand command) {
        String host = mandatory(command, "address");
        long count = number(command, "count", Long.MAX_VALUE);
        Duration interval = duration(command, "interval", SECOND);
        boolean answers = !host.endsWith(".77");
        boolean fine = command.router.settings().version.major() >= 7;
        String time = fine ? "412us" : "0ms";
        long[] sent = { 0 };
        Runnable probe = () -> {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("seq", Long.toString(sent[0]++));
            row.put("host", host);
            if (answers) {
                row.putAll(RawText.pairs("size", "56", "ttl", "64", "time", time));
            } else {
                row.put("status", "timeout");
            }
            row.putAll(RawText.pairs("sent", Long.toString(sent[0]), "received", answers ? Long.toString(sent[0]) : "0",
                    "packet-loss", answers ? "0" : "100"));
            if (answers) {
                row.putAll(RawText.pairs("min-rtt", time, "avg-rtt", time, "max-rtt", time));
            }
            command.row(row);
            if (sent[0] >= count) {
                command.done();
            }
        };
        repeat(command, interval, probe);
    }

    private static void monitorTraffic(RunningCommand command) {
        List<String> names = List.of(mandatory(command, "interface").split(","));
        names.forEach(name -> requireInterface(command, name));
        boolean once = command.request.has("once");
        long[] section = { 0 };
        Runnable round = () -> {
            for (String name : names) {
                command.row(traffic(name, section[0], once));
            }
            section[0]++;
            if (once) {
                command.done();
            }
        };
        bounded(command, round);
    }

    private static Map<String, String> traffic(String name, long section, boolean once) {
        long packets = 12 + section % 5;
        Map<String, String> row = new LinkedHashMap<>(
                RawText.pairs("name", name, "rx-packets-per-second", Long.toString(packets),
                        "rx-bits-per-second", Long.toString(packets * 768), "fp-rx-packets-per-second", "0",
                        "fp-rx-bits-per-second", "0",
                        "rx-drops-per-second", "0", "rx-errors-per-second", "0", "tx-packets-per-second", "10",
                        "tx-bits-per-second",
                        "18240", "fp-tx-packets-per-second", "0", "fp-tx-bits-per-second", "0", "tx-drops-per-second", "0",
                        "tx-queue-drops-per-second", "0", "tx-errors-per-second", "0"));
        if (!once) {
            row.put(".section", Long.toString(section));
        }
        return row;
    }

    private static void torch(RunningCommand command) {
        requireInterface(command, mandatory(command, "interface"));
        long[] section = { 0 };
        bounded(command, () -> {
            String number = Long.toString(section[0]++);
            command.row(
                    RawText.pairs("src-address", "192.0.2.10", "dst-address", "198.51.100.7", "ip-protocol", "tcp", "src-port",
                            "51515", "dst-port", "443", "tx", "182304", "rx", "9120", "tx-packets", "20", "rx-packets", "11",
                            ".section",
                            number));
            command.row(
                    RawText.pairs("tx", "182304", "rx", "9120", "tx-packets", "20", "rx-packets", "11", ".section", number));
        });
    }

    /** A row per busy part of the system and core, or per part only. */
    private static void profile(RunningCommand command) {
        long[] section = { 0 };
        bounded(command, () -> {
            String number = Long.toString(section[0]++);
            for (String part : List.of("ethernet", "networking", "idle", "total")) {
                command.row(RawText.pairs("name", part, "usage", "total".equals(part) ? "3" : "1", ".section", number));
            }
        });
    }

    /** Without rows in {@code /interface} every name will do. */
    private static void requireInterface(RunningCommand command, String name) {
        SimulatedTable interfaces = command.router.table("/interface");
        if (!"aggregate".equals(name) && interfaces.size() > 0 && interfaces.resolve(name) == null) {
            throw Refusal.noMatch("interface");
        }
    }

    /** Each second, or as the router was built, until cancelled or for {@code duration}. */
    private static void bounded(RunningCommand command, Runnable round) {
        if (command.request.has("duration")) {
            endAfterDuration(command);
        }
        repeat(command, command.router.settings().monitorInterval, round);
    }

    static void endAfterDuration(RunningCommand command) {
        command.after(duration(command, "duration", SECOND), command::done);
    }

    private static void repeat(RunningCommand command, Duration interval, Runnable round) {
        round.run();
        if (!command.finished()) {
            command.executed();
            command.every(interval, round);
        }
    }

    private static String mandatory(RunningCommand command, String name) {
        String value = command.request.attribute(name);
        if (value == null || value.isEmpty()) {
            throw Refusal.missing(command.router, name);
        }
        return value;
    }

    private static long number(RunningCommand command, String name, long standard) {
        String text = command.request.attribute(name);
        if (text == null) {
            return standard;
        }
        if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(Character::isDigit)) {
            throw Refusal.invalidValue(name);
        }
        return Long.parseLong(text);
    }

    private static Duration duration(RunningCommand command, String name, Duration standard) {
        String text = command.request.attribute(name);
        Duration duration = text == null ? standard : Durations.parse(text);
        if (duration == null || duration.isZero()) {
            throw Refusal.invalidValue(name);
        }
        return duration;
    }
}
