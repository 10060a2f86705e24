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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.TlsFailedException;
import io.camelmikrotik.processes.ChildJvm;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.TlsMode;
import org.apache.camel.Exchange;
import org.apache.camel.support.jsse.CipherSuitesParameters;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.SecureSocketProtocolsParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MikrotikTlsTest extends MikrotikTestSupport {

    private static final String IDENTITY = "/system/identity/print";

    private static final String SUITE = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";

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

    @ParameterizedTest
    @ValueSource(strings = {
            "sslContextParameters=#mine&certificateFingerprint=", "sslContextParameters=#mine&trustAllCertificates=true" })
    void otherTrustKeepsProtocolSuiteAndClientCertificateOfTheSslContextParameters(String options) throws Exception {
        SSLContextParameters mine = new SSLContextParameters();
        mine.setKeyManagers(keysOfTheClient());
        SecureSocketProtocolsParameters protocols = new SecureSocketProtocolsParameters();
        protocols.setSecureSocketProtocol(List.of("TLSv1.2"));
        mine.setSecureSocketProtocols(protocols);
        CipherSuitesParameters suites = new CipherSuitesParameters();
        suites.setCipherSuite(List.of(SUITE));
        mine.setCipherSuites(suites);
        context.getRegistry().bind("mine", mine);
        startWithout();

        try (AskingServer server = new AskingServer()) {
            send("mikrotik:localhost:" + server.port() + IDENTITY + "?tls=true&loginTimeout=5s&"
                 + options.replace("Fingerprint=", "Fingerprint=" + SimulatedRouter.certificateFingerprint()), null);

            SSLSession seen = server.session();
            assertThat(seen.getProtocol()).isEqualTo("TLSv1.2");
            assertThat(seen.getCipherSuite()).isEqualTo(SUITE);
            assertThat(seen.getPeerCertificates()[0]).isEqualTo(SimulatedRouter.certificate());
        }
    }

    @Test
    void theSameSslContextParametersShareASessionWithAPinnedCertificateToo() throws Exception {
        context.getRegistry().bind("trust", trusting(SimulatedRouter.certificate()));
        startWithout();
        String options = "&sslContextParameters=#trust&certificateFingerprint=" + SimulatedRouter.certificateFingerprint();

        assertThat(rows(sendOverTls(TlsMode.CERTIFICATE, options))).hasSize(1);
        assertThat(
                rows(send("mikrotik:localhost:" + secure.tlsPort() + IDENTITY + "?tls=true&properties=name" + options, null)))
                .hasSize(1);

        assertThat(secure.journal().logins()).isEqualTo(1);
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

    private static KeyManagersParameters keysOfTheClient() throws Exception {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setKeyStore(AskingServer.store());
        KeyManagersParameters keys = new KeyManagersParameters();
        keys.setKeyStore(store);
        keys.setKeyPassword("simulator");
        return keys;
    }

    /** A server that wants a client certificate, tells what was agreed on, and hangs up. */
    private static final class AskingServer implements AutoCloseable {

        private final SSLServerSocket socket;
        private final CompletableFuture<SSLSession> session;

        AskingServer() throws Exception {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store(), "simulator".toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store());
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            socket = (SSLServerSocket) tls.getServerSocketFactory().createServerSocket(0, 1,
                    InetAddress.getByName("localhost"));
            socket.setNeedClientAuth(true);
            session = CompletableFuture.supplyAsync(() -> {
                try (SSLSocket client = (SSLSocket) socket.accept()) {
                    client.startHandshake();
                    return client.getSession();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }

        static KeyStore store() throws Exception {
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream file = SimulatedRouter.certificateStore()) {
                store.load(file, "simulator".toCharArray());
            }
            // what the client shows is trusted as well
            store.setCertificateEntry("client", SimulatedRouter.certificate());
            return store;
        }

        int port() {
            return socket.getLocalPort();
        }

        SSLSession session() throws Exception {
            return session.get(20, TimeUnit.SECONDS);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
