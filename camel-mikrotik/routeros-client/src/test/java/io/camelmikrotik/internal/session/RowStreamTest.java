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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.camelmikrotik.exception.CommandCancelledException;
import io.camelmikrotik.exception.SessionClosedException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RowStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.camelmikrotik.internal.session.ScriptedRouter.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class RowStreamTest {

    private static final RouterOsCommand PRINT = RouterOsCommand.of("/ip/route/print");
    private static final int CAPACITY = 100;

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
    void rowsComeInOrderAndTheEndIsTheEnd() throws Exception {
        RowStream stream = open((sentence, line) -> {
            for (int i = 0; i < 1_000; i++) {
                line.say("!re", tag(sentence), "=n=" + i);
            }
            line.say("!done", tag(sentence));
        });

        List<Long> numbers = new ArrayList<>();
        stream.forEachRemaining(row -> numbers.add(row.getLong("n")));

        assertThat(numbers).hasSize(1_000).isSorted().doesNotHaveDuplicates();
        assertThat(stream.hasNext()).isFalse();
        assertThatThrownBy(stream::next).isInstanceOf(NoSuchElementException.class);
        assertThat(stream.ended().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void whenTheReaderIsSlowReadingFromTheSocketStopsAndTheRouterWaits() throws Exception {
        String filler = "x".repeat(10_000);
        AtomicInteger written = new AtomicInteger();
        int rows = 10_000; // 100 MB: more than the buffers of any operating system take
        RowStream stream = open((sentence, line) -> {
            for (int i = 0; i < rows; i++) {
                line.say("!re", tag(sentence), "=n=" + i, "=filler=" + filler);
                written.incrementAndGet();
            }
            line.say("!done", tag(sentence));
        });

        // nobody reads: the router comes to a stop long before its end
        AtomicInteger last = new AtomicInteger(-1);
        await().pollInterval(500, TimeUnit.MILLISECONDS)
                .until(() -> written.get() >= CAPACITY && last.getAndSet(written.get()) == written.get());
        assertThat(written.get()).isLessThan(rows / 2);
        assertThat(stream.buffered()).as("rows held here: the capacity, and what one read from the socket brought").isLessThan(
                2 * CAPACITY);

        int read = 0;
        while (stream.hasNext()) {
            assertThat(stream.next().getLong("n")).isEqualTo(read++);
        }
        assertThat(read).isEqualTo(rows);
    }

    @Test
    void aReplyThatBreaksOffEndsWithItsExceptionAfterTheRowsReceived() throws Exception {
        RowStream stream = open((sentence, line) -> {
            line.say("!re", tag(sentence), "=n=1");
            line.close();
        });

        assertThat(stream.next().get("n")).isEqualTo("1");
        assertThatThrownBy(stream::hasNext).isInstanceOf(SessionClosedException.class);
        assertThatThrownBy(stream::next).as("and again").isInstanceOf(SessionClosedException.class);
    }

    @Test
    void aTrapBeforeTheFirstRowIsTheFailureOfTheStart() throws Exception {
        RowStream stream = open((sentence, line) -> {
            line.say("!trap", tag(sentence), "=category=0", "=message=no such command");
            line.say("!done", tag(sentence));
        });

        await().until(() -> stream.started().toCompletableFuture().isCompletedExceptionally());
        assertThatThrownBy(stream::hasNext).isInstanceOf(TrapException.class).hasMessageContaining("no such command");
    }

    @Test
    void closingCancelsTheCommandOnTheRouterAndFreesTheReader() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        RowStream stream = open((sentence, line) -> {
            if (sentence.get(0).equals("/cancel")) {
                cancelled.countDown();
                line.say("!done", tag(sentence));
            } else {
                line.say("!re", tag(sentence), "=n=1");
            }
        });
        stream.next();
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(stream::hasNext);

        stream.close();
        stream.close();

        assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS)).cause().isInstanceOf(CommandCancelledException.class)
                // it waited already, or came a moment later
                .satisfies(each -> assertThat(each.getMessage()).containsAnyOf(
                        "closed before all were read", "was cancelled by its caller"));
        assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(stream.ended().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(10));
        assertThat(router.receivedPaths()).containsOnlyOnce("/cancel");
    }

    @Test
    void aReaderThatIsInterruptedSaysSoAndStaysInterrupted() throws Exception {
        RowStream stream = open((sentence, line) -> {
        });

        Thread.currentThread().interrupt();

        assertThatThrownBy(stream::hasNext).isInstanceOf(CommandCancelledException.class);
        assertThat(Thread.interrupted()).isTrue();
        stream.close();
    }

    private RowStream open(ScriptedRouter.Script script) throws IOException {
        router = ScriptedRouter.afterLogin(script);
        return RowStream.open(transport.open(router.access()), PRINT, CommandOptions.DEFAULTS, CAPACITY);
    }
}
