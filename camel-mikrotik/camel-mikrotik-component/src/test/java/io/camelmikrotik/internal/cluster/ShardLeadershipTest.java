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
package io.camelmikrotik.internal.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Which shards a member leads, with engines that are as bad as real ones. */
class ShardLeadershipTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(3);
    private static final int SHARDS = 32;

    private final MemoryCluster cluster = new MemoryCluster();
    private final List<Process> processes = new CopyOnWriteArrayList<>();

    /** One JVM of the cluster, with a clock of its own that may jump. */
    private final class Process implements ShardListener {

        private final DefaultCamelContext context = new DefaultCamelContext();
        private final MemoryCluster.Service service;
        private final ShardLeadership leadership;
        private final AtomicLong pausedMillis = new AtomicLong();
        private final AtomicInteger changes = new AtomicInteger();
        private volatile CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);

        Process(boolean preemptive) throws Exception {
            service = preemptive ? cluster.preemptiveMember(context) : cluster.member(context);
            context.addService(service);
            context.start();
            leadership = new ShardLeadership(
                    context, service, new Shards("test", SHARDS), MAX_PAUSE,
                    () -> new PauseGuard(
                            MAX_PAUSE, () -> System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pausedMillis.get()),
                            System::currentTimeMillis),
                    () -> Duration.ofSeconds(10));
            leadership.join(this);
            processes.add(this);
        }

        @Override
        public CompletionStage<Void> shardsChanged() {
            changes.incrementAndGet();
            return idle;
        }

        Set<Integer> led() {
            return leadership.led();
        }

        void stop() throws Exception {
            leadership.leave(this, Duration.ofSeconds(5));
            context.stop();
            processes.remove(this);
        }
    }

    private Process start() throws Exception {
        return new Process(false);
    }

    @AfterEach
    void stopAll() throws Exception {
        for (Process each : processes) {
            each.stop();
        }
    }

    private static void awaitShares(Process... members) {
        int most = (SHARDS + members.length - 1) / members.length;
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<Integer> led = new ArrayList<>();
            for (Process each : members) {
                assertThat(each.led()).hasSizeBetween(SHARDS / members.length, most);
                led.addAll(each.led());
            }
            assertThat(led).hasSize(SHARDS).doesNotHaveDuplicates();
        });
    }

    @Test
    void membersLeadNoMoreThanTheirShare() throws Exception {
        Process first = start();
        Process second = start();
        Process third = start();

        awaitShares(first, second, third);
        assertThat(first.leadership.members()).containsExactlyInAnyOrder("member-1", "member-2", "member-3");
        assertThat(first.leadership.toString()).startsWith("test: leads 1").contains("of 32 shards", "member-3");
    }

    @Test
    void whoJoinsGetsItsShareWhenNothingIsDoneInItAnyMore() throws Exception {
        Process first = start();
        awaitShares(first);
        first.idle = new CompletableFuture<>();

        Process second = start();

        await().atMost(PATIENCE).until(() -> first.led().size() == SHARDS / 2);
        int before = first.changes.get();
        await().pollDelay(Duration.ofSeconds(2)).until(() -> second.led().isEmpty());
        first.idle.complete(null);
        awaitShares(first, second);
        assertThat(first.changes.get()).isGreaterThanOrEqualTo(before);
    }

    @Test
    void whoLeavesGivesItsShardsToTheOthers() throws Exception {
        Process first = start();
        Process second = start();
        awaitShares(first, second);
        second.stop();
        awaitShares(first);
        assertThat(second.service.leads()).isZero();
    }

    @Test
    void aMemberThatWasPausedDoesNothingFromItsFirstMomentOn() throws Exception {
        Process first = start();
        Process second = start();
        awaitShares(first, second);
        Set<Integer> before = first.led();

        first.service.expire();
        await().atMost(PATIENCE).until(() -> second.led().size() == SHARDS);
        // its views have not heard of that, and it has not run since: this is the first that it does
        first.pausedMillis.addAndGet(MAX_PAUSE.toMillis() + 1);
        assertThat(first.service.leads()).isGreaterThanOrEqualTo(before.size());
        assertThat(first.led()).isEmpty();

        awaitShares(first, second);
    }

    @Test
    void aMemberThatWasPausedForAMomentGoesOn() throws Exception {
        Process only = start();
        awaitShares(only);
        int changes = only.changes.get();
        only.pausedMillis.addAndGet(MAX_PAUSE.toMillis() / 4);
        assertThat(only.led()).hasSize(SHARDS);
        await().pollDelay(Duration.ofMillis(1_500)).until(() -> only.led().size() == SHARDS);
        assertThat(only.changes).hasValue(changes);
    }

    @Test
    void anEngineThatShowsWhatItKnewBeforeIsNotBelieved() throws Exception {
        Process first = start();
        Process second = start();
        awaitShares(first, second);
        first.service.setForgetful(false);

        first.service.expire();
        await().atMost(PATIENCE).until(() -> second.led().size() == SHARDS);
        first.pausedMillis.addAndGet(MAX_PAUSE.toMillis() + 1);

        // it leaves and joins all elections, whose views say all the time that it leads
        await().pollDelay(Duration.ofSeconds(2)).atMost(PATIENCE).until(() -> first.led().isEmpty());
        assertThat(second.led()).hasSizeGreaterThanOrEqualTo(SHARDS / 2);
    }

    @Test
    void aLossThatNobodyTellsIsSeenAndTheElectionsAreJoinedAgain() throws Exception {
        Process only = start();
        awaitShares(only);
        cluster.setEventful(false);
        int changes = only.changes.get();

        only.service.loseAll();

        assertThat(only.led()).isEmpty();
        await().atMost(PATIENCE).until(() -> only.changes.get() > changes);
        awaitShares(only);
    }

    @Test
    void anEngineThatDoesNotAnswerLeavesNobodyInCharge() throws Exception {
        Process first = start();
        Process second = start();
        awaitShares(first, second);

        cluster.setAnswering(false);
        await().atMost(PATIENCE).until(() -> first.led().isEmpty() && second.led().isEmpty());
        // the elections are not joined before it answers
        await().pollDelay(MAX_PAUSE.plusSeconds(1)).until(() -> first.led().isEmpty() && second.led().isEmpty());

        cluster.setAnswering(true);
        awaitShares(first, second);
    }

    @Test
    void whereNoMembersAreToldEachTakesPartInAllShards() throws Exception {
        cluster.setTelling(false);
        Process first = start();
        await().atMost(PATIENCE).until(() -> first.led().size() == SHARDS);
        Process second = start();
        assertThat(first.leadership.members()).isEmpty();
        first.stop();
        await().atMost(PATIENCE).until(() -> second.led().size() == SHARDS);
    }

    @Test
    void anEngineThatCanBePreemptedIsBalanced() throws Exception {
        Process first = new Process(true);
        await().atMost(PATIENCE).until(() -> first.led().size() == SHARDS);
        Process second = new Process(true);
        Process third = new Process(true);

        awaitShares(first, second, third);
        second.stop();
        awaitShares(first, third);
        // the service is the application's, and goes on
        assertThat(first.service.isStarted()).isTrue();
    }

    @Test
    void aViewThatStartsByItselfIsStoppedAgain() throws Exception {
        Process first = start();
        Process second = start();
        awaitShares(first, second);

        // as it does with all its views
        first.service.stop();
        await().atMost(PATIENCE).until(() -> second.leadership.members().size() == 1 && second.led().size() == SHARDS);
        first.service.start();
        second.stop();

        awaitShares(first);
        Process third = start();
        awaitShares(first, third);
    }

    @Test
    void endpointsOfOneNamespaceShareItsShardsAndCannotDiffer() throws Exception {
        ShardLeaderships all = new ShardLeaderships(() -> Duration.ofSeconds(1));
        Process process = start();
        ShardLeadership one = all.of(process.context, process.service, new Shards("a", 4), MAX_PAUSE);
        assertThat(all.of(process.context, process.service, new Shards("a", 4), MAX_PAUSE)).isSameAs(one);
        assertThat(all.of(process.context, process.service, new Shards("b", 8), MAX_PAUSE)).isNotSameAs(one);
        one.join(process);
        assertThatThrownBy(() -> all.of(process.context, process.service, new Shards("a", 8), MAX_PAUSE))
                .hasMessage("shards must be the same for all endpoints with clusterNamespace=a");
        assertThatThrownBy(() -> all.of(process.context, process.service, new Shards("a", 4), Duration.ofSeconds(9)))
                .hasMessage("clusterMaxPause must be the same for all endpoints with clusterNamespace=a");
        assertThat(all.used()).containsExactly(one);
        one.leave(process, Duration.ofSeconds(5));
        assertThat(all.of(process.context, process.service, new Shards("a", 8), MAX_PAUSE)).isNotSameAs(one);
    }
}
