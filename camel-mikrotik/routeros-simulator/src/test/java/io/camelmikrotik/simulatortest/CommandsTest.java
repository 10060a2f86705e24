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
import java.util.List;
import java.util.Map;

import io.camelmikrotik.simulator.SimulatedRouter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Menus and their commands, over the wire. */
class CommandsTest {

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
    void aSingletonIsOneRowWithoutId() throws IOException {
        assertThat(client.ask("/system/identity/print"))
                .containsExactly(List.of("!re", "=name=simulated"), List.of("!done"));
    }

    @Test
    void anAddAnswersWithTheIdAndFillsInDefaults() throws IOException {
        assertThat(client.ask("/ppp/secret/add", "=name=cust1", "=password=x", "=disabled=no", ".tag=7"))
                .containsExactly(List.of("!done", ".tag=7", "=ret=*1"));
        assertThat(router.table("/ppp/secret").row("*1"))
                .containsEntry("name", "cust1").containsEntry("profile", "default").containsEntry("disabled", "false");
        assertThat(router.journal().writes()).isEqualTo(1);
        assertThat(router.journal().writes("/ppp/secret/add")).isEqualTo(1);
        assertThat(router.journal().commands().get(0).attributes()).containsEntry("password", "***");
    }

    @Test
    void idsAreHexadecimalAndNeverUsedTwice() throws IOException {
        for (int i = 0; i < 10; i++) {
            client.ask("/ip/pool/add", "=name=p" + i, "=ranges=192.0.2.1");
        }
        client.ask("/ip/pool/remove", "=.id=*a");
        assertThat(client.ask("/ip/pool/add", "=name=p", "=ranges=192.0.2.1")).containsExactly(List.of("!done", "=ret=*B"));
    }

    @Test
    void aDuplicateIsRefusedWithoutCategory() throws IOException {
        client.ask("/ip/firewall/address-list/add", "=list=l", "=address=192.0.2.1");
        assertThat(client.ask("/ip/firewall/address-list/add", "=list=l", "=address=192.0.2.1"))
                .containsExactly(List.of("!trap", "=message=failure: already have such entry"), List.of("!done"));
        client.ask("/ppp/secret/add", "=name=c");
        assertThat(client.ask("/ppp/secret/add", "=name=c").get(0))
                .containsExactly("!trap", "=message=failure: secret with the same name already exists");
        assertThat(router.journal().writes()).isEqualTo(2);
    }

    @Test
    void aValueThatARowGaveUpIsFreeAgain() throws IOException {
        client.ask("/ip/firewall/address-list/add", "=list=l", "=address=192.0.2.1");
        client.ask("/ip/firewall/address-list/set", "=.id=*1", "=address=192.0.2.2");
        assertThat(client.ask("/ip/firewall/address-list/add", "=list=l", "=address=192.0.2.2").get(0))
                .containsExactly("!trap", "=message=failure: already have such entry");
        assertThat(client.ask("/ip/firewall/address-list/add", "=list=l", "=address=192.0.2.1"))
                .containsExactly(List.of("!done", "=ret=*2"));
        client.ask("/ip/firewall/address-list/remove", "=.id=*1");
        assertThat(client.ask("/ip/firewall/address-list/add", "=list=l", "=address=192.0.2.2"))
                .containsExactly(List.of("!done", "=ret=*3"));
    }

    @Test
    void aReferenceToNothingIsRefusedWithCategory1() throws IOException {
        assertThat(client.ask("/ppp/secret/add", "=name=c", "=profile=gold").get(0))
                .containsExactly("!trap", "=category=1", "=message=input does not match any value of profile");
    }

    @Test
    void itemsAreCalledByIdByListAndByName() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            client.ask("/ppp/secret/add", "=name=" + name);
        }
        client.ask("/ppp/secret/set", "=.id=*1,*2", "=comment=both");
        client.ask("/ppp/secret/disable", "=numbers=c");
        assertThat(router.table("/ppp/secret").find("comment", "both")).hasSize(2);
        assertThat(router.table("/ppp/secret").row("*3")).containsEntry("disabled", "true");
        client.ask("/ppp/secret/enable", "=numbers=c");
        assertThat(router.table("/ppp/secret").row("*3")).containsEntry("disabled", "false");
        client.ask("/ppp/secret/comment", "=.id=*3", "=comment=third");
        assertThat(router.table("/ppp/secret").row("*3")).containsEntry("comment", "third");
        client.ask("/ppp/secret/set", "=.id=*3", "=!comment=");
        assertThat(router.table("/ppp/secret").row("*3")).doesNotContainKey("comment");
        client.ask("/ppp/secret/set", "=.id=*3", "=remote-address=192.0.2.3");
        client.ask("/ppp/secret/unset", "=.id=*3", "=value-name=remote-address");
        assertThat(router.table("/ppp/secret").row("*3")).doesNotContainKey("remote-address");
        client.ask("/ppp/secret/remove", "=.id=*1,*3");
        assertThat(router.table("/ppp/secret").rows()).extracting(row -> row.get("name")).containsExactly("b");
    }

    @Test
    void aMissingItemHasCategory0() throws IOException {
        assertThat(client.ask("/ppp/secret/remove", "=.id=*99").get(0))
                .containsExactly("!trap", "=category=0", "=message=no such item");
    }

    @Test
    void unknownVerbsMenusAndParametersAreToldApart() throws IOException {
        assertThat(client.ask("/ip/address/unset", "=.id=*1").get(0))
                .containsExactly("!trap", "=category=0", "=message=no such command");
        assertThat(client.ask("/interface/wifiwave2/print")).containsExactly(
                List.of("!trap", "=category=0", "=message=no such command or directory (wifiwave2)"),
                List.of("!trap", "=message=no such command prefix"), List.of("!done"));
        assertThat(client.ask("/ppp/secret/add", "=name=x", "=colour=red").get(0))
                .containsExactly("!trap", "=category=0", "=message=unknown parameter colour");
        assertThat(client.ask("/ppp/secret/print", "=?name=x").get(0))
                .containsExactly("!trap", "=category=0", "=message=unknown parameter ?name");
    }

    @Test
    void aPrintHonoursProplistCountAndFrom() throws IOException {
        router.table("/x").add("name", "a", "size", "1");
        router.table("/x").add("name", "b");
        assertThat(client.ask("/x/print", "=.proplist=name,nothing"))
                .containsExactly(List.of("!re", "=name=a"), List.of("!re", "=name=b"), List.of("!done"));
        assertThat(client.ask("/x/print", "=.proplist=")).containsExactly(List.of("!re"), List.of("!re"), List.of("!done"));
        assertThat(client.ask("/x/print", "=count-only=")).containsExactly(List.of("!done", "=ret=2"));
        assertThat(client.ask("/x/print", "=count-only=", "?size")).containsExactly(List.of("!done", "=ret=1"));
        assertThat(client.ask("/x/getall", "=from=*2", "=.proplist=name"))
                .containsExactly(List.of("!re", "=name=b"), List.of("!done"));
        assertThat(client.ask("/x/print", "?name=nobody")).containsExactly(List.of("!empty"), List.of("!done"));
        assertThat(client.ask("/x/find")).containsExactly(List.of("!done", "=ret=*1;*2"));
        assertThat(client.ask("/x/get", "=number=*1", "=value-name=name")).containsExactly(List.of("!done", "=ret=a"));
    }

    @Test
    void textInAnyScriptComesBackAsItWasSent() throws IOException {
        client.ask("/x/print");
        router.table("/x").add("name", "Привет, žluťoučký", "note", "a=b\nc");
        assertThat(client.rows("/x/print")).containsExactly(
                Map.of(".id", "*1", "name", "Привет, žluťoučký", "note", "a=b\nc"));
        client.ask("/x/set", "=.id=*1", "=name=日本");
        assertThat(router.table("/x").row("*1")).containsEntry("name", "日本");
    }

    @Test
    void aCancelEndsTheListenInTheRoutersOrder() throws IOException {
        client.send("/ppp/secret/listen", ".tag=l");
        client.send("/ppp/secret/add", "=name=n", ".tag=a");
        assertThat(client.read()).containsExactly("!done", ".tag=a", "=ret=*1");
        assertThat(client.read()).contains("!re", ".tag=l", "=.id=*1", "=name=n");
        router.table("/ppp/secret").remove("*1");
        assertThat(client.read()).containsExactly("!re", ".tag=l", "=.id=*1", "=.dead=true");
        client.send("/cancel", "=tag=l", ".tag=c");
        assertThat(client.read()).containsExactly("!trap", ".tag=l", "=category=2", "=message=interrupted");
        assertThat(client.read()).containsExactly("!done", ".tag=c");
        assertThat(client.read()).containsExactly("!done", ".tag=l");
    }

    @Test
    void aQuitEndsTheSession() throws IOException {
        assertThat(client.ask("/quit")).containsExactly(List.of("!fatal", "session terminated on request"));
        assertThat(client.readByte()).isEqualTo(-1);
        assertThat(router.sessionsOpen()).isZero();
    }

    @Test
    void rulesMoveAndAreInsertedInPlace() throws IOException {
        for (String comment : List.of("a", "b", "c")) {
            client.ask("/ip/firewall/filter/add", "=chain=input", "=comment=" + comment);
        }
        client.ask("/ip/firewall/filter/move", "=numbers=*3", "=destination=*1");
        client.ask("/ip/firewall/filter/add", "=chain=input", "=comment=d", "=place-before=*2");
        assertThat(client.rows("/ip/firewall/filter/print")).extracting(row -> row.get("comment"))
                .containsExactly("c", "a", "d", "b");
        client.ask("/ip/firewall/filter/move", "=numbers=*3");
        assertThat(client.rows("/ip/firewall/filter/print")).extracting(row -> row.get("comment"))
                .containsExactly("a", "d", "b", "c");
    }
}
