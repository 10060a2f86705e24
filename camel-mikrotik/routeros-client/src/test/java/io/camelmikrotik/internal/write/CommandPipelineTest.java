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
package io.camelmikrotik.internal.write;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.internal.pool.Lease;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.simulator.Journal;
import io.camelmikrotik.write.OnFailure;
import io.camelmikrotik.write.PipelineEnd;
import io.camelmikrotik.write.WriteOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static io.camelmikrotik.internal.write.PooledRouter.PATIENCE;
import static io.camelmikrotik.internal.write.PooledRouter.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Many commands over one session. */
class CommandPipelineTest {

    private static final String ADD = "/ppp/secret/add";

    private final PooledRouter pooled = new PooledRouter();
    private final List<WriteOutcome> outcomes = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        pooled.close();
    }

    @Test
    void everyElementHasItsOutcomeInInputOrder() {
        pooled.router.table("/ppp/secret").add("name", "user3", "service", "any");

        PipelineEnd end = run(pipeline(adds(100), settings(16, OnFailure.CONTINUE)));

        assertThat(end.isComplete()).isTrue();
        assertThat(outcomes).hasSize(100).extracting(WriteOutcome::index)
                .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(i -> (long) i).toList());
        assertThat(outcomes.get(3)).satisfies(trapped -> {
            assertThat(trapped.state()).isEqualTo(WriteOutcome.State.TRAPPED);
            assertThat(trapped.message()).contains("already exists");
            assertThat(trapped.element()).isEqualTo("user3");
        });
        assertThat(outcomes).filteredOn(WriteOutcome::isDone).hasSize(99).allSatisfy(
                done -> assertThat(pooled.router.table("/ppp/secret").row(done.ret())).containsEntry("name",
                        (String) done.element()));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void anElementThatMakesNothingOfItsReplyIsUnknownAndTheOthersHaveTheirOutcomes(Throwable mistake) {
        List<CommandSequence> elements = new ArrayList<>(adds(20));
        CommandSequence broken = elements.get(7);
        elements.set(7, new CommandSequence() {
            @Override
            public RouterOsCommand command() {
                return broken.command();
            }

            @Override
            public void answered(Reply reply) {
                CommandPipelineTest.<RuntimeException> sneak(mistake);
            }

            @Override
            public void failed(MikrotikException failure) {
                broken.failed(failure);
            }

            @Override
            public void abandoned(String why) {
                broken.abandoned(why);
            }

            @Override
            public List<WriteOutcome> outcomes() {
                return broken.outcomes();
            }
        });

        PipelineEnd end = run(pipeline(elements, settings(16, OnFailure.CONTINUE)));

        assertThat(end.isComplete()).isTrue();
        assertThat(outcomes).hasSize(20);
        assertThat(outcomes.get(7).state()).isEqualTo(WriteOutcome.State.UNKNOWN);
        assertThat(outcomes).filteredOn(WriteOutcome::isDone).hasSize(19);
        assertThat(pooled.router.journal().count(ADD)).isEqualTo(20);
    }

    static Stream<Throwable> mistakes() {
        return Stream.of(new NullPointerException("id"), new OutOfMemoryError("heap"), new StackOverflowError());
    }

    private static <E extends Throwable> void sneak(Throwable failure) throws E {
        @SuppressWarnings("unchecked")
        E any = (E) failure;
        throw any;
    }

    @Test
    void noMoreThanTheWindowIsInFlight() {
        pooled.router.faults().onNext(ADD).times(12).stall();
        CommandPipeline pipeline = pipeline(adds(100), settings(3, OnFailure.CONTINUE));
        CompletableFuture<PipelineEnd> end = pipeline.run(pooled.standing(), pooled.device.pace());

        await().atMost(PATIENCE).until(() -> pooled.router.journal().count(ADD) == 3);
        pooled.router.cutSessions();

        assertThat(get(end).kind()).isEqualTo(PipelineEnd.Kind.SESSION_LOST);
        assertThat(pooled.router.journal().count(ADD)).isEqualTo(3);
    }

    @Test
    void aTrapStopsAndWhatWasNotSentIsToldSo() {
        pooled.router.faults().onNext(ADD).after(10).trap("1", "invalid value for argument name");
        CommandPipeline pipeline = pipeline(adds(200), settings(4, OnFailure.STOP));

        PipelineEnd end = run(pipeline);
        get(pipeline.close("stopped", true));

        assertThat(end.kind()).isEqualTo(PipelineEnd.Kind.STOPPED);
        assertThat(outcomes).hasSize(200);
        assertThat(outcomes.get(10).state()).isEqualTo(WriteOutcome.State.TRAPPED);
        assertThat(outcomes.get(10).category()).isEqualTo(1);
        long done = outcomes.stream().filter(WriteOutcome::isDone).count();
        assertThat(done).isLessThan(30).isEqualTo(pooled.router.table("/ppp/secret").size());
        assertThat(outcomes).filteredOn(each -> each.state() == WriteOutcome.State.NOT_SENT).hasSize((int) (199 - done));
    }

    @Test
    void inAWindowOfOneNothingFollowsARefusedElement() {
        for (int i = 1; i <= 100; i++) {
            pooled.router.faults().onNext(ADD).trap("1", "invalid value for argument name");

            assertThat(run(pipeline(adds(3), settings(1, OnFailure.STOP))).kind()).isEqualTo(PipelineEnd.Kind.STOPPED);

            assertThat(pooled.router.journal().count(ADD)).isEqualTo(i);
        }
    }

    @Test
    void aLostSessionLeavesUnknownExactlyWhatWasInFlightAndTheRestGoesOnOverAnother() {
        pooled.router.faults().onNext(ADD).after(20).executeThenReset();
        CommandPipeline pipeline = pipeline(adds(200), settings(8, OnFailure.CONTINUE));
        Lease first = pooled.standing();

        PipelineEnd end = get(pipeline.run(first, pooled.device.pace()));
        first.release();
        PipelineEnd second = run(pipeline);

        assertThat(end.kind()).isEqualTo(PipelineEnd.Kind.SESSION_LOST);
        assertThat(second.isComplete()).isTrue();
        assertThat(outcomes).hasSize(200);
        assertThat(outcomes).filteredOn(each -> !each.isDone()).isNotEmpty().hasSizeLessThanOrEqualTo(8)
                .allSatisfy(each -> assertThat(each.state()).isEqualTo(WriteOutcome.State.UNKNOWN));
        assertThat(sentNames()).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(200);
        assertThat(outcomes).filteredOn(WriteOutcome::isDone).allSatisfy(
                done -> assertThat(pooled.router.table("/ppp/secret").find("name", (String) done.element())).hasSize(1));
    }

    @Test
    void withdrawingTheLeaseLetsTheWindowFinishAndStops() {
        CommandPipeline pipeline = pipeline(endless(), settings(4, OnFailure.CONTINUE));
        Lease lease = pooled.standing();
        CompletableFuture<PipelineEnd> end = pipeline.run(lease, pooled.device.pace());
        await().atMost(PATIENCE).until(() -> outcomes.size() > 20);

        pooled.device.suspend();

        assertThat(get(end).kind()).isEqualTo(PipelineEnd.Kind.WITHDRAWN);
        get(pipeline.close("the device was suspended", false));
        assertThat(outcomes).filteredOn(each -> each.state() == WriteOutcome.State.UNKNOWN).isEmpty();
        lease.release();
    }

    @Test
    void cancellingStops() {
        CommandPipeline pipeline = pipeline(endless(), settings(4, OnFailure.CONTINUE));
        CompletableFuture<PipelineEnd> end = pipeline.run(pooled.standing(), pooled.device.pace());
        await().atMost(PATIENCE).until(() -> outcomes.size() > 20);

        pipeline.cancel();

        assertThat(get(end).kind()).isEqualTo(PipelineEnd.Kind.CANCELLED);
    }

    @Test
    void aSourceThatThrowsEndsTheRunOnceTheWindowHasFinished() {
        Iterator<CommandSequence> three = adds(3).iterator();
        Iterator<CommandSequence> source = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public CommandSequence next() {
                if (!three.hasNext()) {
                    throw new NoSuchElementException("the file is cut off");
                }
                return three.next();
            }
        };

        PipelineEnd end = run(pipeline(source, settings(8, OnFailure.CONTINUE)));

        assertThat(end.kind()).isEqualTo(PipelineEnd.Kind.BROKEN);
        assertThat(end.cause()).hasMessage("the file is cut off");
        assertThat(outcomes).hasSize(3).allMatch(WriteOutcome::isDone);
    }

    @Test
    void sourceAndListenerRunOnTheExecutorAlone() {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        AtomicInteger left = new AtomicInteger(50);
        Iterator<CommandSequence> source = new Iterator<>() {
            @Override
            public boolean hasNext() {
                threads.add(Thread.currentThread().getName());
                return left.get() > 0;
            }

            @Override
            public CommandSequence next() {
                return add(left.getAndDecrement());
            }
        };
        CommandPipeline pipeline = new CommandPipeline(
                source, settings(4, OnFailure.STOP), outcome -> threads.add(Thread.currentThread().getName()), pooled.worker);

        assertThat(run(pipeline).isComplete()).isTrue();
        assertThat(threads).containsExactly("bulk-worker");
    }

    @Test
    void anExecutorThatTakesNoMoreEndsItAndTheLastOutcomesAreToldOnAThreadOfTheirOwn() {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        AtomicBoolean closed = new AtomicBoolean();
        Executor closing = task -> {
            if (closed.get()) {
                throw new RejectedExecutionException("closed");
            }
            pooled.worker.execute(task);
        };
        CommandPipeline pipeline = new CommandPipeline(endless(), settings(4, OnFailure.STOP), outcome -> {
            threads.add(Thread.currentThread().getName());
            outcomes.add(outcome);
            closed.set(outcomes.size() >= 20);
        }, closing);

        assertThat(run(pipeline).kind()).isEqualTo(PipelineEnd.Kind.WITHDRAWN);
        assertThat(threads).containsExactlyInAnyOrder("bulk-worker", "MikrotikLastOutcomes");
        assertThat(outcomes).filteredOn(WriteOutcome::isDone).hasSize(pooled.router.table("/ppp/secret").size());
        assertThat(outcomes).extracting(WriteOutcome::state).isSubsetOf(WriteOutcome.State.DONE, WriteOutcome.State.NOT_SENT);
    }

    @Test
    void ordinaryCommandsOvertakeOnTheSameSession() {
        CommandPipeline pipeline = pipeline(endless(), settings(4, OnFailure.CONTINUE));
        Lease lease = pooled.standing();
        CompletableFuture<PipelineEnd> end = pipeline.run(lease, pooled.device.pace());
        await().atMost(PATIENCE).until(() -> outcomes.size() > 20);

        get(lease.session().execute(RouterOsCommand.of("/system/identity/print"), CommandOptions.DEFAULTS));

        assertThat(end).isNotDone();
        assertThat(pooled.router.journal().logins()).isEqualTo(1);
        pipeline.cancel();
        get(end);
    }

    @Test
    void anUnknownWriteIsRepeatedOnceWhereTheSettingsAllowIt() {
        pooled.router.faults().onNext(ADD).after(5).executeThenReset();
        PipelineSettings settings
                = new PipelineSettings(CommandOptions.DEFAULTS, 1, 0, OnFailure.CONTINUE, true);
        CommandPipeline pipeline = pipeline(adds(10), settings);

        assertThat(run(pipeline).kind()).isEqualTo(PipelineEnd.Kind.SESSION_LOST);
        assertThat(run(pipeline).isComplete()).isTrue();

        assertThat(outcomes.get(5).state()).isEqualTo(WriteOutcome.State.TRAPPED);
        assertThat(outcomes).filteredOn(WriteOutcome::isDone).hasSize(9);
        assertThat(pooled.router.journal().count(ADD)).isEqualTo(11);
    }

    @Test
    void aCommandThatTimesOutIsUnknownAndTheOthersGoOn() {
        pooled.router.faults().onNext(ADD).after(2).stall();
        PipelineSettings settings = new PipelineSettings(
                CommandOptions.DEFAULTS.withTimeout(Duration.ofMillis(200)), 4, 0, OnFailure.CONTINUE, false);

        assertThat(run(pipeline(adds(20), settings)).isComplete()).isTrue();

        assertThat(outcomes.get(2).state()).isEqualTo(WriteOutcome.State.UNKNOWN);
        assertThat(outcomes).filteredOn(WriteOutcome::isDone).hasSize(19);
    }

    private List<String> sentNames() {
        return pooled.router.journal().commands().stream().filter(each -> each.command().equals(ADD))
                .map(Journal.Entry::attributes).map(attributes -> attributes.get("name")).toList();
    }

    private PipelineEnd run(CommandPipeline pipeline) {
        Lease lease = pooled.standing();
        try {
            return get(pipeline.run(lease, pooled.device.pace()));
        } finally {
            lease.release();
        }
    }

    private CommandPipeline pipeline(Iterable<CommandSequence> source, PipelineSettings settings) {
        return pipeline(source.iterator(), settings);
    }

    private CommandPipeline pipeline(Iterator<CommandSequence> source, PipelineSettings settings) {
        return new CommandPipeline(source, settings, outcomes::add, pooled.worker);
    }

    private static PipelineSettings settings(int window, OnFailure onFailure) {
        return new PipelineSettings(CommandOptions.DEFAULTS, window, 0, onFailure, false);
    }

    private static List<CommandSequence> adds(int count) {
        return IntStream.range(0, count).mapToObj(CommandPipelineTest::add).toList();
    }

    private static Iterator<CommandSequence> endless() {
        return IntStream.iterate(0, i -> i + 1).mapToObj(CommandPipelineTest::add).iterator();
    }

    private static CommandSequence add(int number) {
        String name = "user" + number;
        return CommandSequence.of(number, name, RouterOsCommand.builder(ADD).attribute("name", name).build());
    }
}
