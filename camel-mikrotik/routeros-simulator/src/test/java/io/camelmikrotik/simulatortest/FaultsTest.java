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
package io.camelmikrotik.simulatortest;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;

import io.camelmikrotik.simulator.SimulatedRouter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What a router and a network can do wrong. */
class FaultsTest {

    private static final String ADD = "/ip/pool/add";
    private static final String IDENTITY = "/system/identity/print";

    private SimulatedRouter router;
    private RawClient client;

    @BeforeEach
    void start() throws IOException {
        router = SimulatedRouter.start();
        client = RawClient.login(router.host(), router.port());
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        router.close();
    }

    @Test
    void aWriteIsExecutedAndTheLineDiesBeforeTheAnswer() throws IOException {
        router.faults().onNext(ADD).executeThenCut();
        client.send(ADD, "=name=p", "=ranges=192.0.2.1");
        assertThatThrownBy(client::read).isInstanceOf(EOFException.class);
        assertThat(router.journal().writes(ADD)).isEqualTo(1);
        assertThat(router.table("/ip/pool").size()).isEqualTo(1);
        assertThat(router.sessionsOpen()).isZero();
    }

    @Test
    void theFaultsOfARouterThatIsOffEndAtOnceAndLeaveItOff() {
        router.shutdown();
        router.faults().clear();

        assertThatThrownBy(() -> RawClient.login(router.host(), router.port())).isInstanceOf(ConnectException.class);
    }

    @Test
    void aRouterListensWhereItIsTold() throws IOException {
        try (SimulatedRouter elsewhere = SimulatedRouter.builder().host("127.0.0.2").start();
             RawClient there = RawClient.login("127.0.0.2", elsewhere.port())) {
            assertThat(elsewhere.address()).startsWith("127.0.0.2:");
            assertThat(elsewhere.sessionsOpen()).isEqualTo(1);
        }
    }

    @Test
    void aResetIsSeenAsOne() throws IOException {
        router.faults().onNext(ADD).executeThenReset();
        client.send(ADD, "=name=p", "=ranges=192.0.2.1");
        assertThatThrownBy(client::read).isInstanceOf(SocketException.class).hasMessageContaining("reset");
        assertThat(router.journal().commands().get(0).executed()).isTrue();
    }

    @Test
    void aRouterRebootsThoughItsClientsAreLeavingAtThatMoment() throws IOException {
        for (int round = 0; round < 30; round++) {
            RawClient leaving = RawClient.login(router.host(), router.port());
            leaving.close();
            router.reboot(Duration.ZERO);
            router.powerOn();
        }
        assertThat(router.sessionsOpen()).isZero();
    }

    @Test
    void aReplyIsCutAtTheByte() throws IOException {
        router.faults().onNext(IDENTITY).cutAfterBytes(3);
        client.send(IDENTITY);
        assertThat(List.of(client.readByte(), client.readByte(), client.readByte(), client.readByte()))
                .containsExactly(3, (int) '!', (int) 'r', -1);
    }

    @Test
    void aStalledCommandDoesNotStallTheOthers() throws IOException {
        router.faults().onNext(ADD).stall();
        client.send(ADD, "=name=p", "=ranges=192.0.2.1", ".tag=1");
        client.send(IDENTITY, ".tag=2");
        assertThat(client.read()).startsWith("!re", ".tag=2");
        assertThat(router.table("/ip/pool").size()).isEqualTo(1);
    }

    @Test
    void aStallInTheMiddleOfAReplyStallsTheSession() throws IOException {
        router.faults().onNext(IDENTITY).stallAfterBytes(2);
        client.send(IDENTITY);
        assertThat(List.of(client.readByte(), client.readByte())).containsExactly(3, (int) '!');
        client.send(IDENTITY);
        client.timeout(200);
        assertThatThrownBy(client::readByte).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void aDrippedReplyArrivesWholeAndBeforeTheNextOne() throws IOException {
        router.faults().onNext(IDENTITY).drip(Duration.ofMillis(1));
        client.send(IDENTITY, ".tag=1");
        client.send("/ip/pool/print", ".tag=2");
        assertThat(client.read()).containsExactly("!re", ".tag=1", "=name=simulated");
        assertThat(client.read()).containsExactly("!done", ".tag=1");
        assertThat(client.read()).containsExactly("!empty", ".tag=2");
    }

    @Test
    void aTrapCanBeOrdered() throws IOException {
        router.faults().onNext(ADD).times(2).trap(null, "no such item (4)");
        for (int i = 0; i < 2; i++) {
            assertThat(client.ask(ADD, "=name=p", "=ranges=192.0.2.1"))
                    .containsExactly(List.of("!trap", "=message=no such item (4)"), List.of("!done"));
        }
        assertThat(client.ask(ADD, "=name=p", "=ranges=192.0.2.1")).containsExactly(List.of("!done", "=ret=*1"));
        assertThat(router.journal().writes()).isEqualTo(1);
        assertThat(router.journal().count(ADD)).isEqualTo(3);
    }

    @Test
    void rowsCanPrecedeATrap() throws IOException {
        for (int i = 0; i < 5; i++) {
            router.table("/x").add("name", "r" + i);
        }
        router.faults().onNext("/x/print").rowsThenTrap(2, "0", "broken");
        assertThat(client.ask("/x/print", "=.proplist=name")).containsExactly(List.of("!re", "=name=r0"),
                List.of("!re", "=name=r1"), List.of("!trap", "=category=0", "=message=broken"), List.of("!done"));
    }

    @Test
    void rowsArriveAndTheRestIsSilentlyMissing() throws IOException {
        for (int i = 0; i < 5; i++) {
            router.table("/x").add("name", "r" + i);
        }
        router.faults().onNext("/x/print").rowsThenDone(2);
        assertThat(client.ask("/x/print", "=.proplist=name")).containsExactly(List.of("!re", "=name=r0"),
                List.of("!re", "=name=r1"), List.of("!done"));
    }

    @Test
    void aCommandIsAnsweredAndNotExecuted() throws IOException {
        router.faults().onNext("/x/add").doneWithoutExecuting();
        assertThat(client.ask("/x/add", "=name=a")).containsExactly(List.of("!done"));
        assertThat(router.table("/x").size()).isZero();
    }

    @Test
    void aDelayedReplyLetsOthersPassAndCanBeCancelled() throws IOException {
        router.faults().onNext(ADD).delay(Duration.ofSeconds(60));
        client.send(ADD, "=name=p", "=ranges=192.0.2.1", ".tag=1");
        client.send(IDENTITY, ".tag=2");
        assertThat(client.readAll()).last().isEqualTo(List.of("!done", ".tag=2"));
        client.send("/cancel", "=tag=1", ".tag=3");
        assertThat(client.read()).containsExactly("!trap", ".tag=1", "=category=2", "=message=interrupted");
        assertThat(client.read()).containsExactly("!done", ".tag=3");
        assertThat(client.read()).containsExactly("!done", ".tag=1");
        assertThat(router.journal().commands().get(0).cancelled()).isTrue();
    }

    @Test
    void aFatalEndsTheSession() throws IOException {
        router.faults().onNext(IDENTITY).fatal("too bad");
        assertThat(client.ask(IDENTITY)).containsExactly(List.of("!fatal", "too bad"));
        assertThat(client.readByte()).isEqualTo(-1);
    }

    @Test
    void sentencesCanBeBent() throws IOException {
        router.faults().onNext(IDENTITY).wrongTag();
        router.faults().onNext(IDENTITY).noTag();
        router.faults().onNext(IDENTITY).unknownReplyWord();
        router.faults().onNext(IDENTITY).duplicateAttribute();
        assertThat(client.ask(IDENTITY, ".tag=5")).last().isEqualTo(List.of("!done", ".tag=5999999"));
        assertThat(client.ask(IDENTITY, ".tag=5")).last().isEqualTo(List.of("!done"));
        assertThat(client.ask(IDENTITY, ".tag=5")).first().isEqualTo(List.of("!progress", ".tag=5", "=percent=50"));
        assertThat(client.ask(IDENTITY).get(0)).containsExactly("!re", "=name=simulated", "=name=simulated");
    }

    @Test
    void bytesCanBeAnything() throws IOException {
        router.faults().onNext(IDENTITY).rawReply(new byte[] { 5, '!', 'd', 'o', 'n', 'e', 0 });
        assertThat(client.ask(IDENTITY)).containsExactly(List.of("!done"));
        router.faults().onNext(IDENTITY).hugeLengthPrefix();
        client.send(IDENTITY);
        assertThat(client.readByte()).isEqualTo(0xEF);
    }

    @Test
    void strayBytesComeBetweenTwoSentencesAndNothingIsLeftOut() throws IOException {
        router.faults().onNext(IDENTITY).strayBytes(1, (byte) 2, (byte) 'x', (byte) 'y', (byte) 0);
        assertThat(client.ask(IDENTITY)).containsExactly(List.of("!re", "=name=simulated"), List.of("xy"),
                List.of("!done"));
    }

    @Test
    void aReplyWithoutAnEndGoesOnUntilItIsCancelled() throws IOException {
        router.faults().onNext(IDENTITY).endlessTraps(Duration.ofMillis(1));
        router.faults().onNext(IDENTITY).endlessEmpty(Duration.ofMillis(1));
        router.faults().onNext(IDENTITY).endlessRows(Duration.ofMillis(1));
        for (String word : List.of("!trap", "!empty", "!re")) {
            client.send(IDENTITY, ".tag=1");
            for (int i = 0; i < 20; i++) {
                assertThat(client.read()).startsWith(word, ".tag=1");
            }
            client.send("/cancel", "=tag=1", ".tag=2");
            List<String> sentence = client.read();
            while (!sentence.contains("=message=interrupted")) {
                sentence = client.read();
            }
            assertThat(client.read()).containsExactly("!done", ".tag=2");
            assertThat(client.read()).containsExactly("!done", ".tag=1");
        }
    }

    @Test
    void anUnfinishedSentenceHoldsUpAllThatComesBehindIt() throws IOException {
        router.faults().onNext(IDENTITY).unfinishedSentence(Duration.ofMillis(1));
        client.send(IDENTITY, ".tag=1");
        client.send("/ip/pool/print", ".tag=2");
        for (int i = 0; i < 50; i++) {
            assertThat(client.readByte()).isEqualTo(1);
            assertThat(client.readByte()).isEqualTo('x');
        }
    }

    @Test
    void aListenerIsNotToldWhatIsSwallowed() throws IOException {
        router.table("/x");
        client.send("/x/listen", ".tag=1");
        await().until(() -> router.commandsRunning() == 1);
        router.table("/x").swallowEvents(2);
        String id = router.table("/x").add("name", "a");
        router.table("/x").remove(id);
        router.table("/x").add("name", "b");
        assertThat(client.read()).contains("=name=b");
    }

    @Test
    void aRefusingRouterTakesNoConnectionAndListensAgainAtTheSamePort() throws IOException {
        router.faults().refuse(true);
        assertThatThrownBy(() -> RawClient.connect(router.host(), router.port())).isInstanceOf(ConnectException.class);
        assertThat(client.ask(IDENTITY)).hasSize(2);
        router.faults().clear();
        RawClient.login(router.host(), router.port()).close();
    }

    @Test
    void connectionsCanBeSilentClosedResetOrFullOfGarbage() throws IOException {
        router.faults().acceptAndStaySilent(1);
        router.faults().acceptAndClose(1);
        router.faults().garbageOnConnect(1);
        try (RawClient silent = RawClient.connect(router.host(), router.port())) {
            silent.send("/login", "=name=api", "=password=secret");
            silent.timeout(200);
            assertThatThrownBy(silent::read).isInstanceOf(SocketTimeoutException.class);
        }
        try (RawClient closed = RawClient.connect(router.host(), router.port())) {
            assertThat(closed.readByte()).isEqualTo(-1);
        }
        try (RawClient garbage = RawClient.connect(router.host(), router.port())) {
            assertThat(garbage.readByte()).isEqualTo(0xF8);
        }
        router.faults().acceptAndReset(1);
        assertThatThrownBy(() -> {
            try (RawClient reset = RawClient.connect(router.host(), router.port())) {
                reset.readByte();
            }
        }).isInstanceOf(SocketException.class);
        RawClient.login(router.host(), router.port()).close();
    }

    @Test
    void loginsCanBeRefusedFatalOrUnanswered() throws IOException {
        router.faults().refuseLogins(1);
        router.faults().fatalAtLogin(1);
        router.faults().neverAnswerLogin(1);
        router.faults().slowLogin(Duration.ofMillis(50), 1);
        String[] login = { "/login", "=name=api", "=password=secret" };
        try (RawClient other = RawClient.connect(router.host(), router.port())) {
            assertThat(other.ask(login).get(0)).containsExactly("!trap", "=message=invalid user name or password (6)");
            assertThat(other.ask(login).get(0).get(0)).isEqualTo("!fatal");
        }
        try (RawClient other = RawClient.connect(router.host(), router.port())) {
            other.timeout(200);
            assertThatThrownBy(() -> other.ask(login)).isInstanceOf(SocketTimeoutException.class);
            other.timeout(5000);
            assertThat(other.ask(login)).containsExactly(List.of("!done"));
        }
    }

    @Test
    void aFrozenRouterIsSilentToOldAndNewAndGoesOnWhenThawed() throws IOException {
        router.freeze();
        client.send(IDENTITY);
        client.timeout(200);
        assertThatThrownBy(client::readByte).isInstanceOf(SocketTimeoutException.class);
        try (RawClient late = RawClient.connect(router.host(), router.port())) {
            late.send("/login", "=name=api", "=password=secret");
            late.timeout(200);
            assertThatThrownBy(late::readByte).isInstanceOf(SocketTimeoutException.class);
            router.thaw();
            late.timeout(5000);
            client.timeout(5000);
            assertThat(late.read()).containsExactly("!done");
            assertThat(client.readAll()).hasSize(2);
        }
    }

    @Test
    void aForgottenFlowIsSilentAndNewConnectionsWork() throws IOException {
        router.swallowExistingSessions();
        client.send(IDENTITY);
        client.timeout(200);
        assertThatThrownBy(client::readByte).isInstanceOf(SocketTimeoutException.class);
        try (RawClient other = RawClient.login(router.host(), router.port())) {
            assertThat(other.ask(IDENTITY)).hasSize(2);
        }
    }

    @Test
    void aRebootCutsEverythingAndComesBackByItself() throws IOException {
        router.table("/ip/arp").add("address", "192.0.2.9", "dynamic", "true");
        router.reboot(Duration.ofSeconds(3));
        assertThat(router.sessionsOpen()).isZero();
        assertThatThrownBy(client::readByte).isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> RawClient.connect(router.host(), router.port())).isInstanceOf(ConnectException.class);
        await().ignoreExceptions().untilAsserted(() -> RawClient.login(router.host(), router.port()).close());
        assertThat(router.table("/ip/arp").size()).isZero();
    }

    @Test
    void aRebootByCommandIsAnsweredFirst() throws IOException {
        assertThat(client.ask("/system/reboot")).containsExactly(List.of("!done"));
        assertThat(client.readByte()).isEqualTo(-1);
        await().ignoreExceptions().untilAsserted(() -> RawClient.login(router.host(), router.port()).close());
    }

    @Test
    void aShutdownLastsUntilThePowerIsOn() throws IOException {
        router.shutdown();
        assertThatThrownBy(() -> RawClient.connect(router.host(), router.port())).isInstanceOf(ConnectException.class);
        router.powerOn();
        RawClient.login(router.host(), router.port()).close();
    }
}
