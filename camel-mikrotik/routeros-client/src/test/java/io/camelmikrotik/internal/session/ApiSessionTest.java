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
package io.camelmikrotik.internal.session;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.exception.FatalException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.ReplyTooLargeException;
import io.camelmikrotik.exception.SessionClosedException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.routeros.ApiCharset;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.routeros.SessionLimits;
import io.camelmikrotik.routeros.Trap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.camelmikrotik.internal.session.ScriptedRouter.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

class ApiSessionTest {

    private static final RouterOsCommand PRINT = RouterOsCommand.of("/ppp/secret/print");
    private static final RouterOsCommand ADD
            = RouterOsCommand.builder("/ppp/secret/add").attribute("name", "cust1").attribute("password", "hidden").build();
    private static final CommandOptions OPTIONS = CommandOptions.DEFAULTS.withTimeout(Duration.ofSeconds(10));
    private static final SessionLimits QUICK_PROBE
            = new SessionLimits(1 << 20, 1 << 16, 1 << 20, Duration.ofMillis(50), Duration.ofMillis(300));
    private static final CommandOptions IMPATIENT = CommandOptions.DEFAULTS.withTimeout(Duration.ofMillis(50));

    private final RouterOsTransport transport = new RouterOsTransport(1, task -> new Thread(task, "io"), Runnable::run);
    private ScriptedRouter router;

    @AfterEach
    void close() throws IOException {
        transport.close();
        if (router != null) {
            router.close();
        }
    }

    @Test
    void rowsAndTheResultOfDoneArrive() throws Exception {
        ApiSession session = session((sentence, line) -> {
            line.say("!re", tag(sentence), "=.id=*1", "=name=a=b\nc");
            line.say("!re", "=.id=*2", "=name=", tag(sentence));
            line.say("!done", tag(sentence), "=ret=*1A");
        });

        Reply reply = session.execute(PRINT, OPTIONS).get();

        assertThat(reply.rows()).extracting(row -> row.get("name")).containsExactly("a=b\nc", "");
        assertThat(reply.ret()).isEqualTo("*1A");
    }

    @Test
    void aReplyForAnUnknownTagIsDropped() throws Exception {
        ApiSession session = session((sentence, line) -> {
            line.say("!re", ".tag=4711", "=name=stranger");
            line.say("!done", ".tag=4711");
            line.say("!re", ".tag=a=b", "=name=stranger");
            line.say("!re", tag(sentence), "=name=mine");
            line.say("!done", tag(sentence));
        });

        assertThat(session.execute(PRINT, OPTIONS).get().rows()).extracting(RouterOsRow::toString)
                .containsExactly("{name=mine}");
    }

    @Test
    void allTrapsOfACommandAreKeptAndItFailsAfterItsDone() {
        ApiSession session = session((sentence, line) -> {
            line.say("!re", tag(sentence), "=status=connecting");
            line.say("!trap", tag(sentence), "=category=0", "=message=no such command or directory (caps-man)");
            line.say("!trap", tag(sentence), "=message=no such command prefix");
            line.say("!done", tag(sentence));
        });

        TrapException failure = failure(session.execute(PRINT, OPTIONS), TrapException.class);

        assertThat(failure.getTraps()).extracting(Trap::message)
                .containsExactly("no such command or directory (caps-man)", "no such command prefix");
        assertThat(failure.getCategory()).isZero();
        assertThat(failure).hasMessageContaining("camel@127.0.0.1").hasMessageContaining("/ppp/secret/print");
        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void aTrapWithoutCategoryHasNone() {
        ApiSession session = session((sentence, line) -> {
            line.say("!trap", tag(sentence), "=message=failure: already have such address");
            line.say("!done", tag(sentence));
        });

        assertThat(failure(session.execute(ADD, OPTIONS), TrapException.class).getCategory()).isNull();
    }

    @Test
    void emptyIsNotTheEndAndMeansNoRows() throws Exception {
        ApiSession session = session((sentence, line) -> {
            line.say("!empty", tag(sentence));
            line.say("!done", tag(sentence));
        });

        for (int i = 0; i < 3; i++) {
            Reply reply = session.execute(PRINT, OPTIONS).get();
            assertThat(reply.rows()).isEmpty();
            assertThat(reply.done().empty()).isTrue();
        }
    }

    @Test
    void anUnknownReplyWordIsSkipped() throws Exception {
        ApiSession session = session((sentence, line) -> {
            line.say("!hello", tag(sentence), "=x=y");
            line.say("!done", tag(sentence));
        });

        assertThat(session.execute(PRINT, OPTIONS).get().rows()).isEmpty();
    }

    @Test
    void anUntaggedTrapBelongsToTheOnlyCommandInFlight() {
        ApiSession session = session((sentence, line) -> {
            line.say("!trap", "=message=syntax error");
            line.say("!done");
        });

        assertThat(failure(session.execute(PRINT, OPTIONS), TrapException.class).getTrapMessage()).isEqualTo("syntax error");
    }

    @Test
    void anUntaggedTrapBelongsToNobodyWhenSeveralCommandsAreInFlight() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        List<String> tags = new ArrayList<>();
        ApiSession session = session((sentence, line) -> {
            tags.add(tag(sentence));
            both.countDown();
            if (both.getCount() == 0) {
                line.say("!trap", "=message=whose?");
                line.say("!done", tags.get(1));
                line.say("!done", tags.get(0));
            }
        });

        CompletableFuture<Reply> first = session.execute(PRINT, OPTIONS);
        CompletableFuture<Reply> second = session.execute(PRINT, OPTIONS);

        assertThat(first.get().rows()).isEmpty();
        assertThat(second.get().rows()).isEmpty();
    }

    @Test
    void fatalAsABareWordEndsEveryCommandOnceWithTheReason() {
        fatalEndsEveryCommand("session terminated on request");
    }

    @Test
    void fatalAsAMessageAttributeEndsEveryCommandOnceWithTheReason() {
        fatalEndsEveryCommand("=message=session terminated on request");
    }

    private void fatalEndsEveryCommand(String word) {
        AtomicInteger asked = new AtomicInteger();
        ApiSession session = session((sentence, line) -> {
            if (asked.incrementAndGet() == 2) {
                line.say("!fatal", word);
                line.close();
            }
        });
        EndCounter first = new EndCounter();
        session.send(PRINT, OPTIONS, first);

        FatalException failure = failure(session.execute(ADD, OPTIONS), FatalException.class);

        assertThat(failure.getReason()).isEqualTo("session terminated on request");
        assertThat(failure.getFate()).isEqualTo(CommandFate.OUTCOME_UNKNOWN);
        assertThat(first.ends()).containsExactly("FatalException");
        assertThat(session.isOpen()).isFalse();
    }

    @Test
    void aCutConnectionFailsEveryCommandInFlightExactlyOnce() {
        ApiSession session = session((sentence, line) -> {
            if (sentence.get(0).endsWith("add")) {
                line.close();
            }
        });
        List<EndCounter> counters = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            counters.add(new EndCounter());
            session.send(PRINT, OPTIONS, counters.get(i));
        }

        SessionClosedException failure = failure(session.execute(ADD, OPTIONS), SessionClosedException.class);

        assertThat(failure.getFate()).isEqualTo(CommandFate.OUTCOME_UNKNOWN);
        assertThat(failure).hasMessageContaining("/ppp/secret/add").hasMessageNotContaining("hidden");
        assertThat(counters).allSatisfy(counter -> assertThat(counter.ends()).containsExactly("SessionClosedException"));
        assertThat(session.inFlight()).isZero();
    }

    @Test
    void aResetConnectionFailsTheCommandInFlight() {
        ApiSession session = session((sentence, line) -> line.reset());

        assertThat(failure(session.execute(ADD, OPTIONS), SessionClosedException.class).getFate())
                .isEqualTo(CommandFate.OUTCOME_UNKNOWN);
    }

    @Test
    void aCutInsideAWordFailsTheCommandInFlight() {
        ApiSession session = session((sentence, line) -> {
            line.raw((byte) 3, (byte) '!', (byte) 'r');
            line.close();
        });

        failure(session.execute(PRINT, OPTIONS), SessionClosedException.class);
    }

    @Test
    void aControlByteEndsTheSession() {
        ApiSession session = session((sentence, line) -> line.raw((byte) 0xF8));

        assertThat(failure(session.execute(PRINT, OPTIONS), SessionClosedException.class))
                .hasMessageContaining("control byte 0xF8");
        assertThat(session.isOpen()).isFalse();
    }

    @Test
    void aHugeLengthPrefixEndsTheSessionInsteadOfTakingMemory() {
        ApiSession session = session((sentence, line) -> line.raw((byte) 0xF0, (byte) 0x7F, (byte) -1, (byte) -1, (byte) -1));

        assertThat(failure(session.execute(PRINT, OPTIONS), SessionClosedException.class))
                .hasMessageContaining("word of 2147483647 bytes");
    }

    @Test
    void anUnfinishedSentenceIsNoSignOfLife() {
        router = router((sentence, line) -> {
            if (sentence.get(0).equals("/ppp/secret/print")) {
                line.raw((byte) 100);
                for (int i = 0; i < 90; i++) {
                    line.raw((byte) 'x');
                    wait(new CountDownLatch(1), 100);
                }
            }
        });
        ApiSession session = transport.open(router.access().withLimits(QUICK_PROBE));

        failure(session.execute(PRINT, OPTIONS.withTimeout(Duration.ofMinutes(5))), SessionClosedException.class);
    }

    @Test
    void aRebootIntoASilentConnectionIsNotDone() {
        router = router((sentence, line) -> {
        });
        ApiSession session = transport.open(router.access().withLimits(QUICK_PROBE));

        SessionClosedException failure
                = failure(session.execute(RouterOsCommand.of("/system/reboot"), OPTIONS), SessionClosedException.class);

        assertThat(failure.getFate()).isEqualTo(CommandFate.OUTCOME_UNKNOWN);
    }

    @Test
    void aRebootWhoseSessionIsClosedHereIsNotDone() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        ApiSession session = session((sentence, line) -> arrived.countDown());
        CompletableFuture<Reply> reboot = session.execute(RouterOsCommand.of("/system/reboot"), OPTIONS);
        assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();

        session.close("test");

        failure(reboot, SessionClosedException.class);
    }

    @Test
    void whatARouterSaysIsShownEscapedAndCut() {
        ApiSession session = session((sentence, line) -> {
            line.say("!trap", tag(sentence), "=message=a\r\nb\u001b[31m" + "x".repeat(10_000));
            line.say("!done", tag(sentence));
        });

        String message = failure(session.execute(PRINT, OPTIONS), TrapException.class).getMessage();

        assertThat(message).contains("a\\r\\nb\\u001b[31m").doesNotContain("\n", "\r", "\u001b").hasSizeLessThan(1_000);
    }

    @Test
    void losingTheSessionIsTheSuccessOfAReboot() throws Exception {
        ApiSession session = session((sentence, line) -> line.reset());

        assertThat(session.execute(RouterOsCommand.of("/system/reboot"), OPTIONS).get().rows()).isEmpty();
    }

    @Test
    void fatalIsTheSuccessOfQuit() throws Exception {
        ApiSession session = session((sentence, line) -> {
            line.say("!fatal", "session terminated on request");
            line.close();
        });

        assertThat(session.execute(RouterOsCommand.of("/quit"), OPTIONS).get().rows()).isEmpty();
    }

    @Test
    void aCommandThatTimesOutIsCancelledByTagAndItsLateRowsReachNobody() throws Exception {
        ApiSession session = session((sentence, line) -> {
            if (sentence.get(0).equals("/cancel")) {
                String victim = "." + sentence.get(1).substring(1);
                line.say("!re", victim, "=name=late");
                line.say("!trap", victim, "=category=2", "=message=interrupted");
                line.say("!done", tag(sentence));
                line.say("!done", victim);
            } else if (sentence.get(0).equals("/interface/print")) {
                line.say("!re", tag(sentence), "=name=ether1");
                line.say("!done", tag(sentence));
            } else if (sentence.get(0).equals("/system/identity/print")) {
                line.say("!done", tag(sentence));
            }
        });
        EndCounter silent = new EndCounter();

        session.send(PRINT, IMPATIENT, silent);
        await().untilAsserted(() -> assertThat(silent.ends()).containsExactly("CommandTimeoutException"));

        assertThat(session.execute(RouterOsCommand.of("/interface/print"), OPTIONS).get().rows()).hasSize(1);
        await().untilAsserted(() -> assertThat(session.inFlight()).isZero());
        assertThat(silent.rows()).isZero();
        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void aCancelledTagStaysReservedUntilItsDone() throws Exception {
        CompletableFuture<String> cancelled = new CompletableFuture<>();
        ApiSession session = session((sentence, line) -> {
            if (sentence.get(0).equals("/cancel")) {
                line.say("!done", tag(sentence));
                cancelled.complete(sentence.get(1).substring("=tag=".length()));
            } else if (sentence.get(0).equals("/interface/print")) {
                line.say("!re", ".tag=" + cancelled.join(), "=name=late");
                line.say("!re", tag(sentence), "=name=ether1");
                line.say("!done", tag(sentence));
            }
        });
        EndCounter listening = new EndCounter();
        PendingCommand listen
                = session.send(RouterOsCommand.of("/ip/arp/listen"), OPTIONS.withTimeout(Duration.ZERO), listening);
        await().untilAsserted(() -> assertThat(router.receivedPaths()).contains("/ip/arp/listen"));

        listen.cancel();
        cancelled.get(10, TimeUnit.SECONDS);

        await().untilAsserted(() -> assertThat(listening.ends()).containsExactly("CommandCancelledException"));
        assertThat(session.execute(RouterOsCommand.of("/interface/print"), OPTIONS).get().rows()).hasSize(1);
        assertThat(session.inFlight()).isEqualTo(1);
        assertThat(listening.rows()).isZero();
    }

    @Test
    void aLongPrintDoesNotTimeOutWhileRowsArrive() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        ApiSession session = session((sentence, line) -> {
            for (int i = 0; i < 25; i++) {
                line.say("!re", tag(sentence), "=number=" + i);
                wait(never, 100);
            }
            line.say("!done", tag(sentence));
        });

        assertThat(session.execute(PRINT, OPTIONS.withTimeout(Duration.ofSeconds(2))).get().rows()).hasSize(25);
    }

    @Test
    void aDeviceThatIsSilentWhileItOwesARepliesIsProbedAndThenGivenUp() {
        SessionLimits needsResync = new SessionLimits(1 << 20, 1 << 16, 1 << 20, Duration.ofMillis(50), Duration.ofMillis(100));
        router = router((sentence, line) -> {
        });
        ApiSession session = transport.open(router.access().withLimits(needsResync));

        SessionClosedException failure = failure(session.execute(PRINT, OPTIONS), SessionClosedException.class);

        assertThat(failure).hasMessageContaining("did not answer when asked");
        assertThat(router.receivedPaths()).contains("/system/identity/print");
    }

    @Test
    void aDeviceThatAnswersTheProbeMayTakeItsTimeForTheCommand() throws Exception {
        SessionLimits needsResync = new SessionLimits(1 << 20, 1 << 16, 1 << 20, Duration.ofMillis(30), Duration.ofSeconds(5));
        AtomicInteger probes = new AtomicInteger();
        CompletableFuture<String> owed = new CompletableFuture<>();
        router = router((sentence, line) -> {
            if (sentence.get(0).equals("/system/identity/print")) {
                line.say("!re", tag(sentence), "=name=slow");
                line.say("!done", tag(sentence));
                if (probes.incrementAndGet() == 3) {
                    line.say("!done", owed.join());
                }
            } else {
                owed.complete(tag(sentence));
            }
        });
        ApiSession session = transport.open(router.access().withLimits(needsResync));

        assertThat(session.execute(PRINT, OPTIONS).get().rows()).isEmpty();
        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void aWordThatARouterCannotTakeIsRefusedHereAndTheSessionLives() throws Exception {
        ApiSession session = session((sentence, line) -> line.say("!done", tag(sentence)));
        RouterOsCommand tooLong = RouterOsCommand.builder("/file/set").attribute("contents", "x".repeat(70_000)).build();

        BadInputException failure = failure(session.execute(tooLong, OPTIONS), BadInputException.class);

        assertThat(failure).hasMessageContaining("/file/set").hasMessageContaining("70010 bytes");
        assertThat(session.execute(PRINT, OPTIONS).get().rows()).isEmpty();
        assertThat(router.receivedPaths()).doesNotContain("/file/set");
    }

    @Test
    void repliesInAnyOrderReachTheirOwnCommands() throws Exception {
        List<List<String>> asked = new ArrayList<>();
        ApiSession session = session((sentence, line) -> {
            asked.add(sentence);
            if (asked.size() == 100) {
                for (int i = 99; i >= 0; i--) {
                    line.say("!re", tag(asked.get(i)), asked.get(i).get(1));
                }
                for (List<String> one : asked) {
                    line.say("!done", tag(one));
                }
            }
        });

        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            replies.add(
                    session.execute(RouterOsCommand.builder("/x/print").attribute("number", "" + i).build(), OPTIONS));
        }

        for (int i = 0; i < 100; i++) {
            assertThat(replies.get(i).get().rows()).extracting(row -> row.get("number")).containsExactly("" + i);
        }
    }

    @Test
    void requestsAreEncodedInTheCharsetAskedForAndForeignBytesAreStillReadable() throws Exception {
        Charset cyrillic = Charset.forName("windows-1251");
        ApiSession session = session((sentence, line) -> {
            line.say("!re", tag(sentence), sentence.get(1));
            line.say("!done", tag(sentence));
        });
        RouterOsCommand command = RouterOsCommand.builder("/x/print").attribute("comment", "Привет").build();

        RouterOsRow row = session.execute(command, OPTIONS.withCharset(ApiCharset.of(cyrillic))).get().rows().get(0);
        RouterOsRow latin = session.execute(
                command, OPTIONS.withCharset(new ApiCharset(cyrillic, StandardCharsets.ISO_8859_1))).get().rows().get(0);

        assertThat(row.get("comment")).isEqualTo("Привет");
        assertThat(latin.getBytes("comment")).isEqualTo("Привет".getBytes(cyrillic));
    }

    @Test
    void aReplyOfTooManyRowsFailsInsteadOfFillingTheHeapAndIsCancelled() {
        ApiSession session = session((sentence, line) -> {
            for (int i = 0; i < 11 && !sentence.get(0).equals("/cancel"); i++) {
                line.say("!re", tag(sentence), "=number=" + i);
            }
        });

        failure(session.execute(PRINT, OPTIONS.withMaxRows(10)), ReplyTooLargeException.class);

        await().untilAsserted(() -> assertThat(router.receivedPaths()).contains("/cancel"));
    }

    @Test
    void aCommandOnAClosedSessionWasNeverSent() {
        ApiSession session = session((sentence, line) -> {
        });
        session.ready(Duration.ofMinutes(1)).toCompletableFuture().join();
        session.close("test");

        SessionClosedException failure = failure(session.execute(ADD, OPTIONS), SessionClosedException.class);

        assertThat(failure.getFate()).isEqualTo(CommandFate.NEVER_SENT);
        assertThat(session.closed().toCompletableFuture().join()).hasMessageContaining("(test)");
    }

    @Test
    void aSessionThatSpokeLatelyIsReadyWithoutARoundTrip() {
        ApiSession session = session((sentence, line) -> {
        });

        for (int i = 0; i < 10; i++) {
            session.ready(Duration.ofMinutes(1)).toCompletableFuture().join();
        }

        assertThat(router.receivedPaths()).containsOnly("/login");
    }

    @Test
    void aSessionThatWasSilentIsAskedBeforeItIsReady() {
        ApiSession session = session((sentence, line) -> {
            line.say("!trap", tag(sentence), "=message=not enough permissions (9)");
            line.say("!done", tag(sentence));
        });
        session.ready(Duration.ofMinutes(1)).toCompletableFuture().join();

        session.ready(Duration.ZERO).toCompletableFuture().join();

        assertThat(router.receivedPaths()).containsExactly("/login", "/system/identity/print");
        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void aSilentSessionThatDoesNotAnswerIsClosedAndNotReady() {
        SessionLimits hasty = new SessionLimits(1 << 20, 1 << 16, 1 << 20, Duration.ofSeconds(15), Duration.ofMillis(50));
        router = router((sentence, line) -> {
        });
        ApiSession session = transport.open(router.access().withLimits(hasty));
        session.ready(Duration.ofMinutes(1)).toCompletableFuture().join();

        failure(session.ready(Duration.ZERO).toCompletableFuture(), SessionClosedException.class);

        assertThat(session.isOpen()).isFalse();
    }

    @Test
    void pausedReadingHoldsTheRowsBackAndTheCommandDoesNotTimeOut() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch paused = new CountDownLatch(1);
        ApiSession session = session((sentence, line) -> {
            line.say("!re", tag(sentence), "=number=1");
            wait(paused, 10_000);
            line.say("!re", tag(sentence), "=number=2");
            line.say("!done", tag(sentence));
        });
        EndCounter listener = new EndCounter();
        PendingCommand command = session.send(PRINT, OPTIONS.withTimeout(Duration.ofSeconds(2)), listener);
        await().until(() -> listener.rows() == 1);

        command.pauseReading();
        session.execute(PRINT, OPTIONS); // its write shows that the pause has been carried out before
        await().until(() -> session.inFlight() == 2);
        paused.countDown();
        // longer than the command's timeout
        wait(never, 3_000);

        assertThat(listener.rows()).isEqualTo(1);
        assertThat(listener.ends()).isEmpty();
        command.resumeReading();
        await().untilAsserted(() -> assertThat(listener.ends()).containsExactly("done"));
        assertThat(listener.rows()).isEqualTo(2);
    }

    @Test
    void closingTheTransportEndsItsSessions() {
        ApiSession session = session((sentence, line) -> {
        });
        CompletableFuture<Reply> reply = session.execute(PRINT, OPTIONS);
        await().until(() -> session.inFlight() == 1);

        transport.close();

        failure(reply, SessionClosedException.class);
        failure(session.execute(PRINT, OPTIONS), SessionClosedException.class);
    }

    private ApiSession session(ScriptedRouter.Script script) {
        router = router(script);
        return transport.open(router.access());
    }

    private static ScriptedRouter router(ScriptedRouter.Script script) {
        try {
            return ScriptedRouter.afterLogin(script);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static <T extends Throwable> T failure(CompletableFuture<?> future, Class<T> type) {
        ExecutionException failure
                = catchThrowableOfType(ExecutionException.class, () -> future.get(20, TimeUnit.SECONDS));
        assertThat(failure).isNotNull();
        assertThat(failure.getCause()).isExactlyInstanceOf(type);
        return type.cast(failure.getCause());
    }

    private static void wait(CountDownLatch latch, long millis) throws IOException {
        try {
            latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Counts rows and ends. */
    static final class EndCounter implements ReplyListener {

        private final List<String> ends = java.util.Collections.synchronizedList(new ArrayList<>());
        private final AtomicInteger rows = new AtomicInteger();

        List<String> ends() {
            return List.copyOf(ends);
        }

        int rows() {
            return rows.get();
        }

        @Override
        public void onRow(RouterOsRow row) {
            rows.incrementAndGet();
        }

        @Override
        public void onDone(DoneReply done) {
            ends.add("done");
        }

        @Override
        public void onFailure(MikrotikException failure) {
            ends.add(failure.getClass().getSimpleName());
        }
    }
}
