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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;

/** What the user may do, and what that means for commands. */
final class PoliciesQuestion implements Question {

    /** What a program does most, by the policy it needs. */
    private static final Map<String, String> NEEDED_FOR = new LinkedHashMap<>();

    static {
        NEEDED_FOR.put("write", "add, set and remove");
        NEEDED_FOR.put("sensitive", "passwords and keys");
        NEEDED_FOR.put("policy", "users and scripts of other users");
        NEEDED_FOR.put("test", "ping, scan and other tools");
        NEEDED_FOR.put("ftp", "files");
        NEEDED_FOR.put("reboot", "reboot");
    }

    private final DeviceAccess access;

    PoliciesQuestion(DeviceAccess access) {
        this.access = access;
    }

    @Override
    public String step() {
        return "policies";
    }

    @Override
    public List<RouterOsCommand> commands() {
        return List.of(
                RouterOsCommand.builder("/user/print").properties(List.of("name", "group", "address")).build(),
                RouterOsCommand.builder("/user/group/print").properties(List.of("name", "policy")).build());
    }

    @Override
    public Finding refused(Answer answer) {
        if (!answer.isForbidden()) {
            return Refused.finding(answer);
        }
        return Finding.warning(
                access.username() + " may not see its own rights (" + answer.path()
                               + "): its group lacks the policy read",
                Refused.RIGHTS);
    }

    @Override
    public Finding finding(List<Answer> answers) {
        Optional<RouterOsRow> user = named(answers.get(0), access.username());
        if (user.isEmpty()) {
            return Finding.ok(access.username() + " is not in /user: its rights come from RADIUS (/user/aaa/print)");
        }
        String group = user.get().get("group");
        String from = user.get().get("address");
        Finding finding = Finding.ok(access.username() + " is in the group " + group).with("group", group)
                .with("address", from);
        Optional<RouterOsRow> policies = named(answers.get(1), group);
        if (policies.isEmpty()) {
            return finding.and(", whose policies are not told");
        }
        List<String> granted = Arrays.stream(String.valueOf(policies.get().get("policy")).split(","))
                .filter(policy -> !policy.isEmpty() && !policy.startsWith("!")).toList();
        finding.and(": " + String.join(", ", granted)).with("policies", granted);
        List<String> missing = new ArrayList<>();
        NEEDED_FOR.forEach((policy, what) -> {
            if (!granted.contains(policy)) {
                missing.add(policy + " (" + what + ")");
            }
        });
        if (!missing.isEmpty()) {
            finding.and("; not allowed: " + String.join(", ", missing));
        }
        return from == null || from.isEmpty() ? finding : finding.and("; it may log in from " + from + " only");
    }

    private static Optional<RouterOsRow> named(Answer answer, String name) {
        return answer.rows().stream().filter(row -> name != null && name.equals(row.get("name"))).findFirst();
    }
}
