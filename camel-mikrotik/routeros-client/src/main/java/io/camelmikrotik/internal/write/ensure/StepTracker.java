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
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

import io.camelmikrotik.write.DesiredRow;
import io.camelmikrotik.write.EnsurePlan;
import io.camelmikrotik.write.PlannedWrite;
import io.camelmikrotik.write.PlannedWrite.Kind;
import io.camelmikrotik.write.RowResult;
import io.camelmikrotik.write.WriteProgress;

/**
 * What is known of each step, over all rounds of a run: so that no write is sent twice, and what is unknown is seen
 * when the table is read again. Used by one thread at a time.
 */
final class StepTracker {

    /** How often a row is tried anew after somebody else's change got in the way. */
    private static final int MOST_RACES = 2;

    private enum Fate {
        PLANNED,
        DONE,
        /** Somebody else was faster: the table must be read again to see what is left to do. */
        RACED,
        FAILED,
        UNKNOWN,
        NOT_SENT
    }

    /** One row. */
    private static final class Entry {

        private final DesiredRow row;
        private final Fate[] fates = new Fate[Kind.values().length];
        private String id;
        private String message;
        private Map<String, String> actual = Map.of();
        private int races;

        Entry(DesiredRow row, String id) {
            this.row = row;
            this.id = id;
        }

        boolean has(Fate fate) {
            for (Fate each : fates) {
                if (each == fate) {
                    return true;
                }
            }
            return false;
        }

        boolean isClosed() {
            return has(Fate.FAILED) || has(Fate.UNKNOWN);
        }
    }

    private final Map<Object, Entry> entries = new LinkedHashMap<>();
    private final Map<DesiredRow, String> newIds = new HashMap<>();
    private final WriteProgress progress;
    /** Steps by what is known of them. */
    private final long[] steps = new long[Fate.values().length];
    private boolean failed;
    private boolean needsReread;

    /** @param progress hears of each step */
    StepTracker(WriteProgress progress) {
        this.progress = progress;
    }

    // ---- what happens to steps

    void done(PlannedWrite step, String ret) {
        Entry entry = note(step, Fate.DONE);
        if (step.kind() == Kind.ADD) {
            entry.id = ret;
            if (ret == null) {
                // some menus do not tell: the next reading does
                needsReread = true;
            } else {
                newIds.put(step.row(), ret);
            }
        }
    }

    void failed(PlannedWrite step, String message) {
        note(step, Fate.FAILED).message = message;
        failed = true;
    }

    void unknown(PlannedWrite step, String message) {
        note(step, Fate.UNKNOWN).message = message;
        needsReread = true;
    }

    /** A session died: what is left to do is seen when the table is read again. */
    void lostSession() {
        needsReread = true;
    }

    /** The router's answer shows that the table is not as it was read. Whether it is tried anew. */
    boolean raced(PlannedWrite step, String message) {
        Entry entry = entry(step);
        if (++entry.races > MOST_RACES) {
            failed(step, message);
            return false;
        }
        note(step, Fate.RACED).message = message;
        needsReread = true;
        return true;
    }

    void notSent(PlannedWrite step, String message) {
        note(step, Fate.NOT_SENT).message = message;
    }

    /** A row was looked at, and is not as it shall be. */
    void differs(DesiredRow row, String message, Map<String, String> actual) {
        differs(entries.get(row), message, actual);
    }

    /** A row that the list does not have was looked at, and is not as it shall be. */
    void differs(String id, String message, Map<String, String> actual) {
        differs(entries.get(id), message, actual);
    }

    private void differs(Entry entry, String message, Map<String, String> actual) {
        entry.message = message;
        entry.actual = actual;
        for (int i = 0; i < entry.fates.length; i++) {
            if (entry.fates[i] == Fate.DONE) {
                mark(entry, i, Fate.FAILED);
            }
        }
        failed = true;
    }

    private Entry note(PlannedWrite step, Fate fate) {
        Entry entry = entry(step);
        mark(entry, step.kind().ordinal(), fate);
        return entry;
    }

    private void mark(Entry entry, int kind, Fate fate) {
        Fate before = entry.fates[kind];
        if (before != null) {
            steps[before.ordinal()]--;
        }
        if (fate != null) {
            steps[fate.ordinal()]++;
        }
        entry.fates[kind] = fate;
        progress.now(
                LongStream.of(steps).sum(), steps[Fate.DONE.ordinal()], steps[Fate.FAILED.ordinal()],
                steps[Fate.NOT_SENT.ordinal()], steps[Fate.UNKNOWN.ordinal()]);
    }

    private Entry entry(PlannedWrite step) {
        return entries.computeIfAbsent(key(step), key -> new Entry(step.row(), step.id()));
    }

    private static Object key(PlannedWrite step) {
        return step.row() != null ? step.row() : step.id();
    }

    // ---- rounds

    /** Whether a step was refused for good. */
    boolean hasFailed() {
        return failed;
    }

    boolean hasUnknown() {
        return entries.values().stream().anyMatch(entry -> entry.has(Fate.UNKNOWN));
    }

    boolean hasNotSent() {
        return entries.values().stream().anyMatch(entry -> entry.has(Fate.NOT_SENT));
    }

    /** Rows that were changed, may have been, or are about to be: of the whole run. */
    int changes() {
        return count(Kind.values());
    }

    /** As {@link #changes}, of rows that are removed or disabled. */
    int removals() {
        return count(Kind.REMOVE, Kind.DISABLE);
    }

    private int count(Kind... kinds) {
        return (int) entries.values().stream().filter(entry -> Arrays.stream(kinds).anyMatch(kind -> {
            Fate fate = entry.fates[kind.ordinal()];
            return fate == Fate.DONE || fate == Fate.UNKNOWN || fate == Fate.PLANNED;
        })).count();
    }

    /** Whether only a new reading of the table can tell what a step did, or what is left to do. */
    boolean isInTheDark() {
        return needsReread;
    }

    /**
     * Compares what is known with a plan made of a new reading, and begins with what is left.
     *
     * @return the steps to do now: those of the plan but for rows that are done or given up
     */
    List<PlannedWrite> begin(EnsurePlan plan) {
        resolve(plan);
        needsReread = false;
        List<PlannedWrite> steps = new ArrayList<>();
        for (PlannedWrite step : plan.steps()) {
            Entry entry = entries.get(key(step));
            Fate fate = entry == null ? null : entry.fates[step.kind().ordinal()];
            boolean again = fate != Fate.DONE || step.kind() == Kind.MOVE;
            if (again && (entry == null || !entry.isClosed())) {
                note(step, Fate.PLANNED).message = null;
                steps.add(step);
            }
        }
        return steps;
    }

    /** Compares what is known with a plan made of a new reading. */
    void resolve(EnsurePlan plan) {
        Set<Object> stillToDo = new HashSet<>();
        plan.steps().forEach(step -> stillToDo.add(List.of(key(step), step.kind())));
        Kind[] kinds = Kind.values();
        entries.forEach((key, entry) -> {
            for (Kind kind : kinds) {
                Fate fate = entry.fates[kind.ordinal()];
                boolean seen = !stillToDo.contains(List.of(key, kind));
                if (fate == Fate.UNKNOWN && seen) {
                    mark(entry, kind.ordinal(), Fate.DONE);
                    entry.message = null;
                } else if (fate == Fate.UNKNOWN) {
                    failed = true;
                } else if (seen && (fate == Fate.RACED || fate == Fate.PLANNED || fate == Fate.NOT_SENT)) {
                    // done by somebody else, or not needed any more
                    mark(entry, kind.ordinal(), fate == Fate.RACED ? Fate.DONE : null);
                } else if (fate == Fate.PLANNED) {
                    // unless a next round plans it anew
                    mark(entry, kind.ordinal(), Fate.NOT_SENT);
                }
            }
            String id = entry.row == null ? null : plan.id(entry.row);
            if (id != null) {
                entry.id = id;
                newIds.put(entry.row, id);
            }
        });
    }

    /** Nothing more will be read or sent. */
    void close() {
        for (Entry entry : entries.values()) {
            for (int i = 0; i < entry.fates.length; i++) {
                if (entry.fates[i] == Fate.RACED) {
                    mark(entry, i, Fate.FAILED);
                    failed = true;
                }
            }
        }
    }

    // ---- what is asked of it

    /** The id of a row that was added in this run; {@code null} if it is not known. */
    String newId(DesiredRow row) {
        return newIds.get(row);
    }

    /** Ids of rows that were added, set or moved, by the elements they are for. */
    Map<String, DesiredRow> touched() {
        Map<String, DesiredRow> touched = new LinkedHashMap<>();
        entries.values().stream().filter(entry -> entry.row != null && entry.id != null && entry.has(Fate.DONE))
                .forEach(entry -> touched.put(entry.id, entry.row));
        return touched;
    }

    /** Ids of rows that the list does not have, and what was done to them. */
    Map<String, Kind> removedOrDisabled() {
        Map<String, Kind> removedOrDisabled = new LinkedHashMap<>();
        entries.values().stream().filter(entry -> entry.row == null && entry.has(Fate.DONE)).forEach(
                entry -> removedOrDisabled.put(entry.id,
                        entry.fates[Kind.REMOVE.ordinal()] == Fate.DONE ? Kind.REMOVE : Kind.DISABLE));
        return removedOrDisabled;
    }

    List<RowResult> results() {
        List<RowResult> results = new ArrayList<>();
        for (Entry entry : entries.values()) {
            List<Kind> actions = new ArrayList<>();
            for (Kind kind : Kind.values()) {
                if (entry.fates[kind.ordinal()] != null) {
                    actions.add(kind);
                }
            }
            if (!actions.isEmpty()) {
                RowResult.State state = state(entry);
                results.add(new RowResult(
                        entry.row, entry.id, List.copyOf(actions), state,
                        state == RowResult.State.DONE ? null : entry.message, entry.actual));
            }
        }
        return results;
    }

    private static RowResult.State state(Entry entry) {
        if (entry.has(Fate.FAILED)) {
            return RowResult.State.FAILED;
        }
        if (entry.has(Fate.UNKNOWN)) {
            return RowResult.State.UNKNOWN;
        }
        return entry.has(Fate.NOT_SENT) || entry.has(Fate.PLANNED) ? RowResult.State.NOT_SENT : RowResult.State.DONE;
    }
}
