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

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.SimulatedTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Safe Mode, places of rows, and rows that are not everybody's, over the wire. */
class SafeModeAndOrderTest {

    private SimulatedRouter router;
    private RawClient client;
    private SimulatedTable rules;

    @BeforeEach
    void start() throws IOException {
        router = SimulatedRouter.start();
        client = RawClient.login(router.host(), router.port());
        rules = router.table("/ip/firewall/filter");
        for (String comment : List.of("a", "b", "c", "d")) {
            rules.add("chain", "forward", "comment", comment);
        }
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        router.close();
    }

    private static final List<String> DONE = List.of("!done");

    private String comments() {
        return String.join("", rules.rows().stream().map(row -> row.getOrDefault("comment", "-")).toList());
    }

    private void changeEverything() throws IOException {
        client.ask("/ip/firewall/filter/remove", "=.id=*2");
        client.ask("/ip/firewall/filter/add", "=chain=forward", "=comment=n", "=place-before=*1");
        client.ask("/ip/firewall/filter/move", "=numbers=*4,*1", "=destination=*5");
        client.ask("/ip/firewall/filter/set", "=.id=*3", "=comment=", "=action=drop", "=protocol=udp");
        client.ask("/ip/firewall/filter/unset", "=.id=*3", "=value-name=protocol");
        client.ask("/ip/firewall/filter/disable", "=.id=*1");
        client.ask("/ip/firewall/filter/move", "=numbers=*5");
    }

    @Test
    void unrollUndoesWhatTheSessionChanged() throws IOException {
        List<Map<String, String>> before = rules.rows();
        assertThat(client.ask("/safe-mode/take")).containsExactly(DONE);

        changeEverything();
        assertThat(comments()).isEqualTo("dan");
        assertThat(client.ask("/safe-mode/unroll")).containsExactly(DONE);

        assertThat(rules.rows()).isEqualTo(before);
        assertThat(router.safeModeTaken()).isFalse();
    }

    @Test
    void releaseKeepsIt() throws IOException {
        client.ask("/safe-mode/take");
        changeEverything();

        assertThat(client.ask("/safe-mode/release")).containsExactly(DONE);
        client.close();

        assertThat(comments()).isEqualTo("dan");
    }

    @Test
    void theEndOfTheSessionUndoesItHoweverItComes() throws IOException {
        List<Map<String, String>> before = rules.rows();
        for (Runnable end : List.<Runnable> of(
                router::resetSessions, router::cutSessions, () -> router.reboot(Duration.ofMillis(1)), this::closeClient)) {
            client.ask("/safe-mode/take");
            changeEverything();

            end.run();

            await().untilAsserted(() -> assertThat(rules.rows()).isEqualTo(before));
            router.powerOn();
            client = RawClient.login(router.host(), router.port());
            assertThat(router.safeModeTaken()).isFalse();
        }
    }

    private void closeClient() {
        try {
            client.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void changesOfOthersStay() throws IOException {
        client.ask("/safe-mode/take");
        changeEverything();
        try (RawClient other = RawClient.login(router.host(), router.port())) {
            other.ask("/ip/firewall/filter/add", "=chain=forward", "=comment=o");
            other.ask("/ip/firewall/filter/set", "=.id=*4", "=comment=e");
            other.ask("/ip/firewall/filter/remove", "=.id=*1");
        }
        rules.add("chain", "forward", "comment", "p");

        client.ask("/safe-mode/unroll");

        assertThat(comments().split("")).containsExactlyInAnyOrder("b", "c", "e", "o", "p");
    }

    @Test
    void onlyOneSessionHoldsIt() throws IOException {
        client.ask("/safe-mode/take");
        assertThat(client.ask("/safe-mode/take").get(0)).contains("=message=failure: already in safe mode");
        try (RawClient other = RawClient.login(router.host(), router.port())) {
            assertThat(other.ask("/safe-mode/take"))
                    .containsExactly(List.of("!trap", "=message=failure: safe mode is held by api@127.0.0.1"), DONE);
            assertThat(other.ask("/safe-mode/release").get(0)).contains("=message=failure: not in safe mode");
            assertThat(other.ask("/safe-mode/unroll").get(0)).contains("=message=failure: not in safe mode");
            client.ask("/safe-mode/release");
            assertThat(other.ask("/safe-mode/take")).containsExactly(DONE);
        }
    }

    @Test
    void before718ThereIsNoSuchMenu() throws IOException {
        try (SimulatedRouter old = SimulatedRouter.builder().version("7.17.2").start();
             RawClient oldClient = RawClient.login(old.host(), old.port())) {
            assertThat(oldClient.ask("/safe-mode/take").get(0)).contains("=message=no such command or directory (safe-mode)");
        }
    }

    @Test
    void rowsAreAddedAndMovedBeforeOthersOrToTheEnd() throws IOException {
        client.ask("/ip/firewall/filter/add", "=chain=forward", "=comment=n", "=place-before=*3");
        assertThat(comments()).isEqualTo("abncd");
        client.ask("/ip/firewall/filter/move", "=numbers=*4", "=destination=*1");
        assertThat(comments()).isEqualTo("dabnc");
        client.ask("/ip/firewall/filter/move", "=.id=*1", "=destination=*3");
        assertThat(comments()).isEqualTo("dbnac");
        client.ask("/ip/firewall/filter/move", "=numbers=*4");
        assertThat(comments()).isEqualTo("bnacd");
        assertThat(client.ask("/ip/firewall/filter/move", "=numbers=*4", "=destination=*9").get(0))
                .contains("=message=no such item");
        assertThat(client.ask("/ip/firewall/filter/add", "=chain=forward", "=place-before=*9").get(0))
                .contains("=message=no such item");
        assertThat(client.ask("/ip/firewall/address-list/add", "=list=x", "=address=192.0.2.1", "=place-before=*1").get(0))
                .contains("=message=unknown parameter place-before");
        assertThat(comments()).isEqualTo("bnacd");
    }

    @Test
    void dynamicRulesAndBuiltInRowsStayAsTheyAre() throws IOException {
        String dynamic = rules.add("chain", "forward", "comment", "y", "dynamic", "true");
        for (String verb : List.of("remove", "move", "disable", "set")) {
            assertThat(client.ask("/ip/firewall/filter/" + verb, "=.id=" + dynamic).get(0))
                    .contains("=message=failure: can not change dynamic item");
        }
        assertThat(client.ask("/ppp/profile/remove", "=.id=*0").get(0))
                .contains("=message=failure: can not remove default item");
        assertThat(client.ask("/ppp/profile/set", "=.id=*0", "=only-one=yes")).containsExactly(DONE);
    }

    @Test
    void menusWithoutUnsetTakeItAsAnAttribute() throws IOException {
        client.ask("/ip/firewall/address-list/add", "=list=x", "=address=192.0.2.1", "=comment=c");

        assertThat(client.ask("/ip/firewall/address-list/unset", "=.id=*1", "=value-name=comment").get(0))
                .contains("=message=no such command");
        assertThat(client.ask("/ip/firewall/address-list/set", "=.id=*1", "=!comment=")).containsExactly(DONE);
        assertThat(router.table("/ip/firewall/address-list").row("*1")).doesNotContainKey("comment");
    }

    @Test
    void aWitnessSeesTheTableAfterEachWrite() throws IOException {
        List<String> seen = new ArrayList<>();
        router.afterEachWrite(entry -> seen.add(entry.command() + " " + comments()));

        client.ask("/ip/firewall/filter/move", "=numbers=*4", "=destination=*1");
        client.ask("/ip/firewall/filter/print");
        client.ask("/ip/firewall/filter/remove", "=.id=*9");
        client.ask("/ip/firewall/filter/remove", "=.id=*1");

        assertThat(seen).containsExactly("/ip/firewall/filter/move dabc", "/ip/firewall/filter/remove dbc");
    }
}
