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
package io.camelmikrotik.internal.diagnosis;

import java.util.List;
import java.util.Optional;

import io.camelmikrotik.catalogue.RouterOsVersion;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;

/** Version, board, uptime, load and memory. */
final class ResourceQuestion implements Question {

    private static final String UPDATE = "/system/package/update/check-for-updates, then /system/package/update/install";
    private static final RouterOsVersion PLAIN_LOGIN = new RouterOsVersion(6, 43);
    private static final RouterOsVersion CATALOGUE = new RouterOsVersion(7, 9);
    private static final RouterOsVersion SAFE_MODE = new RouterOsVersion(7, 18);
    private static final int BUSY_PERCENT = 90;
    private static final int LITTLE_MEMORY_PERCENT = 5;
    private static final int MEGA = 1 << 20;

    @Override
    public String step() {
        return "resource";
    }

    @Override
    public List<RouterOsCommand> commands() {
        return List.of(RouterOsCommand.of("/system/resource/print"));
    }

    @Override
    public Finding finding(List<Answer> answers) {
        RouterOsRow row = answers.get(0).row();
        String version = String.valueOf(row.get("version"));
        Long load = row.getLong("cpu-load");
        Long free = row.getDataSize("free-memory");
        Long total = row.getDataSize("total-memory");
        Finding finding = Finding.ok("RouterOS " + version + " on " + row.get("board-name") + ", up " + row.get("uptime")
                                     + (load == null ? "" : ", CPU load " + load + " %")
                                     + (free == null || total == null
                                             ? "" : ", " + free / MEGA + " of " + total / MEGA + " MiB of memory free"))
                .with("version", row.get("version")).with("board", row.get("board-name"))
                .with("uptime", row.get("uptime")).with("cpuLoad", load).with("freeMemory", free)
                .with("totalMemory", total);
        Optional<RouterOsVersion> known = RouterOsVersion.parse(version);
        known.ifPresent(number -> judge(finding, number));
        if (load != null && load >= BUSY_PERCENT) {
            finding.warn("its processor is busy: replies come late", "/tool/profile shows with what");
        }
        if (free != null && total != null && free * 100 < total * LITTLE_MEMORY_PERCENT) {
            finding.warn("its memory is nearly full", "/system/reboot, and fewer rows where tables are large");
        }
        return finding;
    }

    private static void judge(Finding finding, RouterOsVersion version) {
        if (version.compareTo(PLAIN_LOGIN) < 0) {
            finding.warn("a version before 6.43 logs in by challenge, and is not maintained", UPDATE);
        } else if (version.major() < CATALOGUE.major()) {
            finding.warn("RouterOS 6 is older than what the catalogue of commands knows, and has no Safe Mode for the API",
                    UPDATE);
        } else if (version.compareTo(CATALOGUE) < 0) {
            finding.warn("the catalogue of commands begins with 7.9, Safe Mode for the API with 7.18", UPDATE);
        } else if (version.compareTo(SAFE_MODE) < 0) {
            finding.and("; safeMode=true needs 7.18");
        }
    }
}
