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

import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

import io.camelmikrotik.routeros.MikrotikException;
import io.camelmikrotik.routeros.TlsFailedException;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.TlsMode;
import org.apache.camel.Exchange;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MikrotikTlsTest extends MikrotikTestSupport {

    private static final String IDENTITY = "/system/identity/print";

    private SimulatedRouter secure;

    @AfterEach
    void closeSecure() {
        if (secure != null) {
            secure.close();
        }
    }

    private Exchange sendOverTls(TlsMode mode, String options) {
        secure = SimulatedRouter.builder().tls(mode).start();
        return send("mikrotik:localhost:" + secure.tlsPort() + IDENTITY + "?tls=true" + options, null);
    }

    @Test
    void aPinnedCertificateIsAccepted() throws Exception {
        startWithout();

        String fingerprint = SimulatedRouter.certificateFingerprint();

        assertThat(rows(sendOverTls(TlsMode.CERTIFICATE, "&certificateFingerprint=" + fingerprint))).hasSize(1);
        assertThat(secure.journal().logins()).isEqualTo(1);
    }

    @Test
    void anotherCertificateThanThePinnedOneIsRefused() throws Exception {
        startWithout();

        Exchange exchange = sendOverTls(TlsMode.CERTIFICATE, "&certificateFingerprint=" + "ab".repeat(32));

        assertThat(exchange.getException()).isInstanceOf(TlsFailedException.class).hasMessageContaining("fingerprint");
        assertThat(secure.journal().logins()).isZero();
    }

    @Test
    void aSelfSignedCertificateIsRefusedByDefaultAndTheErrorSaysWhatToDo() throws Exception {
        startWithout();

        assertThat(sendOverTls(TlsMode.CERTIFICATE, "").getException()).isInstanceOf(TlsFailedException.class)
                .hasMessageContaining("ertificate");
        assertThat(secure.journal().logins()).isZero();
    }

    @Test
    void trustAllAcceptsAnyCertificate() throws Exception {
        startWithout();

        assertThat(rows(sendOverTls(TlsMode.CERTIFICATE_OF_ANOTHER_HOST, "&trustAllCertificates=true"))).hasSize(1);
    }

    @Test
    void sslContextParametersSayWhatIsTrusted() throws Exception {
        context.getRegistry().bind("trust", trusting(SimulatedRouter.certificate()));
        startWithout();

        assertThat(rows(sendOverTls(TlsMode.CERTIFICATE, "&sslContextParameters=#trust"))).hasSize(1);
    }

    @Test
    void globalSslContextParametersAreUsedIfAskedFor() throws Exception {
        context.setSSLContextParameters(trusting(SimulatedRouter.certificate()));
        component.setUseGlobalSslContextParameters(true);
        startWithout();

        assertThat(rows(sendOverTls(TlsMode.CERTIFICATE, ""))).hasSize(1);
    }

    @Test
    void aTrustedCertificateOfAnotherHostIsRefusedUnlessHostNamesAreNotVerified() throws Exception {
        secure = SimulatedRouter.builder().tls(TlsMode.CERTIFICATE_OF_ANOTHER_HOST).start();
        context.getRegistry().bind("trust", trusting(SimulatedRouter.certificateOfAnotherHost()));
        startWithout();
        String uri = "mikrotik:localhost:" + secure.tlsPort() + IDENTITY + "?tls=true&sslContextParameters=#trust";

        assertThat(send(uri, null).getException()).isInstanceOf(TlsFailedException.class);
        assertThat(rows(send(uri + "&hostnameVerification=false", null))).hasSize(1);
    }

    @Test
    void aPlainConnectionToATlsPortIsRecognised() throws Exception {
        secure = SimulatedRouter.builder().tls(TlsMode.CERTIFICATE).start();
        startWithout();

        assertThat(send("mikrotik:localhost:" + secure.tlsPort() + IDENTITY + "?loginTimeout=1s", null).getException())
                .isInstanceOf(MikrotikException.class).hasMessageContaining("tls=true");
    }

    @Test
    void aTlsConnectionToAPlainPortIsRecognised() throws Exception {
        startWithout();

        assertThat(send(uri(IDENTITY + "?tls=true&trustAllCertificates=true&loginTimeout=1s"), null).getException())
                .isInstanceOf(TlsFailedException.class).hasMessageContaining("tls");
    }

    @Test
    void aRouterWithoutACertificateNeedsAnonymousTlsWhichTheJdkRefusesWithAnExplanation() throws Exception {
        startWithout();

        Exchange exchange = sendOverTls(TlsMode.CERTIFICATE, "&anonymousTls=true");

        assertThat(exchange.getException()).isInstanceOf(TlsFailedException.class)
                .hasMessageContaining("jdk.tls.disabledAlgorithms");
    }

    @Test
    void aRouterWithoutACertificateIsSpokenToWhereTheJdkAllowsIt() throws Exception {
        assertThat(ChildJvm.run(Duration.ofMinutes(1), AnonymousTls.class, List.of())).contains("identity: simulated");
    }

    private static SSLContextParameters trusting(X509Certificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("router", certificate);
        KeyStoreParameters trusted = new KeyStoreParameters();
        trusted.setKeyStore(store);
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(trusted);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        return parameters;
    }
}
