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
package io.camelmikrotik.examples.pppoe;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

import io.camelmikrotik.write.DesiredRow;
import io.camelmikrotik.write.EnsurePlan;
import io.camelmikrotik.write.PlannedWrite;
import io.camelmikrotik.write.RowResult;

/**
 * A line for each change of a plan: {@code +} added, {@code ~} set, {@code v} disabled since it departs, {@code -}
 * removed. Passwords are not told.
 */
final class ChangeTexts {

    private final Map<DesiredRow, PlannedWrite> ofRows = new IdentityHashMap<>();
    private final Map<String, PlannedWrite> ofIds = new HashMap<>();

    ChangeTexts(EnsurePlan plan) {
        plan.adds().forEach(add -> ofRows.put(add.row(), add));
        plan.sets().forEach(set -> ofRows.put(set.row(), set));
        plan.removals().forEach(removal -> ofIds.put(removal.id(), removal));
    }

    String of(RowResult result) {
        PlannedWrite write = result.row() == null ? ofIds.get(result.id()) : ofRows.get(result.row());
        return write == null ? "~ " + (result.row() == null ? result.id() : account(result.row())) : of(write);
    }

    static String of(PlannedWrite write) {
        if (write instanceof PlannedWrite.Add add) {
            return "+ " + account(add.row()) + ": new account with " + add.row().get("profile")
                   + ("yes".equals(add.row().get("disabled")) ? ", disabled" : "");
        } else if (write instanceof PlannedWrite.Set set) {
            return "~ " + account(set.row()) + ": " + differences(set);
        } else if (write instanceof PlannedWrite.Removal removal) {
            return removal.disables()
                    ? "v " + removal.before().get("name") + ": disabled, departs"
                    : "- " + removal.before().get("name") + ": removed";
        }
        return write.toString();
    }

    private static String account(DesiredRow row) {
        return row.get("name") + " (" + row.get("comment") + ")";
    }

    private static String differences(PlannedWrite.Set set) {
        StringBuilder text = new StringBuilder();
        set.after().forEach((name, value) -> {
            String change = "password".equals(name) ? "" : " " + set.before().get(name) + " -> " + value;
            text.append(text.length() == 0 ? "" : ", ").append(name).append(change);
        });
        return text.toString();
    }
}
