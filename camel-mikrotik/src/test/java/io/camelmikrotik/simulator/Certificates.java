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
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * The router's self-signed certificates, one for {@code localhost} and one for another host.
 */
final class Certificates {

    private static final char[] PASSWORD = "simulated".toCharArray();
    private static final KeyStore STORE = load();

    private Certificates() {
    }

    static X509Certificate certificate(TlsMode mode) {
        try {
            return (X509Certificate) STORE.getCertificate(alias(mode));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String fingerprint(TlsMode mode) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate(mode).getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static SSLEngine engine(TlsMode mode) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(keyStore(mode), PASSWORD);
            context.init(mode == TlsMode.ANONYMOUS ? null : keys.getKeyManagers(), null, null);
            SSLEngine engine = context.createSSLEngine();
            engine.setUseClientMode(false);
            if (mode == TlsMode.ANONYMOUS) {
                engine.setEnabledProtocols(new String[] { "TLSv1.2" });
                engine.setEnabledCipherSuites(
                        new String[] { "TLS_DH_anon_WITH_AES_256_GCM_SHA384", "TLS_DH_anon_WITH_AES_128_GCM_SHA256" });
            }
            return engine;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore keyStore(TlsMode mode) throws GeneralSecurityException {
        KeyStore one = KeyStore.getInstance("PKCS12");
        try {
            one.load(null, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PrivateKey key = (PrivateKey) STORE.getKey(alias(mode), PASSWORD);
        one.setKeyEntry("key", key, PASSWORD, new X509Certificate[] { certificate(mode) });
        return one;
    }

    private static String alias(TlsMode mode) {
        return mode == TlsMode.CERTIFICATE_OF_ANOTHER_HOST ? "elsewhere" : "router";
    }

    private static KeyStore load() {
        try (InputStream file = Certificates.class.getResourceAsStream("certificates.p12")) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, PASSWORD);
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
