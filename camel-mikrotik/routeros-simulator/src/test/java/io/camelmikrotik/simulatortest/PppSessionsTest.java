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

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.junit.WithSimulatedRouter;
import org.junit.jupiter.api.Test;

import static io.camelmikrotik.simulator.RouterAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Subscribers who dial in and hang up. */
@WithSimulatedRouter(realisticTables = true)
class PppSessionsTest {

    @Test
    void aSessionIsARowADynamicInterfaceAndALineOfTheLog(SimulatedRouter router) {
        String id = router.ppp().up("cust1");

        assertThat(router.table("/ppp/active").row(id)).containsEntry("name", "cust1").containsEntry("radius", "false")
                .containsEntry("address", "203.0.113.10").containsEntry("dynamic", "true");
        assertThat(router).hasRow("/interface", "name", "<pppoe-cust1>", "dynamic", "true");
        assertThat(log(router)).anyMatch(line -> line.startsWith("cust1 logged in, 203.0.113.10 from "));
    }

    @Test
    void allOfASubscribersSessionsEndWhenHeHangsUp(SimulatedRouter router) {
        router.table("/interface").clear();
        router.table("/ppp/active").clear();
        router.table("/interface").add("name", "ether1");
        router.ppp().up("cust1");
        router.ppp().up("cust1", Map.of("address", "192.0.2.99", "service", "l2tp"));
        assertThat(router).hasRow("/interface", "name", "<l2tp-cust1>", "type", "l2tp-in")
                .hasRow("/ppp/active", "address", "192.0.2.99");

        assertThat(router.ppp().down("cust1")).isEqualTo(2);

        assertThat(router.ppp().down("cust1")).isZero();
        assertThat(router.table("/ppp/active").rows()).isEmpty();
        assertThat(router.table("/interface").rows()).hasSize(1);
        assertThat(log(router)).filteredOn(line -> line.startsWith("cust1 logged out, ")).hasSize(2);
        assertThat(router).hasNoRow("/ppp/secret", "name", "cust1", "last-logged-out", "2026-01-03 20:52:13");
    }

    @Test
    void aSessionWhoseRowAClientRemovesEndsToo(SimulatedRouter router) throws Exception {
        String id = router.ppp().up("cust1");
        router.table("/ppp/active").swallowEvents(1);
        try (RawClient client = RawClient.login(router.host(), router.port())) {
            client.ask("/ppp/active/remove", "=.id=" + id);
        }

        assertThat(router).within(Duration.ofSeconds(10)).hasNoRow("/ppp/active", ".id", id);
        io.camelmikrotik.simulator.RouterAssert.assertThat(router).within(Duration.ofSeconds(10))
                .hasNoRow("/interface", ".id", "*F" + id.substring(1));
    }

    @Test
    void aRouterThatKnowsNoSecretSaysThatRadiusAnswered(SimulatedRouter router) {
        router.ppp().up("zoé");

        assertThat(router).hasRow("/ppp/active", "name", "zoé", "radius", "true");
    }

    @Test
    void aRouterDoesNotLetADisabledAccountIn(SimulatedRouter router) {
        assertThatThrownBy(() -> router.ppp().up("cust2")).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cust2").hasMessageContaining("disabled");
        assertThat(router).hasNoRow("/ppp/active", "name", "cust2").hasNoRow("/interface", "name", "<pppoe-cust2>");
    }

    @Test
    void sessionsEndWithAReboot(SimulatedRouter router) {
        router.ppp().up("cust1");
        router.reboot(Duration.ZERO);

        assertThat(router).within(Duration.ofSeconds(10)).hasNoRow("/ppp/active", "name", "cust1")
                .hasNoRow("/interface", "name", "<pppoe-cust1>");
    }

    private static List<String> log(SimulatedRouter router) {
        return router.table("/log").rows().stream().map(line -> line.get("message")).toList();
    }
}
