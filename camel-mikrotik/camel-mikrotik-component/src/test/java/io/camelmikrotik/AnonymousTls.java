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

import java.security.Security;
import java.util.List;

import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.TlsMode;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Talks TLS to a router without a certificate, in a JVM that was told to allow it before its first use of TLS: run by
 * {@link MikrotikTlsTest}.
 */
final class AnonymousTls {

    private AnonymousTls() {
    }

    public static void main(String[] arguments) throws Exception {
        String disabled = Security.getProperty("jdk.tls.disabledAlgorithms");
        Security.setProperty("jdk.tls.disabledAlgorithms", disabled.replaceAll("\\banon\\b,?", ""));
        try (SimulatedRouter router = SimulatedRouter.builder().tls(TlsMode.ANONYMOUS).start();
             DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            RouterOsRow row = (RouterOsRow) context.createProducerTemplate().requestBody(
                    "mikrotik:localhost:" + router.tlsPort()
                                                                                         + "/system/identity/print?tls=true&anonymousTls=true&username=api&password=secret",
                    null, List.class).get(0);
            System.out.println("identity: " + row.get("name"));
        }
    }
}
