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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.camelmikrotik.internal.session.ScriptedRouter.tag;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The JVM, or the thread of the network, stands still for longer than any timeout, while the replies lie in the socket.
 */
class PauseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final CommandOptions HASTY = CommandOptions.DEFAULTS.withTimeout(Duration.ofMillis(300));
    private static final RouterOsCommand FIRST = RouterOsCommand.of("/ppp/secret/print");
    private static final RouterOsCommand ADD
            = RouterOsCommand.builder("/ppp/secret/add").attribute("name", "cust1").build();

    private final RouterOsTransport transport = new RouterOsTransport(1, task -> new Thread(task, "io"), Runnable::run);
    private final CountDownLatch standing = new CountDownLatch(1);
    private final CountDownLatch replied = new CountDownLatch(1);
    private String firstTag;

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void noCommandTimesOutWhoseReplyHasArrivedInAPause() throws Exception {
        try (ScriptedRouter router = ScriptedRouter.afterLogin((sentence, line) -> {
            if (sentence.get(0).equals(FIRST.path())) {
                firstTag = tag(sentence);
            } else if (sentence.get(0).equals(ADD.path())) {
                // not before: a loop that stands still sends nothing
                line.say("!re", firstTag, "=name=first");
                await(standing);
                line.say("!done", tag(sentence), "=ret=*1");
                line.say("!done", firstTag);
                replied.countDown();
            }
        })) {
            ApiSession session = transport.open(router.access());
            assertThat(session.ready(Duration.ZERO)).succeedsWithin(PATIENCE);
            CompletableFuture<DoneReply> first = new CompletableFuture<>();
            // its row holds the event loop; it needs no patience of its own until then
            session.send(FIRST, CommandOptions.DEFAULTS, new ReplyListener() {
                @Override
                public void onRow(RouterOsRow row) {
                    standStill();
                }

                @Override
                public void onDone(DoneReply done) {
                    first.complete(done);
                }

                @Override
                public void onFailure(MikrotikException failure) {
                    first.completeExceptionally(failure);
                }
            });

            CompletableFuture<Reply> add = session.execute(ADD, HASTY);

            assertThat(add).succeedsWithin(PATIENCE);
            assertThat(first).succeedsWithin(PATIENCE);
            assertThat(router.receivedPaths()).doesNotContain("/cancel");
            assertThat(session.isOpen()).isTrue();
        }
    }

    /** For the reply to arrive, and much longer than the timeout of the other command. */
    private void standStill() {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
        standing.countDown();
        await(replied);
        while (System.nanoTime() - until < 0) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
