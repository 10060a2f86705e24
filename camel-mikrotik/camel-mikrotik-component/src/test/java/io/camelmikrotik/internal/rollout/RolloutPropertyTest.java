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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.camelmikrotik.exception.OutcomeUnknownException;
import io.camelmikrotik.exception.RolloutException;
import io.camelmikrotik.internal.pool.ManualClock;
import io.camelmikrotik.internal.rollout.PretendFleet.MemoryJournal;
import io.camelmikrotik.write.ChangeLimit;
import io.camelmikrotik.write.RolloutResult;
import io.camelmikrotik.write.RolloutResult.DeviceOutcome;
import io.camelmikrotik.write.RolloutResult.End;
import io.camelmikrotik.write.RolloutResult.State;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Roll-outs over random fleets whose steps end in random order and in all ways, with pauses, aborts, clocks that move,
 * and applications that die in the middle and come back: what is promised of all of them.
 */
class RolloutPropertyTest {

    private static final int CASES = Integer.getInteger("rollout.cases", 400);
    private static final int MOST_MOVES = 20_000;

    @Test
    void stopRulesOrderAndOnceHoldWhateverHappens() {
        long seed = Long.getLong("rollout.seed", System.nanoTime());
        System.out.println("rollout.seed=" + seed);
        Random seeds = new Random(seed);
        Map<End, Integer> ends = new HashMap<>();
        for (int i = 0; i < CASES; i++) {
            long of = seeds.nextLong();
            try {
                ends.merge(new Case(of).run(), 1, Integer::sum);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("rollout.seed=" + seed + ", case " + i + ": " + e.getMessage(), e);
            }
        }
        assertThat(ends).as("all that can happen did").containsKeys(End.COMPLETE, End.STOPPED, End.ABORTED);
    }

    private static final class Case implements RolloutSteps, Reachability {

        private final Random random;
        private final int devices;
        private final RolloutOptions options;
        private final RolloutPlan plan;
        private final Map<String, Map<String, String>> labels = new HashMap<>();
        private final boolean verifies;
        private final double badLuck;
        private final double offline;
        /** Whether time passes while calls wait for a worker. */
        private final boolean busy;
        /** What all runs have in common. */
        private final MemoryJournal journal = new MemoryJournal();
        private final Map<String, Integer> changes = new HashMap<>();

        // of this run
        private ManualClock clock;
        private List<Runnable> tasks;
        private List<OpenStep> openSteps;
        private Rollout rollout;

        Case(long seed) {
            random = new Random(seed);
            devices = random.nextInt(25);
            verifies = random.nextBoolean();
            badLuck = random.nextInt(4) == 0 ? 0 : random.nextDouble() * 0.5;
            offline = random.nextInt(3) == 0 ? random.nextDouble() * 0.4 : 0;
            busy = random.nextBoolean();
            String[] waves = { "100%", "1,10%,100%", "1,3,50%,100%", "25%,50%,75%,100%" };
            String[] limits = { "0", "1", "3", "10%", "30%", "100" };
            RolloutOptions plain = PretendFleet.options(
                    waves[random.nextInt(waves.length)], limits[random.nextInt(limits.length)], 1 + random.nextInt(6));
            options = PretendFleet.pausing(plain, Duration.ofMinutes(random.nextInt(3)));
            List<String> names = PretendFleet.names(devices);
            for (int i = 0; i < devices; i++) {
                labels.put(names.get(i), i > 0 && random.nextInt(3) == 0
                        ? Map.of("behind", names.get(random.nextInt(i))) : Map.of());
            }
            plan = RolloutPlan.of(names, labels, options.waves());
        }

        End run() {
            while (true) {
                begin();
                boolean dies = random.nextInt(3) == 0;
                int moves = dies ? random.nextInt(60) : MOST_MOVES;
                for (int i = 0; i < moves && !rollout.result().isDone(); i++) {
                    move();
                    check();
                }
                if (rollout.result().isDone()) {
                    return checkResult();
                }
                assertThat(dies).as("it ended: " + rollout.status() + rollout.devices()).isTrue();
            }
        }

        /** A new application, with what the journal has. */
        private void begin() {
            clock = new ManualClock();
            tasks = new ArrayList<>();
            openSteps = new ArrayList<>();
            rollout = new Rollout("1", plan, options, this, this, journal, new RolloutThreads(tasks::add, clock, clock));
            rollout.start();
        }

        private void move() {
            int what = random.nextInt(100);
            if (what < 60 && !tasks.isEmpty()) {
                tasks.remove(random.nextInt(tasks.size())).run();
            } else if (what < 85 && !openSteps.isEmpty()) {
                openSteps.remove(random.nextInt(openSteps.size())).end.run();
            } else if (what < 97 && (busy || tasks.isEmpty())) {
                clock.advance(Duration.ofSeconds(random.nextInt(30)));
            } else if (what < 98) {
                rollout.pause();
            } else if (what < 99 || random.nextInt(4) > 0) {
                rollout.resume();
            } else {
                rollout.abort();
            }
        }

        private void check() {
            long now = clock.getAsLong();
            // what is not ended in time is given up, and another one has its turn
            long open = openSteps.stream().filter(step -> step.deadline - now > 0).count();
            assertThat(busy ? 0 : open).isLessThanOrEqualTo(options.parallelism());
        }

        // ---- the devices

        @Override
        public CompletionStage<Boolean> check(String device) {
            boolean there = random.nextDouble() >= offline;
            return stage(there ? null : new AssertionError("offline"), there, Duration.ofMinutes(1));
        }

        @Override
        public CompletionStage<Void> change(String device) {
            assertThat(changes.merge(device, 1, Integer::sum)).as(device + " is changed once").isEqualTo(1);
            assertOrder(device);
            return step();
        }

        @Override
        public boolean verifies() {
            return verifies;
        }

        @Override
        public CompletionStage<Void> verify(String device) {
            assertThat(changes).as("what is verified was begun").containsKey(device);
            return step();
        }

        private void assertOrder(String device) {
            Map<String, String> shown = rollout.devices();
            int wave = waveOf(device);
            shown.forEach((other, state) -> {
                boolean ended = List.of("done", "failed", "unknown", "offline").contains(state);
                if (waveOf(other) < wave || device.equals(labels.get(other).get("behind"))) {
                    assertThat(ended).as("%s, %s, before %s", other, state, device).isTrue();
                }
            });
        }

        private int waveOf(String device) {
            for (int i = 0; i < plan.waves().size(); i++) {
                if (plan.waves().get(i).contains(device)) {
                    return i;
                }
            }
            throw new AssertionError(device);
        }

        private CompletionStage<Void> step() {
            Throwable failure = random.nextDouble() >= badLuck ? null : switch (random.nextInt(4)) {
                case 0 -> new OutcomeUnknownException("r", "/x", "lost", null);
                case 1 -> new StackOverflowError();
                default -> new IllegalStateException("failed");
            };
            if (failure instanceof Error error && random.nextBoolean()) {
                throw error;
            }
            return stage(failure, null, options.stepTimeout());
        }

        private <T> CompletionStage<T> stage(Throwable failure, T value, Duration timeout) {
            CompletableFuture<T> stage = new CompletableFuture<>();
            openSteps.add(new OpenStep(clock.getAsLong() + timeout.toNanos(), () -> {
                if (failure == null) {
                    stage.complete(value);
                } else {
                    stage.completeExceptionally(failure);
                }
            }));
            return stage;
        }

        private record OpenStep(long deadline, Runnable end) {
        }

        // ---- what came of it

        private End checkResult() {
            RolloutResult result = rollout.result().handle(
                    (ended, failure) -> failure == null ? ended : ((RolloutException) failure).getResult()).join();
            assertThat(result.devices()).extracting(DeviceOutcome::device).containsExactlyElementsOf(
                    plan.waves().stream().flatMap(List::stream).toList());
            assertThat(result.end()).as(result.toString()).isNotEqualTo(End.BROKEN);
            int failures = result.count(State.FAILED) + result.count(State.UNKNOWN);
            assertThat((double) failures).as(result + " with " + options).isLessThanOrEqualTo(
                    Math.floor(allowed()) + options.parallelism());
            if (result.end() == End.COMPLETE) {
                assertThat((double) failures).isLessThanOrEqualTo(allowed());
                assertThat(result.count(State.NOT_TRIED)).isZero();
            }
            for (DeviceOutcome device : result.devices()) {
                boolean untouched = device.state() == State.NOT_TRIED || device.state() == State.OFFLINE;
                if (untouched) {
                    assertThat(changes).as(device.toString()).doesNotContainKey(device.device());
                } else if (device.state() == State.DONE || device.state() == State.FAILED) {
                    assertThat(changes).as(device.toString()).containsKey(device.device());
                }
            }
            return result.end();
        }

        private double allowed() {
            ChangeLimit limit = options.maxFailures();
            return limit.percent() ? limit.amount() * devices / 100 : limit.amount();
        }
    }
}
