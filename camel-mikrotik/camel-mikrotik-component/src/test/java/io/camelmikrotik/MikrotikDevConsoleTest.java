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
package io.camelmikrotik;

import java.util.List;
import java.util.Map;

import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.console.DevConsole;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MikrotikDevConsoleTest extends MikrotikTestSupport {

    private static final String IDENTITY = "/system/identity/print";

    @Test
    void aConsoleThatIsAskedBeforeAnyDeviceWasUsedBeginsNothing() throws Exception {
        startWithout();

        assertThat(text(Map.of())).contains("mikrotik: sessions 0", "devices 0");
        assertThat(component.sessions().poolIfBegun()).isNull();
    }

    @Test
    void eachDeviceIsALineWithItsStateAndItsSessions() throws Exception {
        startWithout();
        rows(send(uri(IDENTITY), null));

        assertThat(text(Map.of())).contains("mikrotik: sessions 1 (attempts to open one 1, failed 0), devices 1 {up=1}")
                .contains("api@" + router.address() + ": UP, sessions 1 in use 0 idle, commands 0, waiting 0");
    }

    @Test
    void aDeviceThatIsDownTellsItsFailuresTheirCauseAndTheNextAttempt() throws Exception {
        startWithout();
        router.shutdown();
        send(uri(IDENTITY), null);

        assertThat(text(Map.of())).contains(": DOWN, ", "failures 1 in ", "next attempt in ", "/ip/service/print");
        JsonObject device = onlyDevice(json(Map.of()));
        assertThat(device).containsEntry("state", "DOWN").containsEntry("failures", 1)
                .containsKeys("downForMillis", "nextAttemptMillis");
        assertThat(device.getString("cause")).contains("/ip/service/print");
    }

    @Test
    void theJsonTellsTheTotalsAndEachDevice() throws Exception {
        startWithout();
        rows(send(uri(IDENTITY), null));

        JsonObject json = mikrotik(json(Map.of()));

        assertThat(json).containsEntry("sessions", 1).containsEntry("openingsStarted", 1L).containsEntry("openingsFailed", 0L)
                .containsEntry("deviceCount", 1).containsEntry("commands", 0).containsEntry("waiting", 0);
        assertThat(json.toJson()).contains("\"up\":1", "\"device\":\"api@" + router.address(), "\"sessionsInUse\":1");
    }

    @Test
    void aFilterShowsTheDevicesThatMatchItOrAreInThatStateAndTheTotalsOfAll() throws Exception {
        try (SimulatedRouter other = SimulatedRouter.start()) {
            startWithout();
            rows(send(uri(IDENTITY), null));
            other.shutdown();
            send("mikrotik:" + other.address() + IDENTITY, null);

            assertThat(text(Map.of("filter", router.address()))).contains(router.address(), "devices 2")
                    .doesNotContain(other.address());
            assertThat(text(Map.of("filter", "down"))).contains(other.address(), "devices 2").doesNotContain(router.address());
            assertThat(onlyDevice(json(Map.of("limit", "1")))).containsKey("state");
        }
    }

    @Test
    void aMenuAsFilterIsDescribedByTheCatalogue() throws Exception {
        startWithout();

        assertThat(text(Map.of("filter", "/ppp/secret")))
                .contains("/ppp/secret: menu", "add (all versions): caller-id comment ",
                        "        profile: default|default-encryption (can be set", "        last-logged-out", "add wants: name")
                .doesNotContain("sessions");
        JsonObject json = json(Map.of("filter", "/ppp/secret"));
        assertThat(json).containsEntry("path", "/ppp/secret").containsEntry("singleton", false);
        assertThat(json.toJson()).contains("\"name\":\"disabled\",\"form\":\"no|yes\",\"canBeSet\":true",
                "\"name\":\"print\",\"versions\":\"all versions\",\"reads\":true");
        assertThat(component.sessions().poolIfBegun()).isNull();
    }

    @Test
    void aCommandAsFilterIsDescribedWithItsArgumentsAndVersions() throws Exception {
        startWithout();

        assertThat(text(Map.of("filter", "/interface/wifi/add"))).contains("/interface/wifi/add: command (since 7.13), writes",
                "    channel.afc (since 7.24)");
        assertThat(text(Map.of("filter", "/ppp/secret/print"))).contains(", reads");
        assertThat(json(Map.of("filter", "/interface/wifi/add")).toJson()).contains("\"versions\":\"since 7.13\"",
                "\"name\":\"channel.afc\",\"versions\":\"since 7.24\"");
    }

    @Test
    void aMisspeltMenuAsFilterIsToldTheNearestName() throws Exception {
        startWithout();

        assertThat(text(Map.of("filter", "/ppp/secret/pritn"))).contains("did you mean /ppp/secret/print?");
        assertThat(json(Map.of("filter", "/ppp/secret/pritn")).getString("problem")).contains("did you mean");
    }

    @Test
    void aPasswordNeverAppears() throws Exception {
        String secret = "r0uter-p4ss";
        component.getConfiguration().setPassword(secret);
        startWithout();
        send(uri(IDENTITY), null);

        assertThat(text(Map.of())).contains("LOGIN_REFUSED").doesNotContain(secret);
        assertThat(json(Map.of()).toJson()).contains("LOGIN_REFUSED").doesNotContain(secret);
    }

    private String text(Map<String, Object> options) {
        return (String) console().call(DevConsole.MediaType.TEXT, options);
    }

    private JsonObject json(Map<String, Object> options) {
        return (JsonObject) console().call(DevConsole.MediaType.JSON, options);
    }

    private DevConsole console() {
        return PluginHelper.getDevConsoleResolver(context).resolveDevConsole("mikrotik");
    }

    private static JsonObject mikrotik(JsonObject json) {
        return only(json, "components");
    }

    private static JsonObject onlyDevice(JsonObject json) {
        return only(mikrotik(json), "devices");
    }

    private static JsonObject only(JsonObject json, String name) {
        List<?> array = (List<?>) json.get(name);
        assertThat(array).hasSize(1);
        return (JsonObject) array.get(0);
    }
}
