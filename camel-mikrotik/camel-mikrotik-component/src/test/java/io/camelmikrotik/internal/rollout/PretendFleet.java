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
package io.camelmikrotik.internal.rollout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

import io.camelmikrotik.write.ChangeLimit;

/** Devices whose steps end when a test says so. One thread. */
final class PretendFleet implements RolloutSteps, Reachability {

    static final RolloutOptions OPTIONS = options("100%", "0", 100);

    final Map<String, CompletableFuture<Void>> changing = new LinkedHashMap<>();
    final Map<String, CompletableFuture<Void>> verifying = new LinkedHashMap<>();
    final List<String> changed = new ArrayList<>();
    final List<String> verified = new ArrayList<>();
    final Set<String> offline = new HashSet<>();
    boolean verifies;

    static RolloutOptions options(String waves, String maxFailures, int parallelism) {
        return new RolloutOptions(
                "direct:one", null, Waves.parse(waves), ChangeLimit.parse(maxFailures), parallelism, Duration.ZERO,
                Duration.ofMinutes(10), Duration.ofHours(1), null);
    }

    static RolloutOptions pausing(RolloutOptions plain, Duration wavePause) {
        return new RolloutOptions(
                plain.to(), plain.verify(), plain.waves(), plain.maxFailures(), plain.parallelism(), wavePause,
                plain.offlineDeadline(), plain.stepTimeout(), plain.stateFile());
    }

    static List<String> names(int number) {
        return IntStream.range(0, number).mapToObj(i -> "r" + i).toList();
    }

    static RolloutPlan plan(int devices, Waves waves) {
        return RolloutPlan.of(names(devices), Map.of(), waves);
    }

    @Override
    public CompletionStage<Void> change(String device) {
        changed.add(device);
        return changing.computeIfAbsent(device, name -> new CompletableFuture<>());
    }

    @Override
    public boolean verifies() {
        return verifies;
    }

    @Override
    public CompletionStage<Void> verify(String device) {
        verified.add(device);
        CompletableFuture<Void> future = new CompletableFuture<>();
        verifying.put(device, future);
        return future;
    }

    @Override
    public CompletionStage<Boolean> check(String device) {
        return CompletableFuture.completedFuture(!offline.contains(device));
    }

    void changes(String... devices) {
        for (String device : devices) {
            changing.remove(device).complete(null);
        }
    }

    void fails(String device, Throwable failure) {
        changing.remove(device).completeExceptionally(failure);
    }

    /** What a state file would keep, in memory; may be told to fail. */
    static final class MemoryJournal implements RolloutJournal {

        final Map<String, Entry> entries = new HashMap<>();
        final List<String> written = new ArrayList<>();
        String failsFor;
        boolean closed;

        @Override
        public Map<String, Entry> open() {
            return Map.copyOf(entries);
        }

        @Override
        public void write(String device, Event event, String reason) throws java.io.IOException {
            if ((event + " " + device).equals(failsFor)) {
                throw new java.io.IOException("no space left on device");
            }
            written.add(event + " " + device);
            entries.put(device, new Entry(event, reason));
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
