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

import io.camelmikrotik.leaks.LeakCheck;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.SimulatedRouterExtension;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Set up by properties and YAML, as operators do.
 */
@ExtendWith(LeakCheck.class)
class MainAndYamlTest {

    @RegisterExtension
    final SimulatedRouterExtension device = new SimulatedRouterExtension();

    private final Main main = new Main();

    @AfterEach
    void stop() {
        main.stop();
    }

    private SimulatedRouter router() {
        return device.router();
    }

    private void start(String yaml) throws Exception {
        main.addInitialProperty("router", router().address());
        main.addInitialProperty("camel.main.routes-include-pattern", "classpath:" + yaml);
        main.start();
    }

    @Test
    void componentOptionsComeFromPropertiesInEitherSpelling() throws Exception {
        main.addInitialProperty("camel.component.mikrotik.username", "api");
        main.addInitialProperty("camel.component.mikrotik.password", "secret");
        main.addInitialProperty("camel.component.mikrotik.request-timeout", "7s");
        main.addInitialProperty("camel.component.mikrotik.connectTimeout", "500");
        main.addInitialProperty("camel.component.mikrotik.max-total-per-key", "3");
        main.addInitialProperty("camel.component.mikrotik.min-evictable-idle-duration", "2m");
        start("yaml/identity.yaml");

        MikrotikComponent component = main.getCamelContext().getComponent("mikrotik", MikrotikComponent.class);
        assertThat(component.getConfiguration().getRequestTimeout()).isEqualTo(7_000);
        assertThat(component.getConfiguration().getConnectTimeout()).isEqualTo(500);
        assertThat(component.getMaxTotalPerKey()).isEqualTo(3);
        assertThat(component.getMinEvictableIdleDuration()).isEqualTo(120_000);
        assertThat(identity()).isEqualTo("simulated");
    }

    @Test
    void anUnknownComponentOptionFailsAtStart() {
        main.addInitialProperty("camel.component.mikrotik.no-such-option", "1");

        assertThatThrownBy(() -> start("yaml/identity.yaml")).hasStackTraceContaining("noSuchOption");
    }

    @Test
    void devicesAreBeansOfTheRegistry() throws Exception {
        main.addInitialProperty("camel.beans.core1", "#class:io.camelmikrotik.MikrotikDevice");
        main.addInitialProperty("camel.beans.core1.host", router().host());
        main.addInitialProperty("camel.beans.core1.port", Integer.toString(router().port()));
        main.addInitialProperty("camel.beans.core1.username", "api");
        main.addInitialProperty("camel.beans.core1.password", "secret");
        main.addInitialProperty("camel.beans.core1.request-timeout", "9s");
        start("yaml/device.yaml");

        assertThat(identity()).isEqualTo("simulated");
    }

    @Test
    void devicesAreAlsoAnOptionOfTheComponent() throws Exception {
        main.addInitialProperty("camel.component.mikrotik.devices[core1]", "#class:io.camelmikrotik.MikrotikDevice");
        main.addInitialProperty("camel.component.mikrotik.devices[core1].host", router().host());
        main.addInitialProperty("camel.component.mikrotik.devices[core1].port", Integer.toString(router().port()));
        main.addInitialProperty("camel.component.mikrotik.devices[core1].username", "api");
        main.addInitialProperty("camel.component.mikrotik.devices[core1].password", "secret");
        start("yaml/device.yaml");

        assertThat(identity()).isEqualTo("simulated");
    }

    @Test
    void aDeviceOfTheComponentNeedsNoMoreThanItsProperties() throws Exception {
        main.addInitialProperty("camel.component.mikrotik.devices.core1.host", router().host());
        main.addInitialProperty("camel.component.mikrotik.devices.core1.port", Integer.toString(router().port()));
        main.addInitialProperty("camel.component.mikrotik.devices.core1.username", "api");
        main.addInitialProperty("camel.component.mikrotik.devices.core1.password", "secret");
        main.addInitialProperty("camel.component.mikrotik.devices.core1.request-timeout", "9s");
        start("yaml/device.yaml");

        MikrotikComponent component = main.getCamelContext().getComponent("mikrotik", MikrotikComponent.class);
        assertThat(component.getDevices()).containsOnlyKeys("core1");
        assertThat(component.getDevices().get("core1").getRequestTimeout()).hasSeconds(9);
        assertThat(identity()).isEqualTo("simulated");
    }

    @Test
    void aNameForMenusIsAProperty() throws Exception {
        main.addInitialProperty("camel.component.mikrotik.menu-aliases.up-links", "/interface/lte,/interface/ppp-client");
        main.addInitialProperty("camel.component.mikrotik.menuAliases[names]", "/system/identity");
        main.start();

        MikrotikComponent component = main.getCamelContext().getComponent("mikrotik", MikrotikComponent.class);
        assertThat(component.getMenuAliases()).containsValues("/interface/lte,/interface/ppp-client", "/system/identity");
        for (String path : List.of("@up-links", "@names")) {
            assertThat(
                    main.getCamelContext().getEndpoint("mikrotik:core1/" + path + "/print?username=api", MikrotikEndpoint.class)
                            .template().alias())
                    .isNotNull();
        }
    }

    @Test
    void aDeviceOfTheComponentMayHaveADashInItsName() throws Exception {
        main.addInitialProperty("camel.component.mikrotik.username", "api");
        main.addInitialProperty("camel.component.mikrotik.devices.pop-north-2.host", "192.0.2.1");
        main.addInitialProperty("camel.component.mikrotik.devices.pop-north-2.port", "9999");
        main.start();

        assertThat(main.getCamelContext().getEndpoint("mikrotik:pop-north-2/ping", MikrotikEndpoint.class).getServiceUrl())
                .isEqualTo("192.0.2.1:9999");
        assertThat(main.getCamelContext().getEndpoint("mikrotik:pop-north/ping", MikrotikEndpoint.class).getServiceUrl())
                .isEqualTo("pop-north:8728");
    }

    @Test
    void aMisspeltPropertyOfADeviceOfTheComponentFailsAtStart() {
        main.addInitialProperty("camel.component.mikrotik.devices.core1.hots", router().host());

        assertThatThrownBy(() -> start("yaml/device.yaml")).hasStackTraceContaining("hots");
    }

    private String identity() throws Exception {
        return ((RouterOsRow) main.getCamelTemplate().requestBody("direct:identity", null, List.class).get(0)).get("name");
    }
}
