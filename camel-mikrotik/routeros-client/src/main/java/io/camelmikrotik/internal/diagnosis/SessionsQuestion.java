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
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;

/** Who is logged in, and how many more sessions the service allows. */
final class SessionsQuestion implements Question {

    private static final int FEW = 2;

    private final DeviceAccess access;

    SessionsQuestion(DeviceAccess access) {
        this.access = access;
    }

    @Override
    public String step() {
        return "sessions";
    }

    @Override
    public List<RouterOsCommand> commands() {
        return List.of(
                RouterOsCommand.builder("/user/active/print").properties(List.of("name", "address", "via")).build(),
                ServiceRows.PRINT);
    }

    @Override
    public Finding finding(List<Answer> answers) {
        String service = ServiceRows.name(access);
        List<RouterOsRow> api = answers.get(0).rows().stream()
                .filter(row -> String.valueOf(row.get("via")).startsWith("api")).toList();
        // some versions say api for both services, which have their sessions each
        boolean apart = api.stream().anyMatch(row -> !"api".equals(row.get("via")));
        List<RouterOsRow> ours = apart ? api.stream().filter(row -> service.equals(row.get("via"))).toList() : api;
        Map<String, Long> holders = ours.stream().collect(
                Collectors.groupingBy(row -> row.get("name") + " from " + row.get("address"), TreeMap::new,
                        Collectors.counting()));
        Finding finding = Finding.ok(
                ours.size() + " in use, this one among them: "
                                     + holders.entrySet().stream().map(holder -> holder.getValue() + " of " + holder.getKey())
                                             .collect(Collectors.joining(", ")))
                .with("inUse", ours.size()).with("holders", holders);
        Long allowed = ServiceRows.of(answers.get(1)).named(service).map(row -> row.getLong("max-sessions")).orElse(null);
        if (allowed == null) {
            return finding.and("; how many the service allows is not told (max-sessions, since 7.16)");
        }
        long free = Math.max(0, allowed - ours.size());
        finding.and("; " + free + " free of the " + allowed + " that " + service + " allows").with("maxSessions", allowed)
                .with("free", free);
        return free > FEW
                ? finding
                : finding.warn(
                        "few are left", "/ip/service/set " + service
                                        + " max-sessions=...; or a smaller maxTotalPerKey of those who hold them");
    }
}
