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

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.camelmikrotik.simulator.SimulatedFleet;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.catalog.RuntimeCamelCatalog;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class MikrotikEndpointTest extends MikrotikTestSupport {

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            "core1/ppp/secret/print,             core1,       127, /ppp/secret/print, core1:8728",
            "core1:9000/ppp/secret/print,        core1,       -,   /ppp/secret/print, core1:9000",
            "core1,                              core1,       -,   -,                 core1:8728",
            "core1/,                             core1,       -,   -,                 core1:8728",
            "192.0.2.1/system/resource/print,    192.0.2.1,   -,   /system/resource/print, 192.0.2.1:8728",
            "[2001:db8::1]:8730/ping,            2001:db8::1, -,   /ping,             [2001:db8::1]:8730",
            "[2001:db8::1]/ping,                 2001:db8::1, -,   /ping,             [2001:db8::1]:8728",
            "core1/ping?tls=true,                core1,       -,   /ping,             core1:8729",
            "core1:1234/ping?tls=true,           core1,       -,   /ping,             core1:1234" })
    void theUriNamesDeviceAndCommand(String uri, String device, String ignored, String command, String address)
            throws Exception {
        startWithout();

        MikrotikEndpoint endpoint = context.getEndpoint("mikrotik:" + uri, MikrotikEndpoint.class);

        assertThat(endpoint.getDevice()).isEqualTo(device);
        assertThat(endpoint.getCommand()).isEqualTo(command);
        assertThat(endpoint.getServiceUrl()).isEqualTo(address);
        assertThat(endpoint.getServiceProtocol()).isEqualTo("routeros");
    }

    @Test
    void twoSlashesAfterTheSchemeAreTheSame() throws Exception {
        startWithout();

        MikrotikEndpoint endpoint = context.getEndpoint("mikrotik://core1:9000/ppp/secret/print", MikrotikEndpoint.class);

        assertThat(endpoint.getServiceUrl()).isEqualTo("core1:9000");
        assertThat(endpoint.getCommand()).isEqualTo("/ppp/secret/print");
    }

    @ParameterizedTest
    @ValueSource(strings = { "2001:db8::1/ping", "core1:/ping", "core1:70000/ping", "core1/ppp//secret", "core1/ppp/sec ret" })
    void whatIsNoDeviceAndCommandFailsAtOnce(String uri) throws Exception {
        startWithout();

        assertThatThrownBy(() -> context.getEndpoint("mikrotik:" + uri)).isInstanceOf(ResolveEndpointFailedException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "core1/ping?noSuchOption=1 | noSuchOption",
            "core1/ppp/secret/print?emit=cells | cells",
            "core1/ppp/secret/print?connectTimeout=soon | connectTimeout must",
            "core1/ppp/secret/print?charset=klingon | charset",
            "core1/ppp/secret/print?fallbackCharset=klingon | fallbackCharset",
            "core1/ppp/secret/print?where=profile= | position",
            "core1/ppp/secret/print?where=name~( | regular expression",
            "core1/ppp/secret/print?properties=na me | na me",
            "core1/ppp/secret/add?where=name=x | where applies to print",
            "core1/ppp/secret/add?properties=name | properties applies to print",
            "core1/ping?attribute.bad name=1 | bad name",
            "core1/ping?trustAllCertificates=true | trustAllCertificates needs tls=true",
            "core1/ping?tls=true&trustAllCertificates=true&anonymousTls=true | exclude each other",
            "core1/ping?tls=true&certificateFingerprint=abc | 64 hex digits",
            "core1/ping?requestTimeout=-1 | requestTimeout must",
            "core1/ping?connectTimeout=0 | connectTimeout",
            "core1/ping?openTimeout=-1 | openTimeout",
            "core1/cancel | /cancel is not for routes",
            "core1/login | /login is not for routes",
            "core1/safe-mode/take | safeMode=true",
            "core1/ping?charset=UTF-16 | charset: UTF-16",
            "core1/ping?charset=ISO-2022-CN | charset: ISO-2022-CN",
            "core1/ping?charset=windows-1252&password=Жук | password: it has characters",
            "core1/interface/wireguard/add?attribute.private-key=abc= | :#private-key",
            "core1/ping?maxRows=0 | maxRows" })
    void aBadOptionFailsAtStartWithItsName(String uri, String message) throws Exception {
        startWithout();

        assertThatThrownBy(() -> context.getEndpoint("mikrotik:" + uri.trim())).hasStackTraceContaining(message.trim());
    }

    @ParameterizedTest
    @ValueSource(strings = { "admin:geheim@core1/ping", "geheim@core1:8728/ping", "ad:gehe@im:geheim@[2001:db8::1]/ping" })
    void aUserInFrontOfTheDeviceIsRefusedAndNotShown(String uri) throws Exception {
        startWithout();

        assertThatThrownBy(() -> context.getEndpoint("mikrotik:" + uri)).rootCause()
                .hasMessageContaining("set username and password as options").hasMessageNotContaining("geheim");
    }

    @Test
    void aDeviceWithAPinnedCertificateButWithoutTlsFailsAtStartInsteadOfTalkingInTheClear() throws Exception {
        MikrotikDevice device = new MikrotikDevice();
        device.setHost(router.host());
        device.setCertificateFingerprint("ab".repeat(32));
        component.getDevices().put("core1", device);
        startWithout();

        assertThatThrownBy(() -> context.getEndpoint("mikrotik:core1/ping"))
                .hasStackTraceContaining("device core1 has options for TLS, which need tls=true");
        assertThat(context.getEndpoint("mikrotik:core1/ping?tls=true")).isNotNull();
    }

    @Test
    void aComponentWithAPinnedCertificateButWithoutTlsFailsAtStartToo() throws Exception {
        component.getConfiguration().setCertificateFingerprint("ab".repeat(32));
        startWithout();

        assertThatThrownBy(() -> context.getEndpoint("mikrotik:core1/ping"))
                .hasStackTraceContaining("certificateFingerprint needs tls=true");
        assertThat(context.getEndpoint("mikrotik:core1/ping?tls=false")).isNotNull();
    }

    @Test
    void aListenThatNobodyStreamsFailsAtStart() {
        assertThatThrownBy(() -> start(routes -> routes.from("direct:in").to("mikrotik:core1/ppp/secret/listen")))
                .hasStackTraceContaining("streaming=true");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "core1/ppp/active/print?stateFile=x | emit=changes",
            "core1/ppp/active/print?ignore=uptime | emit=changes",
            "core1/ping?emit=changes&attribute.count=1 | needs a print",
            "core1/ppp/active/listen?bufferSize=0 | bufferSize",
            "core1/ppp/active/listen?retryDelay=0 | retryDelay",
            "core1/ppp/active/listen?maxRetryDelay=10 | maxRetryDelay",
            "core1/ppp/active/listen?idleProbeInterval=-1 | idleProbeInterval",
            "core1/ppp/active/listen?fallbackDelay=0 | fallbackDelay",
            "core1/ppp/active/listen?stateFile=x&stateRepository=#state | exclude each other",
            "core1/ppp/active/listen?where=name=:#name | :#name" })
    void aBadConsumerOptionFailsAtStartWithItsName(String uri, String message) {
        context.getRegistry().bind("state", new MemoryStateRepository());

        assertThatThrownBy(() -> start(routes -> routes.from("mikrotik:" + uri.trim()).to("mock:out")))
                .hasStackTraceContaining(message.trim());
    }

    @Test
    void aMissingUsernameFailsAtStart() throws Exception {
        component.getConfiguration().setUsername(null);
        startWithout();

        assertThatThrownBy(() -> context.getEndpoint("mikrotik:core1/ping"))
                .hasStackTraceContaining("username is required");
    }

    @ParameterizedTest
    @ValueSource(strings = { "maxTotalPerKey", "maxCommandsPerSession", "workerPoolSize", "pollPoolSize", "ioThreads" })
    void aBadOptionOfTheComponentFailsAtStartWithItsName(String option) {
        MikrotikComponent other = new MikrotikComponent(context);

        PropertyBindingSupport.build().bind(context, other, new HashMap<>(Map.of(option, 0)));

        assertThatThrownBy(other::init).hasStackTraceContaining(option);
    }

    @Test
    void theUriWinsOverTheRegisteredDeviceAndThatOverTheComponent() throws Exception {
        MikrotikDevice device = new MikrotikDevice();
        device.setHost("192.0.2.7");
        device.setPort(9999);
        device.setUsername("of-device");
        device.setCharset("windows-1250");
        component.getDevices().put("core1", device);
        component.getConfiguration().setUsername("of-component");
        component.getConfiguration().setMaxRows(77);
        startWithout();

        MikrotikEndpoint plain = context.getEndpoint("mikrotik:core1/ping", MikrotikEndpoint.class);
        MikrotikEndpoint over = context.getEndpoint("mikrotik:core1/ping?username=of-uri", MikrotikEndpoint.class);

        assertThat(plain.getServiceUrl()).isEqualTo("192.0.2.7:9999");
        assertThat(plain.getConfiguration().getUsername()).isEqualTo("of-device");
        assertThat(plain.getConfiguration().getCharset()).isEqualTo("windows-1250");
        assertThat(plain.getConfiguration().getMaxRows()).isEqualTo(77);
        assertThat(over.getConfiguration().getUsername()).isEqualTo("of-uri");
        assertThat(component.getConfiguration().getUsername()).isEqualTo("of-component");
    }

    @Test
    void aDeviceBeanOfTheRegistryIsFoundByItsName() throws Exception {
        MikrotikDevice device = new MikrotikDevice();
        device.setHost(router.host());
        device.setPort(router.port());
        device.setMaxTotalPerKey(1);
        context.getRegistry().bind("pop-north", device);
        startWithout();

        assertThat(rows(send("mikrotik:pop-north/system/identity/print", null)).get(0).get("name")).isEqualTo("simulated");
        assertThat(send("mikrotik:pop-north/system/identity/print", null).getMessage().getHeader(MikrotikConstants.DEVICE))
                .isEqualTo("pop-north");
    }

    @Test
    void aRegisteredDeviceMayHaveAnIdleTimeOfItsOwn() throws Exception {
        MikrotikDevice device = new MikrotikDevice();
        device.setHost(router.host());
        device.setPort(router.port());
        device.setMinEvictableIdleDuration(Duration.ofMillis(1));
        context.getRegistry().bind("pop-north", device);
        component.setDurationBetweenEvictionRuns(20);
        startWithout();

        rows(send("mikrotik:pop-north/system/identity/print", null));

        await().atMost(PATIENCE).until(() -> router.journal().sessionsOpen() == 0);
    }

    @Test
    void endpointsOfOneDeviceShareItsSessionWhateverTheirOptions() throws Exception {
        startWithout();

        send(uri("/system/identity/print"), null);
        send(uri("/ppp/secret/print?requestTimeout=5s&maxRows=10"), null);
        send(uri("/ppp/secret/print?charset=windows-1250"), null);

        assertThat(router.journal().logins()).isEqualTo(1);
    }

    @Test
    void differentPasswordsNeverShareASession() throws Exception {
        try (SimulatedRouter other = SimulatedRouter.builder().user("a", "one").user("b", "two").start()) {
            startWithout();

            send("mikrotik:" + other.address() + "/system/identity/print?username=a&password=one", null);
            send("mikrotik:" + other.address() + "/system/identity/print?username=b&password=two", null);

            assertThat(
                    send("mikrotik:" + other.address() + "/system/identity/print?username=a&password=two", null).getException())
                    .isNotNull();
            assertThat(other.journal().logins()).isEqualTo(2);
            assertThat(other.journal().failedLogins()).isEqualTo(1);
        }
    }

    @Test
    void aRawPasswordArrivesAsItIs() throws Exception {
        try (SimulatedRouter other = SimulatedRouter.builder().user("api", "a+b&c%=ü").start()) {
            startWithout();

            assertThat(
                    send("mikrotik:" + other.address() + "/system/identity/print?password=RAW(a+b&c%=ü)", null).getException())
                    .isNull();
        }
    }

    @Test
    void anEmptyPasswordIsLegal() throws Exception {
        try (SimulatedRouter other = SimulatedRouter.builder().user("admin", "").start()) {
            component.getConfiguration().setPassword("");
            startWithout();

            assertThat(send("mikrotik:" + other.address() + "/system/identity/print?username=admin", null).getException())
                    .isNull();
        }
    }

    @Test
    void placeholdersAreResolved() throws Exception {
        context.getPropertiesComponent().addInitialProperty("router", router.address());
        start(routes -> routes.from("direct:in").to("mikrotik:{{router}}/system/identity/print"));

        assertThat(rows(send("direct:in", null))).hasSize(1);
    }

    @Test
    void theCatalogueValidatesOurOptions() throws Exception {
        startWithout();
        RuntimeCamelCatalog catalogue = context.getCamelContextExtension().getContextPlugin(RuntimeCamelCatalog.class);

        EndpointValidationResult good = catalogue.validateProperties(
                "mikrotik", Map.of(
                        "device", "core1", "command", "ppp/secret/print", "emit", "rows", "requestTimeout", "5s",
                        "attribute.detail", "",
                        "where", "name=x", "tls", "true"));
        EndpointValidationResult bad = catalogue.validateProperties("mikrotik", Map.of("device", "core1", "emitt", "rows"));

        assertThat(good.isSuccess()).as(good.summaryErrorMessage(true)).isTrue();
        assertThat(bad.getUnknown()).contains("emitt");
    }

    @Test
    void anEndpointCanBeStoppedAndStartedAgain() throws Exception {
        startWithout();
        MikrotikEndpoint endpoint = context.getEndpoint(uri("/system/identity/print"), MikrotikEndpoint.class);

        endpoint.stop();
        endpoint.start();

        assertThat(rows(send(endpoint.getEndpointUri(), null))).hasSize(1);
    }

    @Test
    void theContextCanBeSuspendedAndResumed() throws Exception {
        start(routes -> routes.from("direct:in").to(uri("/system/identity/print")));
        rows(send("direct:in", null));

        context.suspend();
        context.resume();

        assertThat(rows(send("direct:in", null))).hasSize(1);
    }

    @Test
    void theComponentCanBeStoppedAndStartedAgain() throws Exception {
        startWithout();
        MikrotikEndpoint endpoint = context.getEndpoint(uri("/system/identity/print"), MikrotikEndpoint.class);
        rows(send(endpoint.getEndpointUri(), null));

        endpoint.stop();
        component.stop();
        component.start();
        endpoint.start();

        assertThat(rows(send(endpoint.getEndpointUri(), null))).hasSize(1);
        assertThat(router.journal().logins()).isEqualTo(2);
    }

    @Test
    void oneEndpointServesToDOverManyDevices() throws Exception {
        try (var fleet = SimulatedFleet.start(30)) {
            start(routes -> routes.from("direct:in").toD("mikrotik:${header.router}/system/identity/print?requestTimeout=5s"));
            int before = context.getEndpoints().size();

            for (SimulatedRouter each : fleet.routers()) {
                assertThat(rows(send("direct:in", null, Map.of("router", each.address()))).get(0).get("name"))
                        .isEqualTo(each.identity());
            }

            assertThat(context.getEndpoints()).hasSize(before + 1);
        }
    }

    @Test
    void toDTakesTheCommandAndParametersAsWell() throws Exception {
        router.table("/ppp/secret").add("name", "cust1");
        router.table("/ppp/secret").add("name", "cust2");
        start(routes -> routes.from("direct:in")
                .toD("mikrotik:" + router.address() + "/ppp/${header.table}/print?where=name=:#who"));

        assertThat(rows(send("direct:in", null, Map.of("table", "secret", "who", "cust2")))).hasSize(1);
        assertThat(rows(send("direct:in", null, Map.of("table", "profile", "who", "cust2")))).isEmpty();
    }

    @Test
    void aBadTargetOfToDFailsTheExchangeOnly() throws Exception {
        start(routes -> routes.from("direct:in").toD("mikrotik:${header.router}/system/identity/print"));

        assertThat(send("direct:in", null, Map.of("router", "a:b:c")).getException()).isNotNull();
        assertThat(rows(send("direct:in", null, Map.of("router", router.address())))).hasSize(1);
    }

    @Test
    void theEndpointOfToDCannotBeUsedWithoutATarget() throws Exception {
        startWithout();

        assertThat(send("mikrotik:_dynamic_", null, Map.of(MikrotikSendDynamicAware.TARGET, router.address())).getException())
                .hasMessageContaining("toD");
    }
}
