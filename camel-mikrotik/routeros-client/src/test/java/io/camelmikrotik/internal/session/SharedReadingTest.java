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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.exception.CommandCancelledException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.SessionClosedException;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.routeros.RowStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.camelmikrotik.internal.session.ScriptedRouter.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** A session whose reading stops for a slow reader, and the users it has after that. */
class SharedReadingTest {

    private static final RouterOsCommand PRINT = RouterOsCommand.of("/log/print");
    private static final RouterOsCommand IDENTITY = RouterOsCommand.of("/system/identity/print");
    private static final CommandOptions OPTIONS = CommandOptions.DEFAULTS.withTimeout(Duration.ofSeconds(10));

    private final RouterOsTransport transport = new RouterOsTransport(1, task -> new Thread(task, "io"), Runnable::run);
    private ScriptedRouter router;

    @AfterEach
    void close() throws IOException {
        transport.close();
        router.close();
    }

    private ApiSession session(ScriptedRouter.Script script) throws IOException {
        router = ScriptedRouter.afterLogin(script);
        return transport.open(router.access());
    }

    /** Many rows and the end, in one packet. */
    private static byte[] reply(List<String> sentence, int rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < rows; i++) {
            say(bytes, "!re", tag(sentence), "=n=" + i);
        }
        say(bytes, "!done", tag(sentence));
        return bytes.toByteArray();
    }

    private static void say(ByteArrayOutputStream bytes, String... words) {
        for (String word : words) {
            bytes.write(word.length());
            bytes.writeBytes(word.getBytes(StandardCharsets.US_ASCII));
        }
        bytes.write(0);
    }

    @Test
    void aReplyThatEndedServesItsSlowReaderFromMemoryAndTheSessionServesTheNext() throws Exception {
        ApiSession session = session((sentence, line) -> line.raw(reply(sentence, 20)));

        RowStream slow = RowStream.open(session, PRINT, OPTIONS, 4);
        slow.ended().toCompletableFuture().get(10, TimeUnit.SECONDS);

        // nobody has read a row yet, and none needs to be read for this
        assertThat(session.execute(IDENTITY, OPTIONS).get(10, TimeUnit.SECONDS).rows()).hasSize(20);
        List<String> numbers = new ArrayList<>();
        slow.forEachRemaining(row -> numbers.add(row.get("n")));
        assertThat(numbers).hasSize(20).startsWith("0", "1").endsWith("19");
    }

    @Test
    void aReaderThatWakesUpLateDoesNotResumeReadingForTheSessionsNextUser() throws Exception {
        CountDownLatch paused = new CountDownLatch(1);
        ApiSession session = session((sentence, line) -> {
            if (sentence.get(0).equals("/log/print")) {
                line.say("!re", tag(sentence), "=n=1");
                hold(paused);
            }
            line.raw(reply(sentence, 1));
        });
        PendingCommand earlier = session.send(IDENTITY, OPTIONS, new ApiSessionTest.EndCounter());
        ApiSessionTest.EndCounter rows = new ApiSessionTest.EndCounter();
        PendingCommand current = session.send(PRINT, OPTIONS, rows);
        await().until(() -> rows.rows() == 1);
        current.pauseReading();

        earlier.pauseReading();
        earlier.resumeReading();
        session.send(IDENTITY, OPTIONS, new ApiSessionTest.EndCounter());
        await().until(() -> session.inFlight() == 2);
        paused.countDown();

        await().pollDelay(Duration.ofMillis(200)).until(() -> rows.ends().isEmpty());
        current.resumeReading();
        await().until(() -> !rows.ends().isEmpty());
    }

    @Test
    void anAbandonedStreamFreesItsSessionAtOnceAndItsLateRowsReachNobody() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        ApiSession session = session((sentence, line) -> {
            if (sentence.get(0).equals("/log/print")) {
                line.say("!re", tag(sentence), "=n=1");
                hold(closed);
                // goes on as if it had not seen the /cancel yet
                line.raw(reply(sentence, 50));
            } else {
                line.raw(reply(sentence, sentence.get(0).equals("/cancel") ? 0 : 2));
            }
        });
        RowStream abandoned = RowStream.open(session, PRINT, OPTIONS, 4);
        assertThat(abandoned.next().get("n")).isEqualTo("1");
        abandoned.close();
        assertThat(abandoned.ended().toCompletableFuture()).isCompleted();
        CompletableFuture<Reply> next = session.execute(IDENTITY, OPTIONS);

        closed.countDown();

        assertThat(next.get(10, TimeUnit.SECONDS).rows()).hasSize(2);
        assertThatThrownBy(abandoned::hasNext).isInstanceOf(CommandCancelledException.class);
        await().until(() -> session.inFlight() == 0);
    }

    @Test
    void aListenerThatFailsConcernsNoOtherCommandOfTheSession() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        ApiSession session = session((sentence, line) -> {
            if (sentence.get(0).equals("/log/print")) {
                hold(sent);
            }
            line.raw(reply(sentence, 1));
        });
        session.send(PRINT, OPTIONS, new FailingListener(true));
        session.send(PRINT, OPTIONS, new FailingListener(false));
        CompletableFuture<Reply> reply = session.execute(IDENTITY, OPTIONS);
        sent.countDown();

        assertThat(reply.get(10, TimeUnit.SECONDS).rows()).hasSize(1);
        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void aListenerThatFailsWhenItsRowsWereReadHasItsCommandCancelledAndNothingElse() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        ApiSession session = session((sentence, line) -> {
            if (sentence.get(0).equals("/log/print")) {
                line.say("!re", ScriptedRouter.tag(sentence), "=message=the first of many");
            } else {
                if (sentence.get(0).equals("/cancel")) {
                    cancelled.countDown();
                }
                line.say("!done", ScriptedRouter.tag(sentence));
            }
        });
        session.send(PRINT, OPTIONS, new FailingListener(false));

        assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(session.execute(IDENTITY, OPTIONS).get(10, TimeUnit.SECONDS).rows()).isEmpty();
    }

    @Test
    void aListenerThatFailsAtTheEndOfTheSessionDoesNotKeepTheOthersFromHearing() throws Exception {
        ApiSession session = session((sentence, line) -> {
            if (sentence.get(0).equals("/quit")) {
                line.close();
            }
        });
        session.send(PRINT, OPTIONS, new FailingListener(false));
        CompletableFuture<Reply> reply = session.execute(PRINT, OPTIONS);

        session.execute(RouterOsCommand.of("/quit"), OPTIONS).get(10, TimeUnit.SECONDS);

        assertThatThrownBy(() -> reply.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(SessionClosedException.class);
    }

    private static void hold(CountDownLatch latch) throws IOException {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** User code at its worst. */
    private record FailingListener(boolean atRow) implements ReplyListener {

        @Override
        public void onRow(RouterOsRow row) {
            if (atRow) {
                throw new AssertionError("on purpose");
            }
        }

        @Override
        public void onRowsRead() {
            throw new AssertionError("on purpose");
        }

        @Override
        public void onDone(DoneReply done) {
            throw new AssertionError("on purpose");
        }

        @Override
        public void onFailure(MikrotikException failure) {
            throw new AssertionError("on purpose");
        }
    }
}
