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
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import io.camelmikrotik.simulator.FatalForm;
import io.camelmikrotik.simulator.SimulatedFleet;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.TagPosition;
import io.camelmikrotik.simulator.TlsMode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Logins of the three generations, policies, the wire's limits, TLS. */
class LoginAndSessionsTest {

    private static final List<List<String>> ACCEPTED = List.of(List.of("!done"));

    @Test
    void aNewRouterTakesThePasswordAndRefusesAWrongOne() throws IOException {
        try (SimulatedRouter router = SimulatedRouter.start();
             RawClient client = RawClient.connect(router.host(), router.port())) {
            assertThat(client.ask("/login", "=name=api", "=password=wrong")).containsExactly(
                    List.of("!trap", "=message=invalid user name or password (6)"), List.of("!done"));
            assertThat(client.ask("/login", "=name=api").get(0).get(1)).startsWith("=ret=");
            assertThat(client.ask("/login", "=name=api", "=password=secret")).isEqualTo(ACCEPTED);
            assertThat(router.journal().logins()).isEqualTo(1);
            assertThat(router.journal().failedLogins()).isEqualTo(1);
            assertThat(router.table("/user/active").size()).isEqualTo(1);
            assertThat(router.journal().commands()).isEmpty();
        }
    }

    @Test
    void servicesOfARealisticRouterAreThoseThatItServes() throws IOException {
        try (SimulatedRouter router = SimulatedRouter.builder().realisticTables().tls(TlsMode.CERTIFICATE).start();
             RawClient client = RawClient.login(router.host(), router.port())) {
            assertThat(client.rows("/ip/service/print", "=.proplist=name,port,address,disabled", "?disabled=false")).contains(
                    Map.of("name", "api", "port", "" + router.port(), "address", "", "disabled", "false"),
                    Map.of("name", "api-ssl", "port", "" + router.tlsPort(), "address", "", "disabled", "false"));
        }
    }

    @Test
    void anOldRouterIgnoresThePasswordAndWantsTheChallengeAnswered() throws Exception {
        try (SimulatedRouter router = SimulatedRouter.builder().version("6.42").user("api", "žluť").start();
             RawClient client = RawClient.connect(router.host(), router.port())) {
            assertThat(client.ask("/login", "=name=api", "=response=00" + "0".repeat(32)).get(0))
                    .containsExactly("!trap", "=message=cannot log in");
            assertThat(client.ask("/login", "=name=api", "=password=žluť").get(0).get(1)).startsWith("=ret=");
            assertThat(answerChallenge(client, "žluť")).isEqualTo(ACCEPTED);
        }
    }

    @Test
    void theVersionsInBetweenKnowBothAndNewOnesOnlyThePassword() throws Exception {
        try (SimulatedRouter both = SimulatedRouter.builder().version("6.44.3").start();
             RawClient client = RawClient.connect(both.host(), both.port())) {
            assertThat(answerChallenge(client, "secret")).isEqualTo(ACCEPTED);
            assertThat(client.ask("/login", "=name=api", "=password=secret")).isEqualTo(ACCEPTED);
        }
        try (SimulatedRouter plain = SimulatedRouter.builder().version("6.45.1").start();
             RawClient client = RawClient.connect(plain.host(), plain.port())) {
            assertThat(answerChallenge(client, "secret").get(0).get(0)).isEqualTo("!trap");
        }
    }

    private static List<List<String>> answerChallenge(RawClient client, String password)
            throws IOException, GeneralSecurityException {
        String ret = client.ask("/login").get(0).get(1);
        MessageDigest digest = MessageDigest.getInstance("MD5");
        digest.update((byte) 0);
        digest.update(password.getBytes(StandardCharsets.UTF_8));
        digest.update(HexFormat.of().parseHex(ret.substring("=ret=".length())));
        return client.ask("/login", "=name=api", "=response=00" + HexFormat.of().formatHex(digest.digest()));
    }

    @Test
    void aCommandBeforeTheLoginIsFatal() throws IOException {
        try (SimulatedRouter router = SimulatedRouter.start();
             RawClient client = RawClient.connect(router.host(), router.port())) {
            assertThat(client.ask("/system/identity/print", ".tag=1")).containsExactly(List.of("!fatal", "not logged in"));
            assertThat(client.readByte()).isEqualTo(-1);
        }
    }

    @Test
    void policiesDecide() throws IOException {
        try (SimulatedRouter router = SimulatedRouter.builder().user("reader", "r", "api", "read").user("nobody", "n", "read")
                .start();
             RawClient client = RawClient.connect(router.host(), router.port())) {
            router.table("/ppp/secret").add("name", "c", "password", "p");
            assertThat(client.ask("/login", "=name=nobody", "=password=n").get(0))
                    .containsExactly("!trap", "=message=std failure: not allowed (9)");
            assertThat(client.ask("/login", "=name=reader", "=password=r")).isEqualTo(ACCEPTED);
            assertThat(client.ask("/ppp/secret/add", "=name=x").get(0))
                    .containsExactly("!trap", "=message=not enough permissions (9)");
            assertThat(client.rows("/ppp/secret/print").get(0)).doesNotContainKey("password");
        }
    }

    @Test
    void oneSessionTooManyIsClosed() throws IOException {
        try (SimulatedRouter router = SimulatedRouter.builder().maxSessions(1).start();
             RawClient first = RawClient.login(router.host(), router.port());
             RawClient second = RawClient.connect(router.host(), router.port())) {
            assertThat(second.readByte()).isEqualTo(-1);
            assertThat(first.ask("/system/identity/print")).hasSize(2);
            assertThat(router.journal().sessionsAtMost()).isEqualTo(1);
            assertThat(router.journal().connections()).isEqualTo(2);
        }
    }

    @Test
    void anySplitOfTheBytesIsUnderstood() throws IOException {
        try (SimulatedRouter router = SimulatedRouter.start();
             RawClient client = RawClient.login(router.host(), router.port())) {
            byte[] add = RawClient.encode("/x/add", "=comment=" + "y".repeat(300), ".tag=1");
            router.table("/x");
            for (byte one : add) {
                client.sendBytes(new byte[] { one });
            }
            assertThat(client.read()).containsExactly("!done", ".tag=1", "=ret=*1");
            client.sendBytes(new byte[] { 0, 0, 0 });
            assertThat(client.ask("/x/print").get(0)).contains("=comment=" + "y".repeat(300));
        }
    }

    @Test
    void aControlByteOrAWordTooLongClosesTheConnection() throws IOException {
        try (SimulatedRouter router = SimulatedRouter.start()) {
            for (byte[] bad : List.of(new byte[] { (byte) 0xF8 }, new byte[] { (byte) 0xF1, 0, 0, 0, 1 },
                    new byte[] { (byte) 0xC1, 0, 1 })) {
                try (RawClient client = RawClient.login(router.host(), router.port())) {
                    client.sendBytes(bad);
                    assertThat(client.readByte()).isEqualTo(-1);
                }
            }
        }
    }

    @Test
    void theSwitchesOfTheReplyWork() throws IOException {
        try (SimulatedRouter router = SimulatedRouter.builder().version("6.48.6").tagPosition(TagPosition.LAST)
                .fatalForm(FatalForm.MESSAGE).trapCategories(false).unknownMenuTwoTraps(false).refusalText("go away").start();
             RawClient client = RawClient.connect(router.host(), router.port())) {
            assertThat(client.ask("/login", "=name=x", "=password=").get(0)).containsExactly("!trap", "=message=go away");
            client.ask("/login", "=name=api", "=password=secret");
            assertThat(client.ask("/system/identity/print", ".tag=1").get(0))
                    .containsExactly("!re", "=name=simulated", ".tag=1");
            assertThat(client.ask("/ppp/secret/print")).isEqualTo(ACCEPTED);
            assertThat(client.ask("/nowhere/print"))
                    .containsExactly(List.of("!trap", "=message=no such command or directory (nowhere)"), List.of("!done"));
            assertThat(client.ask("/quit")).containsExactly(List.of("!fatal", "=message=session terminated on request"));
        }
    }

    @Test
    void theLogTellsOfLogins() throws IOException {
        try (SimulatedRouter router = SimulatedRouter.builder().version("7.9").start()) {
            RawClient.login(router.host(), router.port()).close();
            try (RawClient client = RawClient.login(router.host(), router.port())) {
                assertThat(client.rows("/log/print", "?topics=system,info,account")).first()
                        .satisfies(row -> assertThat(row.get("message")).isEqualTo("user api logged in from 127.0.0.1 via api"))
                        .satisfies(row -> assertThat(row.get("time")).matches("\\d\\d:\\d\\d:\\d\\d"));
            }
        }
    }

    @Test
    void theTlsPortShowsItsCertificate() throws Exception {
        try (SimulatedRouter router = SimulatedRouter.builder().tls(TlsMode.CERTIFICATE).start()) {
            X509Certificate[] seen = new X509Certificate[1];
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] { new Trusting(seen) }, null);
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(router.host(), router.tlsPort());
            try (RawClient client = RawClient.over(socket)) {
                assertThat(client.ask("/login", "=name=api", "=password=secret")).isEqualTo(ACCEPTED);
                assertThat(seen[0]).isEqualTo(SimulatedRouter.certificate());
                assertThat(SimulatedRouter.certificateFingerprint()).hasSize(64);
                assertThat(client.ask("/quit").get(0).get(0)).isEqualTo("!fatal");
            }
        }
    }

    private record Trusting(X509Certificate[] seen) implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("no client here");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            seen[0] = chain[0];
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Test
    void aKickedSessionEnds() throws IOException {
        try (SimulatedRouter router = SimulatedRouter.start();
             RawClient victim = RawClient.login(router.host(), router.port());
             RawClient operator = RawClient.login(router.host(), router.port())) {
            String id = router.table("/user/active").rows().get(0).get(".id");
            assertThat(operator.ask("/user/active/request-logout", "=.id=" + id)).isEqualTo(ACCEPTED);
            assertThat(victim.readByte()).isEqualTo(-1);
        }
    }

    @Test
    void aFleetIsManyRoutersOnTheSameThreads() throws IOException {
        try (SimulatedFleet fleet = SimulatedFleet.start(30, builder -> builder.maxSessions(2))) {
            for (SimulatedRouter router : fleet.routers()) {
                RawClient.login(router.host(), router.port()).close();
            }
            assertThat(fleet.router(29).identity()).isEqualTo("device-30");
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().startsWith("simulated-router"))
                    .hasSizeLessThanOrEqualTo(2);
        }
    }
}
