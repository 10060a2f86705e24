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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.TlsMode;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Three components with three users, one of them over TLS: whatever way a message takes to an endpoint, the component
 * of the URI is the one that logs in.
 */
class ComponentIdentityTest extends MikrotikTestSupport {

    private static final String PATH = "/system/identity/print";

    private SimulatedRouter shared;

    @AfterEach
    void close() {
        shared.close();
    }

    @Test
    void theComponentOfTheUriLogsInWithItsOwnUserAndTls() throws Exception {
        shared = SimulatedRouter.builder().user("api", "secret").user("other", "o-secret").user("secure", "s-secret")
                .tls(TlsMode.CERTIFICATE).start();
        Map<String, String> devices = new LinkedHashMap<>();
        devices.put("mikrotik", shared.host() + ":" + shared.port());
        devices.put("other", shared.host() + ":" + shared.port());
        devices.put("secure", shared.host() + ":" + shared.tlsPort());
        add("other", "o-secret", false);
        add("secure", "s-secret", true);
        List<String> entries = new ArrayList<>();
        start(routes -> devices.keySet().forEach(scheme -> entries.addAll(ways(routes, scheme, devices.get(scheme)))));

        for (String scheme : devices.keySet()) {
            for (String entry : entries.stream().filter(way -> way.startsWith("direct:" + scheme + "-")).toList()) {
                Exchange exchange = send(entry, null, Map.of("device", devices.get(scheme), "menu", "identity"));
                assertThat(exchange.getException()).as(entry).isNull();
            }
            Endpoint endpoint = context.getEndpoint(scheme + ":" + devices.get(scheme) + PATH);
            assertThat(template.requestBody(endpoint, (Object) null)).isNotNull();
            assertThat(template.requestBody(scheme + ":" + devices.get(scheme) + PATH, (Object) null)).isNotNull();
        }
        assertThat(shared.journal().logins()).as("one login for each component, however many ways").isEqualTo(3);
        List<Map<String, String>> active = shared.table("/user/active").rows();
        assertThat(active).extracting(row -> row.get("name")).containsExactlyInAnyOrder("api", "other", "secure");
    }

    private void add(String name, String password, boolean tls) {
        MikrotikComponent another = new MikrotikComponent(context);
        another.getConfiguration().setUsername(name);
        another.getConfiguration().setPassword(password);
        another.getConfiguration().setTls(tls);
        if (tls) {
            another.getConfiguration().setCertificateFingerprint(SimulatedRouter.certificateFingerprint());
        }
        context.addComponent(name, another);
    }

    /** Every way of Camel to an endpoint that is named while the route runs, and a fixed one. */
    private static Set<String> ways(RouteBuilder routes, String scheme, String device) {
        String dynamic = scheme + ":${header.device}" + PATH;
        String fixed = scheme + ":" + device + PATH;
        String in = "direct:" + scheme + "-";
        routes.from(in + "to").to(fixed);
        routes.from(in + "toD").toD(dynamic);
        routes.from(in + "toDPlain").toD().allowOptimisedComponents(false).uri(dynamic);
        routes.from(in + "toDPath").toD(scheme + ":" + device + "/system/${header.menu}/print");
        routes.from(in + "recipientList").recipientList(routes.simple(dynamic));
        routes.from(in + "routingSlip").routingSlip(routes.simple(dynamic));
        routes.from(in + "dynamicRouter").dynamicRouter(routes.method(new Once(fixed)));
        routes.from(in + "enrich").enrich().simple(dynamic);
        routes.from(in + "pollEnrich").pollEnrich().simple(dynamic + "?delay=100").timeout(10_000);
        routes.from(in + "poll").poll(fixed + "?delay=100", 10_000);
        routes.from(in + "wireTap").wireTap(dynamic);
        return Set.of(in + "to", in + "toD", in + "toDPlain", in + "toDPath", in + "recipientList", in + "routingSlip",
                in + "dynamicRouter", in + "enrich", in + "pollEnrich", in + "poll", in + "wireTap");
    }

    /** Names an endpoint once. */
    public static final class Once {

        private final String uri;

        Once(String uri) {
            this.uri = uri;
        }

        public String next(@Header(Exchange.SLIP_ENDPOINT) String before) {
            return before == null ? uri : null;
        }
    }
}
