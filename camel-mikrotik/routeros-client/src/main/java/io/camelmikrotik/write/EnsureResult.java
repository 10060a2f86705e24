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

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.camelmikrotik.write.PlannedWrite.Kind;
import io.camelmikrotik.write.RowResult.State;

/**
 * What became of a plan. Immutable. Prints itself for people and turns itself into maps for JSON; both mask the values
 * of secrets.
 *
 * @param plan     what was to be done
 * @param rows     what became of each row that had to be changed, those that cannot be changed included
 * @param safeMode how Safe Mode ended
 * @param problem  what kept the run from going on or from being looked at afterwards; {@code null} if nothing did
 * @param times    how long the run took
 */
public record EnsureResult(
        EnsurePlan plan, List<RowResult> rows, SafeModeEnd safeMode, String problem, Times times) {

    private static final int ROWS_SHOWN = 20;

    /**
     * How long the phases of a run took, reading again included.
     *
     * @param reading   and comparing, the first time
     * @param writing   and reading again where that was needed
     * @param verifying what was read back
     */
    public record Times(Duration reading, Duration writing, Duration verifying) {
    }

    public EnsureResult {
        rows = List.copyOf(rows);
    }

    /** Whether the table is as the list wants it: everything was done, looked at afterwards, and kept. */
    public boolean isComplete() {
        return problem == null && count(State.DONE) == rows.size()
                && (safeMode == SafeModeEnd.NOT_USED || safeMode == SafeModeEnd.RELEASED);
    }

    /** The number of rows of which this is known. */
    public int count(State state) {
        return (int) rows.stream().filter(row -> row.state() == state).count();
    }

    /** The number of rows to which this was done. */
    public int done(Kind action) {
        return (int) rows.stream().filter(row -> row.state() == State.DONE && row.actions().contains(action)).count();
    }

    /** One line: how many rows of which kind and state. */
    public String summary() {
        StringBuilder text = new StringBuilder("ensure ").append(plan.settings().menu()).append(" where ")
                .append(plan.settings().scope()).append(": ").append(done(Kind.ADD)).append(" added, ").append(done(Kind.SET))
                .append(" set, ").append(done(Kind.MOVE)).append(" moved, ").append(done(Kind.REMOVE)).append(" removed, ")
                .append(done(Kind.DISABLE)).append(" disabled, ").append(plan.counts().unchanged()).append(" unchanged");
        append(text, State.FAILED, "failed");
        append(text, State.UNKNOWN, "unknown");
        append(text, State.NOT_SENT, "not sent");
        append(text, State.ROLLED_BACK, "rolled back");
        if (safeMode != SafeModeEnd.NOT_USED) {
            text.append("; Safe Mode ").append(safeMode.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
        }
        if (problem != null) {
            text.append("; ").append(problem);
        }
        return text.toString();
    }

    private void append(StringBuilder text, State state, String what) {
        int number = count(state);
        if (number > 0) {
            text.append(", ").append(number).append(' ').append(what);
        }
    }

    /** The summary, and a line for each of the first rows that are not done. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(summary());
        rows.stream().filter(row -> row.state() != State.DONE).limit(ROWS_SHOWN)
                .forEach(row -> text.append("\n  ").append(row));
        return text.toString();
    }

    /** All of it as maps, lists, text and numbers, which any JSON data format takes. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("complete", isComplete());
        map.put("plan", plan.toMap());
        map.put("rows", rows.stream().map(RowResult::toMap).toList());
        map.put("safeMode", safeMode.name().toLowerCase(java.util.Locale.ROOT));
        map.put("problem", problem);
        map.put("readingMillis", times.reading().toMillis());
        map.put("writingMillis", times.writing().toMillis());
        map.put("verifyingMillis", times.verifying().toMillis());
        return map;
    }
}
