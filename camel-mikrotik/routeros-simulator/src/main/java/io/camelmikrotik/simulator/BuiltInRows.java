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
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;

/** The rows every router has. */
final class BuiltInRows {

    private BuiltInRows() {
    }

    static void fill(SimulatedRouter router) {
        Settings settings = router.settings();
        router.table("/system/identity").add(".id", "*0", "name", settings.identity);
        router.table("/system/resource").add(".id", "*0", "uptime", "0s", "version", settings.version + " (stable)",
                "build-time",
                settings.version.atLeast("7.10") ? "2025-03-11 11:59:04" : "Jul/19/2022 11:25:54", "factory-software", "6.45.9",
                "free-memory", "850000000", "total-memory", "1073741824", "cpu", "ARM64", "cpu-count", "4", "cpu-frequency",
                "1400",
                "cpu-load", "3", "free-hdd-space", "104857600", "total-hdd-space", "134217728", "write-sect-since-reboot",
                "31000",
                "write-sect-total", "550000", "bad-blocks", "0", "architecture-name", "arm64", "board-name", "RB5009UG+S+",
                "platform", "MikroTik");
        router.table("/system/resource").computed(row -> {
            Map<String, String> now = new LinkedHashMap<>(row);
            now.put("uptime", Durations.print(router.uptime()));
            return now;
        });
        router.table("/system/routerboard").add(".id", "*0", "routerboard", "true", "model", "RB5009UG+S+", "serial-number",
                "HC0000000XX", "current-firmware", settings.version.toString(), "upgrade-firmware",
                settings.version.toString());
        AccountRows.fill(router);
        router.table("/system/package").add(".id", "*1", "name", "routeros", "version", settings.version.toString(), "disabled",
                "false", "scheduled", "");
        router.table("/system/clock").add(".id", "*0", "time-zone-name", "UTC");
        router.table("/system/clock").computed(row -> {
            Map<String, String> now = new LinkedHashMap<>(row);
            String[] dateAndTime = router.now().split(" ");
            now.put("date", dateAndTime[0]);
            now.put("time", dateAndTime[1]);
            now.put("gmt-offset", ZoneId.systemDefault().getRules().getOffset(Instant.now()).getId().replace("Z", "+00:00"));
            return now;
        });
        router.table("/ip/dns").add(".id", "*0", "servers", "192.0.2.53", "allow-remote-requests", "false");
        router.table("/ppp/profile").add(".id", "*0", "name", "default", "use-compression", "default", "only-one", "default",
                "change-tcp-mss", "yes", "default", "true");
        router.table("/ppp/profile").add(".id", "*FFFFFFFE", "name", "default-encryption", "use-encryption", "yes", "default",
                "true");
    }
}
