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
import java.util.List;
import java.util.Map;

import io.camelmikrotik.simulator.SimulatedRouter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands that go on, and prints that are long. */
class StreamsTest {

    private SimulatedRouter router;
    private RawClient client;

    @BeforeEach
    void start() throws IOException {
        router = SimulatedRouter.builder().realisticTables().start();
        client = RawClient.login(router.host(), router.port());
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        router.close();
    }

    @Test
    void aPingEndsAfterItsCountAndDoesNotBlock() throws IOException {
        client.send("/ping", "=address=192.0.2.1", "=count=3", "=interval=200ms", ".tag=p");
        assertThat(client.read()).contains("!re", ".tag=p", "=seq=0", "=received=1");
        client.send("/system/identity/print", ".tag=i");
        assertThat(client.read()).contains("!re", ".tag=i");
        assertThat(client.read()).contains("!done", ".tag=i");
        assertThat(client.readAll()).hasSize(3).last().isEqualTo(List.of("!done", ".tag=p"));
    }

    @Test
    void aLostPingSaysTimeout() throws IOException {
        assertThat(client.rows("/ping", "=address=192.0.2.77", "=count=1")).containsExactly(Map.of("seq", "0", "host",
                "192.0.2.77", "status", "timeout", "sent", "1", "received", "0", "packet-loss", "100"));
    }

    @Test
    void trafficIsMonitoredOnceOrBySections() throws IOException {
        assertThat(client.rows("/interface/monitor-traffic", "=interface=ether1,ether2", "=once=")).hasSize(2)
                .allSatisfy(row -> assertThat(row).doesNotContainKey(".section"));
        client.send("/interface/monitor-traffic", "=interface=ether1", ".tag=m");
        assertThat(client.read()).contains("=.section=0");
        assertThat(client.read()).contains("=.section=1");
        client.send("/cancel", ".tag=c");
        assertThat(client.read()).contains("!trap", "=message=interrupted");
    }

    @Test
    void aTorchEndsWithItsDuration() throws IOException {
        assertThat(client.rows("/tool/torch", "=interface=ether1", "=duration=1500ms")).hasSize(4);
    }

    @Test
    void aTorchOfAnUnknownInterfaceIsRefused() throws IOException {
        assertThat(client.ask("/tool/torch", "=interface=nowhere", "=duration=2s").get(0))
                .contains("!trap", "=message=input does not match any value of interface");
    }

    @Test
    void aProfileHasARowPerPartInEachSection() throws IOException {
        client.send("/tool/profile", ".tag=p");
        assertThat(client.read()).contains("=name=ethernet", "=.section=0");
        for (int i = 0; i < 3; i++) {
            assertThat(client.read()).contains("=.section=0");
        }
        assertThat(client.read()).contains("=name=ethernet", "=.section=1");
    }

    @Test
    void monitorsRefreshAsOftenAsTheRouterWasBuilt() throws IOException {
        try (SimulatedRouter fast = SimulatedRouter.builder().monitorInterval(Duration.ofMillis(1)).start();
             RawClient watcher = RawClient.login(fast.host(), fast.port())) {
            assertThat(watcher.rows("/tool/torch", "=interface=ether1", "=duration=500ms")).hasSizeGreaterThan(10);
        }
    }

    @Test
    void aPrintWithIntervalRepeatsItselfInSections() throws IOException {
        client.send("/ip/pool/print", "=interval=200ms", "=.proplist=name", ".tag=1");
        assertThat(client.read()).containsExactly("!re", ".tag=1", "=name=pool1", "=.section=0");
        assertThat(client.read()).containsExactly("!re", ".tag=1", "=name=pool1", "=.section=1");
    }

    @Test
    void aFollowBeginsWithTheRows() throws IOException {
        client.send("/ip/pool/print", "=follow=", "=.proplist=name", ".tag=1");
        assertThat(client.read()).containsExactly("!re", ".tag=1", "=name=pool1");
        router.table("/ip/pool").add("name", "pool2", "ranges", "192.0.2.1");
        assertThat(client.read()).containsExactly("!re", ".tag=1", "=name=pool2");
    }

    @Test
    void aListenerMayBeToldOnlyWhatHasChanged() throws IOException {
        try (SimulatedRouter partial = SimulatedRouter.builder().partialChangeRows(true).start();
             RawClient other = RawClient.login(partial.host(), partial.port())) {
            String id = partial.table("/ip/pool").add("name", "pool1", "ranges", "192.0.2.1", "comment", "old");
            other.send("/ip/pool/listen", ".tag=1");
            other.ask("/system/identity/print");
            partial.table("/ip/pool").set(id, "name", "pool2");
            assertThat(other.read()).containsExactly("!re", ".tag=1", "=.id=" + id, "=name=pool2");
            partial.table("/ip/pool").unset(id, "comment");
            assertThat(other.read()).containsExactly("!re", ".tag=1", "=.id=" + id);
            String second = partial.table("/ip/pool").add("name", "pool3", "ranges", "192.0.2.3");
            assertThat(other.read()).containsExactly("!re", ".tag=1", "=.id=" + second, "=name=pool3", "=ranges=192.0.2.3");
        }
    }

    @Test
    void aListenerRunsUntilItIsCancelled() throws IOException {
        client.send("/ip/pool/listen", ".tag=1");
        client.ask("/system/identity/print");
        assertThat(router.commandsRunning()).isEqualTo(1);
        client.send("/cancel", "=tag=1", ".tag=2");
        client.readAll();
        assertThat(router.commandsRunning()).isZero();
    }

    @Test
    void rowsOfOrderedMenusMaySayWhatIsBehindThem() throws IOException {
        try (SimulatedRouter numbering = SimulatedRouter.builder().nextIds(true).start();
             RawClient other = RawClient.login(numbering.host(), numbering.port())) {
            String first = numbering.table("/ip/firewall/filter").add("chain", "input");
            String second = numbering.table("/ip/firewall/filter").add("chain", "forward");
            assertThat(other.ask("/ip/firewall/filter/print", "=.proplist=.id")).containsExactly(
                    List.of("!re", "=.id=" + first, "=.nextid=" + second), List.of("!re", "=.id=" + second), List.of("!done"));
        }
    }

    @Test
    void aScriptAnswersWithWhatItPuts() throws IOException {
        assertThat(client.ask("/system/script/run", "=number=hello")).containsExactly(List.of("!done", "=ret=hello"));
        router.table("/system/script").add("name", "bad", "source", ":error \"no way\"");
        assertThat(client.ask("/system/script/run", "=number=bad").get(0)).containsExactly("!trap", "=message=no way");
        assertThat(client.ask("/execute", "=script=:put 1").get(0).get(1)).startsWith("=ret=*");
        assertThat(client.ask("/execute", "=script=:put 1", "=as-string=")).containsExactly(List.of("!done", "=ret=1"));
    }

    @Test
    void aMillionRowsPassWhileOtherCommandsAreAnswered() throws IOException {
        router.table("/ip/firewall/connection").generateRows(1_000_000,
                index -> Map.of("src-address", "192.0.2." + index % 250));
        client.send("/ip/firewall/connection/print", ".tag=b");
        client.send("/system/identity/print", ".tag=i");
        int rows = 0;
        int rowsBeforeIdentity = -1;
        for (List<String> sentence = client.read(); !sentence.equals(List.of("!done", ".tag=b")); sentence = client.read()) {
            if (sentence.get(1).equals(".tag=b")) {
                rows++;
            } else if (rowsBeforeIdentity < 0) {
                rowsBeforeIdentity = rows;
            }
        }
        assertThat(rows).isEqualTo(1_000_000);
        assertThat(rowsBeforeIdentity).isBetween(0, 500_000);
    }

    @Test
    void preparedRowsLookLikeAllOthers() throws IOException {
        router.table("/y").preEncodeRows(2, index -> Map.of("name", "r" + index));
        assertThat(client.ask("/y/print", ".tag=1")).containsExactly(List.of("!re", ".tag=1", "=.id=*1", "=name=r0"),
                List.of("!re", ".tag=1", "=.id=*2", "=name=r1"), List.of("!done", ".tag=1"));
        assertThat(client.ask("/y/print", "?name=r1", "=.proplist=.id")).containsExactly(List.of("!re", "=.id=*2"),
                List.of("!done"));
        assertThat(client.ask("/y/print", "=count-only=")).containsExactly(List.of("!done", "=ret=2"));
    }
}
