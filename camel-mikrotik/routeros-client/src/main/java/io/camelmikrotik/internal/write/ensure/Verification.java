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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.write.DesiredRow;
import io.camelmikrotik.write.EnsurePlan;
import io.camelmikrotik.write.EnsureSettings;
import io.camelmikrotik.write.PlannedWrite.Kind;

/**
 * Looks at the rows that were changed, whether those that were removed are gone, and at the places of all if order
 * matters. What is not as it shall be has failed.
 */
final class Verification {

    private final EnsureSettings settings;
    private final DesiredRows desired;
    private final TableReader reader;
    private final StepTracker tracker;
    private final Executor executor;

    Verification(EnsureSettings settings, DesiredRows desired, TableReader reader, StepTracker tracker, Executor executor) {
        this.settings = settings;
        this.desired = desired;
        this.reader = reader;
        this.tracker = tracker;
        this.executor = executor;
    }

    /** @return what kept it from looking, or {@code null}; never fails */
    CompletableFuture<String> look(EnsurePlan plan) {
        Map<String, DesiredRow> touched = tracker.touched();
        Map<String, Kind> removedOrDisabled = tracker.removedOrDisabled();
        CompletableFuture<Void> rows = reader.rows(List.copyOf(touched.keySet()))
                .thenAcceptAsync(read -> compare(touched, read), executor)
                .thenCompose(compared -> reader.left(List.copyOf(removedOrDisabled.keySet())))
                .thenAcceptAsync(left -> compareLeft(removedOrDisabled, left), executor);
        CompletableFuture<Void> all = settings.ordered()
                ? rows.thenCompose(compared -> reader.places()).thenAcceptAsync(order -> comparePlaces(plan, order), executor)
                : rows;
        return all.handle((done, failure) -> {
            if (failure == null) {
                return null;
            }
            Throwable cause
                    = Completions.cause(failure);
            return "what was done could not be read back: " + cause.getMessage();
        });
    }

    private void compare(Map<String, DesiredRow> touched, List<RouterOsRow> read) {
        RowComparison comparison = new RowComparison(settings, desired);
        read.forEach(comparison::learn);
        Set<String> gone = new HashSet<>(touched.keySet());
        for (RouterOsRow row : read) {
            DesiredRow wanted = touched.get(row.getId());
            if (wanted == null) {
                continue;
            }
            gone.remove(row.getId());
            Map<String, String> different = comparison.differences(wanted, row, secret -> {
            });
            if (!different.isEmpty()) {
                tracker.differs(wanted, "it is not as it was written" + advice(wanted, different), different);
            }
        }
        gone.forEach(id -> tracker.differs(touched.get(id), "it is gone", Map.of()));
    }

    /** Another text of the same meaning, which is not known here, would be written again by each run. */
    private String advice(DesiredRow wanted, Map<String, String> different) {
        Map<String, String> printed = new LinkedHashMap<>();
        different.forEach((name, value) -> {
            String written = wanted.get(name);
            if (written != null && value != null && settings.values().mayBeRespelled(name, written)) {
                printed.put(name, value);
            }
        });
        return printed.isEmpty()
                ? "" : ". If that means the same, write it as the router prints it: " + Masking.properties(printed);
    }

    private void compareLeft(Map<String, Kind> removedOrDisabled, List<RouterOsRow> left) {
        for (RouterOsRow row : left) {
            Kind done = removedOrDisabled.get(row.getId());
            if (done == Kind.REMOVE) {
                tracker.differs(row.getId(), "it is still there", Map.of());
            } else if (done == Kind.DISABLE && !MenuTraits.isTrue(row.get("disabled"))) {
                tracker.differs(row.getId(), "it is not disabled", Map.of("disabled", String.valueOf(row.get("disabled"))));
            }
        }
    }

    private void comparePlaces(EnsurePlan plan, TableOrder order) {
        List<DesiredRow> there = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (DesiredRow row : desired.rows()) {
            String id = tracker.newId(row) != null ? tracker.newId(row) : plan.id(row);
            int place = id == null ? -1 : order.place(id);
            if (place >= 0) {
                there.add(row);
                places.add(place);
            }
        }
        boolean[] inPlace = LongestIncreasing.of(places.stream().mapToInt(Integer::intValue).toArray());
        Set<DesiredRow> touched = new HashSet<>(tracker.touched().values());
        for (int i = 0; i < inPlace.length; i++) {
            if (!inPlace[i] && touched.contains(there.get(i))) {
                tracker.differs(there.get(i), "it is not in its place", Map.of());
            }
        }
    }
}
