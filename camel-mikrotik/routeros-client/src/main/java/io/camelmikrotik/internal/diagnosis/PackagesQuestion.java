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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;

/** Which packages there are; those of another version than the system do not work. */
final class PackagesQuestion implements Question {

    @Override
    public String step() {
        return "packages";
    }

    @Override
    public List<RouterOsCommand> commands() {
        return List.of(RouterOsCommand.of("/system/package/print"));
    }

    @Override
    public Finding finding(List<Answer> answers) {
        List<String> names = new ArrayList<>();
        List<Map<String, Object>> details = new ArrayList<>();
        List<String> scheduled = new ArrayList<>();
        String system = null;
        List<RouterOsRow> rows = answers.get(0).rows();
        for (RouterOsRow row : rows) {
            if ("routeros".equals(row.get("name")) || "system".equals(row.get("name"))) {
                system = row.get("version");
            }
        }
        List<String> others = new ArrayList<>();
        for (RouterOsRow row : rows) {
            String name = String.valueOf(row.get("name"));
            String version = row.get("version");
            boolean disabled = "true".equals(row.get("disabled"));
            boolean installed = version != null && !version.isEmpty();
            if (!installed) {
                // those that could be downloaded
                continue;
            }
            names.add(name + " " + version + (disabled ? " (disabled)" : ""));
            details.add(Map.of("name", name, "version", version, "disabled", disabled));
            if (row.get("scheduled") != null && !row.get("scheduled").isEmpty()) {
                scheduled.add(name + " " + row.get("scheduled"));
            }
            if (system != null && !system.equals(version)) {
                others.add(name);
            }
        }
        Finding finding = Finding.ok(names.isEmpty() ? "none told" : String.join(", ", names)).with("packages", details);
        if (!others.isEmpty()) {
            finding.warn(String.join(", ", others) + ": of another version than the system",
                    "/system/package/update/install, or /system/package/uninstall " + String.join(",", others));
        }
        if (!scheduled.isEmpty()) {
            finding.warn("waits for a reboot: " + String.join(", ", scheduled), "/system/reboot");
        }
        return finding;
    }
}
