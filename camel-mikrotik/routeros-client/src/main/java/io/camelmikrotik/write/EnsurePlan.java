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
package io.camelmikrotik.write;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import io.camelmikrotik.exception.EnsureLimitException;
import io.camelmikrotik.internal.write.ensure.Masking;
import io.camelmikrotik.write.PlannedWrite.Kind;

/**
 * What must be done to make a table equal to a list, in the order in which it is done. Immutable. Prints itself for
 * people and turns itself into maps for JSON; both mask the values of secrets.
 */
public final class EnsurePlan {

    private static final int STEPS_SHOWN = 100;

    private final EnsureSettings settings;
    private final int desired;
    private final String[] ids;
    private final List<PlannedWrite> steps;
    private final List<Refused> refused;
    private final Counts counts;

    public EnsurePlan(EnsureSettings settings, int desired, String[] ids, List<PlannedWrite> steps, List<Refused> refused,
                      Counts counts) {
        this.settings = settings;
        this.desired = desired;
        this.ids = ids;
        this.steps = steps;
        this.refused = refused;
        this.counts = counts;
    }

    /**
     * Rows of the scope by what happens to them, or does not.
     *
     * @param configured rows of the scope that may be changed
     * @param unchanged  elements of the list whose rows are as they shall be
     * @param ignored    rows that the list does not have and that stay as they are
     * @param dynamic    rows that the router made, never touched
     * @param builtin    rows that every router has, never touched
     * @param readOnly   rows that cannot be changed
     */
    public record Counts(int configured, int unchanged, int ignored, int dynamic, int builtin, int readOnly) {

        /** All rows of the scope. */
        public int rows() {
            return configured + dynamic + builtin + readOnly;
        }
    }

    /**
     * An element of the list that cannot be brought about.
     *
     * @param row the element
     * @param id  the row in its way
     * @param why for people
     */
    public record Refused(DesiredRow row, String id, String why) {

        @Override
        public String toString() {
            return "! " + Masking.properties(row.toMap()) + ": " + why + " (" + id + ")";
        }
    }

    public EnsureSettings settings() {
        return settings;
    }

    /** All that is to be done, in this order. */
    public List<PlannedWrite> steps() {
        return steps;
    }

    /** Whether nothing is to be done. */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    public List<PlannedWrite.Add> adds() {
        return of(PlannedWrite.Add.class);
    }

    public List<PlannedWrite.Set> sets() {
        return of(PlannedWrite.Set.class);
    }

    public List<PlannedWrite.Move> moves() {
        return of(PlannedWrite.Move.class);
    }

    /** Rows to be removed or disabled. */
    public List<PlannedWrite.Removal> removals() {
        return of(PlannedWrite.Removal.class);
    }

    /** Elements of the list that cannot be brought about, since a row that is not ours is in the way. */
    public List<Refused> refused() {
        return refused;
    }

    public Counts counts() {
        return counts;
    }

    /** The number of elements of the list. */
    public int desired() {
        return desired;
    }

    /** The id that the row of this element has now; {@code null} if there is none. */
    public String id(DesiredRow row) {
        return ids[row.index()];
    }

    /** The number of rows that would be changed, in one way or in two. */
    public int changes() {
        Set<Object> rows = new HashSet<>();
        steps.forEach(step -> rows.add(step.row() != null ? step.row() : step));
        return rows.size();
    }

    /**
     * @throws EnsureLimitException carrying the plan, if more would be changed than the settings allow
     */
    public void checkLimits(String device) {
        int removals = count(step -> step instanceof PlannedWrite.Removal);
        if (settings.maxRemovals() != null && !settings.maxRemovals().allows(removals, counts.rows())) {
            throw new EnsureLimitException(device, this, "maxRemovals", settings.maxRemovals(), removals);
        }
        if (settings.maxChanges() != null && !settings.maxChanges().allows(changes(), counts.rows())) {
            throw new EnsureLimitException(device, this, "maxChanges", settings.maxChanges(), changes());
        }
    }

    private int count(Predicate<PlannedWrite> which) {
        return (int) steps.stream().filter(which).count();
    }

    private <T extends PlannedWrite> List<T> of(Class<T> kind) {
        return steps.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** One line: how many rows of which kind. */
    public String summary() {
        StringBuilder text = new StringBuilder("ensure ").append(settings.menu()).append(" where ").append(settings.scope())
                .append(": ");
        if (steps.isEmpty()) {
            text.append("nothing to do");
        }
        for (Kind kind : Kind.values()) {
            int number = count(step -> step.kind() == kind);
            if (number > 0) {
                text.append(text.charAt(text.length() - 2) == ':' ? "" : ", ").append(number).append(" to ")
                        .append(kind.name().toLowerCase(java.util.Locale.ROOT));
            }
        }
        text.append("; ").append(counts.unchanged()).append(" unchanged");
        append(text, counts.ignored(), "ignored");
        append(text, counts.dynamic(), "dynamic");
        append(text, counts.builtin(), "built in");
        append(text, counts.readOnly(), "read-only");
        append(text, refused.size(), "impossible");
        return text.toString();
    }

    private static void append(StringBuilder text, int number, String what) {
        if (number > 0) {
            text.append(", ").append(number).append(' ').append(what);
        }
    }

    /** The summary and a line for each of the first hundred steps. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(summary());
        refused.stream().limit(STEPS_SHOWN).forEach(each -> text.append("\n  ").append(each));
        steps.stream().limit(STEPS_SHOWN).forEach(step -> text.append("\n  ").append(step));
        if (steps.size() > STEPS_SHOWN) {
            text.append("\n  ... and ").append(steps.size() - STEPS_SHOWN).append(" more");
        }
        return text.toString();
    }

    /**
     * All of it as maps, lists, text and numbers, which any JSON data format takes: {@code menu}, {@code scope},
     * {@code key}, {@code adds}, {@code sets}, {@code moves}, {@code removals}, {@code disables}, {@code impossible}
     * and {@code counts}.
     */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("menu", settings.menu());
        map.put("scope", settings.scope().text());
        map.put("key", settings.key());
        map.put("adds", maps(Kind.ADD));
        map.put("sets", maps(Kind.SET));
        map.put("moves", maps(Kind.MOVE));
        map.put("removals", maps(Kind.REMOVE));
        map.put("disables", maps(Kind.DISABLE));
        List<Map<String, Object>> impossible = new ArrayList<>();
        for (Refused each : refused) {
            Map<String, Object> element = new LinkedHashMap<>();
            element.put("row", each.row().index());
            element.put("id", each.id());
            element.put("why", each.why());
            impossible.add(element);
        }
        map.put("impossible", impossible);
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("desired", desired);
        numbers.put("rows", counts.rows());
        numbers.put("changes", changes());
        numbers.put("unchanged", counts.unchanged());
        numbers.put("ignored", counts.ignored());
        numbers.put("dynamic", counts.dynamic());
        numbers.put("builtin", counts.builtin());
        numbers.put("readOnly", counts.readOnly());
        map.put("counts", numbers);
        return map;
    }

    private List<Map<String, Object>> maps(Kind kind) {
        return steps.stream().filter(step -> step.kind() == kind).map(PlannedWrite::toMap).toList();
    }
}
