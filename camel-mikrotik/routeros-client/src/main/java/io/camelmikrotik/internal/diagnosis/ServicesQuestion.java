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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;

/** Which services the router offers, and to whom. */
final class ServicesQuestion implements Question {

    private final DeviceAccess access;

    ServicesQuestion(DeviceAccess access) {
        this.access = access;
    }

    @Override
    public String step() {
        return "services";
    }

    @Override
    public List<RouterOsCommand> commands() {
        return List.of(ServiceRows.PRINT);
    }

    @Override
    public Finding finding(List<Answer> answers) {
        ServiceRows services = ServiceRows.of(answers.get(0));
        List<String> enabled = new ArrayList<>();
        List<String> disabled = new ArrayList<>();
        List<Map<String, Object>> details = new ArrayList<>();
        for (RouterOsRow row : services.rows()) {
            String name = String.valueOf(row.get("name"));
            String addresses = ServiceRows.addresses(row);
            if (ServiceRows.isDisabled(row)) {
                disabled.add(name);
            } else {
                enabled.add(name + " " + row.get("port") + (addresses == null ? " for all" : " for " + addresses));
            }
            Map<String, Object> detail = new LinkedHashMap<>();
            for (String property : List.of("name", "port", "address", "available-from", "certificate", "max-sessions",
                    "disabled")) {
                if (row.get(property) != null) {
                    detail.put(property, row.get(property));
                }
            }
            details.add(detail);
        }
        Finding finding = Finding.ok(
                (enabled.isEmpty() ? "none enabled" : String.join(", ", enabled))
                                     + (disabled.isEmpty() ? "" : "; disabled: " + String.join(", ", disabled)))
                .with("services", details);
        Optional<RouterOsRow> ours = services.named(ServiceRows.name(access));
        ours.ifPresent(row -> {
            if (!String.valueOf(access.port()).equals(row.get("port"))) {
                finding.and("; port " + access.port() + " is led to the port of " + ServiceRows.name(access));
            }
        });
        services.named("api-ssl").filter(row -> !ServiceRows.isDisabled(row) && "none".equals(row.get("certificate")))
                .ifPresent(row -> finding.warn(
                        "api-ssl has no certificate",
                        "/ip/service/set api-ssl certificate=NAME, of those in /certificate/print"));
        return finding;
    }
}
