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
package io.camelmikrotik.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SslHandler;

/** The TLS port's side of the handshake. */
final class Tls {

    private static final char[] PASSWORD = "simulator".toCharArray();
    private static final String ANONYMOUS = "TLS_DH_anon_";

    private final SSLContext context;
    private final boolean anonymous;

    Tls(TlsMode mode) {
        anonymous = mode == TlsMode.ANONYMOUS;
        try {
            context = SSLContext.getInstance("TLS");
            if (anonymous) {
                context.init(null, null, null);
                if (anonymousSuites(context.createSSLEngine()).length == 0) {
                    throw new IllegalStateException(
                            "this JVM has no anonymous cipher suites: jdk.tls.disabledAlgorithms lists anon");
                }
            } else {
                KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                keys.init(keyStore(mode), PASSWORD);
                context.init(keys.getKeyManagers(), null, null);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    ChannelHandler handler() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        if (anonymous) {
            engine.setEnabledProtocols(new String[] { "TLSv1.2" });
            engine.setEnabledCipherSuites(anonymousSuites(engine));
        }
        return new SslHandler(engine);
    }

    static X509Certificate certificate(TlsMode mode) {
        try {
            return (X509Certificate) keyStore(mode).getCertificate("router");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The last of its chain. */
    static X509Certificate issuer(TlsMode mode) {
        try {
            Certificate[] chain = keyStore(mode).getCertificateChain("router");
            return (X509Certificate) chain[chain.length - 1];
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static InputStream store(TlsMode mode) {
        return Tls.class.getResourceAsStream(switch (mode) {
            case CERTIFICATE_OF_ANOTHER_HOST -> "certificate-of-another-host.p12";
            case EXPIRED_CERTIFICATE -> "expired-certificate.p12";
            default -> "certificate.p12";
        });
    }

    private static KeyStore keyStore(TlsMode mode) throws GeneralSecurityException {
        try (InputStream file = store(mode)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, PASSWORD);
            return store;
        } catch (IOException e) {
            throw new IllegalStateException("the simulator's certificate cannot be read", e);
        }
    }

    private static String[] anonymousSuites(SSLEngine engine) {
        return Arrays.stream(engine.getSupportedCipherSuites()).filter(suite -> suite.startsWith(ANONYMOUS))
                .toArray(String[]::new);
    }
}
