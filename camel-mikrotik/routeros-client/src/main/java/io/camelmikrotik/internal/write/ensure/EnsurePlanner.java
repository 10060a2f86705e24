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
package io.camelmikrotik.internal.write.ensure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.write.RowOwner;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.write.DesiredRow;
import io.camelmikrotik.write.EnsurePlan;
import io.camelmikrotik.write.EnsurePlan.Refused;
import io.camelmikrotik.write.EnsureSettings;
import io.camelmikrotik.write.OnAbsent;
import io.camelmikrotik.write.PlannedWrite;

/**
 * Compares a list with a table: what must be done to make the one equal to the other. A pure function, linear in time;
 * the rows of the table are looked at one after another and are not kept, but for those that differ.
 */
public final class EnsurePlanner {

    private static final int NAMED_IN_MESSAGES = 10;

    private final EnsureSettings settings;
    private final DesiredRows desired;

    private final String[] ids;
    private final Map<DesiredRow, Map<String, String>> before = new HashMap<>();
    private final Map<DesiredRow, RouterOsRow> notOurs = new HashMap<>();
    private final List<RouterOsRow> absent = new ArrayList<>();
    private final Map<String, String> absentKeys = new HashMap<>();
    private final List<String> duplicates = new ArrayList<>();
    /** Rows whose secret is not in what was read of them: whether that means anything is known at the end. */
    private final Map<DesiredRow, Set<String>> unread = new LinkedHashMap<>();
    private final RowComparison comparison;
    private final int[] owners = new int[RowOwner.values().length];

    private EnsurePlanner(EnsureSettings settings, DesiredRows desired) {
        this.settings = settings;
        this.desired = desired;
        this.ids = new String[desired.size()];
        this.comparison = new RowComparison(settings, desired);
    }

    /** What must be read of each row of the table, {@code .id} included. */
    public static Set<String> propertiesToRead(EnsureSettings settings, DesiredRows desired) {
        Set<String> names = new LinkedHashSet<>();
        names.add(".id");
        names.addAll(settings.key());
        names.addAll(desired.properties());
        names.addAll(settings.scope().properties());
        names.addAll(RowOwner.PROPERTIES);
        if (settings.onAbsent() == OnAbsent.DISABLE) {
            names.add("disabled");
        }
        return names;
    }

    /**
     * @param  live              the rows of the table; those outside of the scope are passed over
     * @param  order             the places of all rows of the table; {@code null} unless the settings ask for order
     * @throws BadInputException naming the rows, if two rows of the scope have the same key
     */
    public static EnsurePlan plan(EnsureSettings settings, DesiredRows desired, Iterable<RouterOsRow> live, TableOrder order) {
        EnsurePlanner planner = new EnsurePlanner(settings, desired);
        live.forEach(planner::look);
        planner.refuseDuplicates();
        return planner.plan(order);
    }

    // ---- looking at the table, row by row

    private void look(RouterOsRow row) {
        if (!settings.scope().contains(row)) {
            return;
        }
        comparison.learn(row);
        RowOwner owner = RowOwner.of(row);
        owners[owner.ordinal()]++;
        String key = Keys.of(settings, row);
        DesiredRow wanted = key == null ? null : desired.withKey(key);
        if (owner != RowOwner.CONFIGURATION) {
            if (wanted != null) {
                notOurs.put(wanted, row);
            }
        } else if (wanted == null) {
            String twin = key == null ? null : absentKeys.putIfAbsent(key, row.getId());
            duplicate(twin, row);
            absent.add(row);
        } else if (ids[wanted.index()] != null) {
            duplicate(ids[wanted.index()], row);
        } else {
            ids[wanted.index()] = row.getId();
            compare(wanted, row);
        }
    }

    private void duplicate(String twin, RouterOsRow row) {
        if (twin != null && duplicates.size() < NAMED_IN_MESSAGES) {
            duplicates.add(twin + " and " + row.getId() + " " + Keys.shown(settings, row));
        }
    }

    private void refuseDuplicates() {
        if (!duplicates.isEmpty()) {
            throw new BadInputException(
                    "ensure " + settings.menu() + ": rows of the table have the same key: " + String.join("; ", duplicates)
                                        + "; nothing was changed. Choose another key, or remove one of them");
        }
    }

    private void compare(DesiredRow wanted, RouterOsRow row) {
        Map<String, String> different = comparison.differences(
                wanted, row, secret -> unread.computeIfAbsent(wanted, first -> new LinkedHashSet<>()).add(secret));
        if (!different.isEmpty()) {
            before.put(wanted, different);
        }
    }

    // ---- the plan

    private EnsurePlan plan(TableOrder order) {
        addUnreadSecrets();
        List<PlannedWrite> adds = new ArrayList<>();
        List<PlannedWrite> sets = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        ReorderPlan work = settings.ordered() ? new ReorderPlan(settings, order) : null;
        int unchanged = 0;
        for (DesiredRow row : desired.rows()) {
            String id = ids[row.index()];
            RouterOsRow other = id == null ? notOurs.get(row) : null;
            if (other != null) {
                Refused refusal = refuse(row, other);
                if (refusal == null) {
                    unchanged++;
                } else {
                    refused.add(refusal);
                }
                continue;
            }
            PlannedWrite.Set set = id == null ? null : set(row, id);
            if (id == null) {
                adds.add(new PlannedWrite.Add(row, null));
            } else if (set != null) {
                sets.add(set);
            } else {
                unchanged++;
            }
            if (work != null && id == null) {
                work.add(row);
            } else if (work != null) {
                work.present(row, id, set);
            }
        }
        List<PlannedWrite> removals = new ArrayList<>();
        for (RouterOsRow row : absent) {
            PlannedWrite.Removal removal = removal(row);
            if (removal != null) {
                removals.add(removal);
            }
            if (work != null) {
                work.absent(row.getId(), removal);
            }
        }
        List<PlannedWrite> steps = new ArrayList<>();
        if (work != null) {
            steps.addAll(work.steps());
        } else {
            steps.addAll(adds);
            steps.addAll(sets);
            steps.addAll(removals);
        }
        return new EnsurePlan(
                settings, desired.size(), ids, List.copyOf(steps), List.copyOf(refused),
                new EnsurePlan.Counts(
                        owners[RowOwner.CONFIGURATION.ordinal()], unchanged, absent.size() - removals.size(),
                        owners[RowOwner.DYNAMIC.ordinal()], owners[RowOwner.BUILTIN.ordinal()],
                        owners[RowOwner.READ_ONLY.ordinal()]));
    }

    private void addUnreadSecrets() {
        unread.forEach((row, names) -> names.forEach(name -> {
            // where others of this table can be read, this row has none
            if (ids[row.index()] != null && (settings.updateSecrets() || comparison.canRead(name))) {
                before.computeIfAbsent(row, first -> new LinkedHashMap<>()).put(name, null);
            }
        }));
    }

    private PlannedWrite.Set set(DesiredRow row, String id) {
        Map<String, String> different = before.get(row);
        if (different == null) {
            return null;
        }
        Map<String, String> after = new LinkedHashMap<>();
        Map<String, String> now = new LinkedHashMap<>();
        different.forEach((name, value) -> {
            after.put(name, row.has(name) ? row.get(name) : "no");
            if (value != null) {
                now.put(name, value);
            }
        });
        return new PlannedWrite.Set(row, id, now, after);
    }

    private PlannedWrite.Removal removal(RouterOsRow row) {
        switch (settings.onAbsent()) {
            case REMOVE:
                return new PlannedWrite.Removal(row.getId(), row, false);
            case DISABLE:
                return MenuTraits.isTrue(row.get("disabled")) ? null : new PlannedWrite.Removal(row.getId(), row, true);
            default:
                return null;
        }
    }

    /** {@code null} if that row will do, though nobody configured it. */
    private Refused refuse(DesiredRow wanted, RouterOsRow row) {
        RowOwner owner = RowOwner.of(row);
        Map<String, String> different = comparison.differences(wanted, row, secret -> {
        });
        // an entry with a timeout is dynamic, and its time is running
        boolean timed = owner == RowOwner.DYNAMIC && wanted.has("timeout");
        if (timed) {
            different.remove("timeout");
        }
        if (different.isEmpty() && (timed || owner != RowOwner.DYNAMIC)) {
            return null;
        }
        String why = different.isEmpty()
                ? "which will go by itself" : "which differs in " + String.join(", ", different.keySet());
        return new Refused(
                wanted, row.getId(), "the router has " + owner.described() + " of that key, " + why + "; it was not touched");
    }
}
