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

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.leaks.RecordedLog;
import io.camelmikrotik.simulator.Faults;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.Exchange;
import org.apache.camel.console.DevConsole;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Looks for secrets wherever text comes out, with everything logged.
 */
class SecretsTest extends MikrotikTestSupport {

    private static final String ROUTER_PASSWORD = "r0uter-p4ss";
    private static final String CUSTOMER_PASSWORD = "cust0mer-p4ss";

    private RecordedLog log;

    @BeforeEach
    void recordEverything() {
        log = RecordedLog.start("io.camelmikrotik");
    }

    @AfterEach
    void stopRecording() {
        log.close();
    }

    @Test
    void noSecretAppearsInLogsExceptionsNamesOrManagement() throws Exception {
        try (SimulatedRouter secured = SimulatedRouter.builder().user("api", ROUTER_PASSWORD).start()) {
            String base = "mikrotik:" + secured.address();
            component.getConfiguration().setPassword(ROUTER_PASSWORD);
            start(routes -> {
                routes.from("direct:in").to(base + "/ppp/secret/add?password=" + ROUTER_PASSWORD);
                routes.from(base + "/ppp/secret/print?password=" + ROUTER_PASSWORD + "&initialDelay=0&delay=20").to("mock:out");
            });
            List<String> said = new ArrayList<>();
            Map<String, Object> body = Map.of("name", "cust1", "password", CUSTOMER_PASSWORD);
            secured.faults().onNext("/ppp/secret/add").executeThenReset();
            said.add(stackTrace(send("direct:in", body)));
            said.add(stackTrace(send("direct:in", body)));
            said.add(stackTrace(send("direct:in", body)));
            secured.faults().onNext(any -> true).times(Faults.ALWAYS).stall();
            said.add(
                    stackTrace(send(base + "/ppp/secret/add?requestTimeout=50&attribute.password=" + CUSTOMER_PASSWORD, body)));
            said.add(
                    stackTrace(
                            send(base + "/ppp/secret/print?requestTimeout=50&where=password=:#wanted", null,
                                    Map.of("wanted", CUSTOMER_PASSWORD))));
            said.add(stackTrace(send(base + "/ppp/secret/add", Map.of("password", CUSTOMER_PASSWORD, "bad name", "x"))));
            secured.reboot(Duration.ofMillis(10));
            said.add(stackTrace(send(base + "/system/identity/print?password=" + ROUTER_PASSWORD + "-wrong", null)));
            context.getEndpoints().forEach(endpoint -> said.add(endpoint.toString()));
            said.add(component.listDevices().toString());
            said.add(console(DevConsole.MediaType.TEXT));
            said.add(console(DevConsole.MediaType.JSON));
            said.addAll(management());
            said.addAll(log.lines());

            assertThat(log.lines()).isNotEmpty();
            assertThat(said).noneMatch(text -> text.contains(ROUTER_PASSWORD))
                    .noneMatch(text -> text.contains(CUSTOMER_PASSWORD));
        }
    }

    @Test
    void aSecretThatTheRouterRepeatsInItsRefusalIsMasked() throws Exception {
        startWithout();
        router.faults().onNext("/ppp/secret/add").trap("1", "invalid value " + CUSTOMER_PASSWORD + " of password");

        Exchange exchange = send(uri("/ppp/secret/add"), Map.of("name", "cust1", "password", CUSTOMER_PASSWORD));

        assertThat(stackTrace(exchange)).contains("invalid value xxxxxx of password").doesNotContain(CUSTOMER_PASSWORD);
        assertThat(((TrapException) exchange.getException()).getTraps().toString()).doesNotContain(CUSTOMER_PASSWORD);
    }

    @Test
    void aRowMasksItsSecretsWhenShownButGivesThemWhenAskedFor() throws Exception {
        router.table("/ppp/secret").add("name", "cust1", "password", CUSTOMER_PASSWORD);
        startWithout();

        Exchange exchange = send(uri("/ppp/secret/print"), null);

        assertThat(rows(exchange).toString()).contains("password=xxxxxx").doesNotContain(CUSTOMER_PASSWORD);
        assertThat(rows(exchange).get(0).get("password")).isEqualTo(CUSTOMER_PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "/tool/fetch?attribute.http-header-field=", "/interface/macsec/add?attribute.cak=",
            "/certificate/add-acme?attribute.eab-key-b64=", "/snmp/set?attribute.trap-community=",
            "/snmp/community/add?attribute.name=", "/container/envs/add?attribute.value=",
            "/interface/lte/set?attribute.pin=" })
    void aSecretThatCamelWouldShowInTheUriIsRefused(String endpoint) throws Exception {
        startWithout();

        assertThatThrownBy(() -> context.getEndpoint(uri(endpoint + CUSTOMER_PASSWORD))).rootCause()
                .hasMessageContaining("would be shown in logs").hasMessageContaining(":#");
        assertThat(context.getEndpoint(uri(endpoint + ":#wanted"))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "/ppp/secret/print?where=name=a or not password=", "/ppp/secret/print?where=password~",
            "/interface/macsec/print?where=cak!=" })
    void aSecretInTheTextOfAnExpressionIsRefusedAndOneInAParameterIsNot(String endpoint) throws Exception {
        startWithout();

        assertThatThrownBy(() -> context.getEndpoint(uri(endpoint + CUSTOMER_PASSWORD))).rootCause()
                .hasMessageContaining("where would show the value of").hasMessageNotContaining(CUSTOMER_PASSWORD);
        assertThat(context.getEndpoint(uri(endpoint + ":#wanted"))).isNotNull();
        assertThat(context.getEndpoint(uri("/ppp/secret/print?where=password=\"\" or comment=x"))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "username", "password" })
    void whatDoesNotFitIntoAWordIsRefusedAtStartAndNamed(String option) throws Exception {
        component.getConfiguration().setUsername("api");
        String text = "x".repeat(70_000);

        assertThatThrownBy(() -> start(routes -> routes.from("direct:in").to(
                "mikrotik:" + router.address() + "/system/identity/print?" + option + "=" + text))).rootCause()
                .hasMessageContaining(option + " is too long").hasMessageContaining("70").hasMessageNotContaining("xxxxxxxxxx");
    }

    private static String stackTrace(Exchange exchange) {
        if (exchange.getException() == null) {
            return "";
        }
        StringWriter text = new StringWriter();
        exchange.getException().printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private String console(DevConsole.MediaType form) {
        String told = PluginHelper.getDevConsoleResolver(context).resolveDevConsole("mikrotik").call(form).toString();
        assertThat(told).contains("api@");
        return told;
    }

    private static List<String> management() throws Exception {
        List<String> said = new ArrayList<>();
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name : server.queryNames(null, null)) {
            if (name.toString().contains("mikrotik") || name.getDomain().startsWith("org.apache.camel")) {
                said.add(name.toString());
                for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                    try {
                        said.add(String.valueOf(server.getAttribute(name, attribute.getName())));
                    } catch (JMException | RuntimeException e) {
                        said.add(String.valueOf(e.getMessage()));
                    }
                }
            }
        }
        assertThat(said).anyMatch(text -> text.contains("mikrotik-"));
        return said;
    }
}
