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
package io.camelmikrotik.internal.endpoint;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509KeyManager;

import io.camelmikrotik.MikrotikConfiguration;
import io.camelmikrotik.routeros.TlsProfile;
import io.camelmikrotik.routeros.TlsProfile.Verification;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.jsse.AliasedX509ExtendedKeyManager;
import org.apache.camel.support.jsse.SSLContextParameters;

/**
 * Turns TLS options into a profile. Equal options give equal profiles, so that their endpoints share sessions.
 */
public final class TlsSettings {

    private final CamelContext context;
    private final Map<SSLContextParameters, UserContext> contexts = Collections.synchronizedMap(new IdentityHashMap<>());

    public TlsSettings(CamelContext context) {
        this.context = context;
    }

    /**
     * @return                          {@code null} for plain API
     * @throws IllegalArgumentException if options contradict each other
     */
    public TlsProfile profile(MikrotikConfiguration options) {
        if (!options.isTls()) {
            return null;
        }
        boolean pinned = options.getCertificateFingerprint() != null;
        int ways = (pinned ? 1 : 0) + (options.isTrustAllCertificates() ? 1 : 0) + (options.isAnonymousTls() ? 1 : 0);
        if (ways > 1) {
            throw new IllegalArgumentException(
                    "certificateFingerprint, trustAllCertificates and anonymousTls exclude each other");
        }
        Verification verification = pinned ? Verification.PINNED
                : options.isTrustAllCertificates() ? Verification.TRUST_ALL
                : options.isAnonymousTls() ? Verification.ANONYMOUS
                : Verification.TRUSTED_CHAIN;
        UserContext user = options.getSslContextParameters() == null || verification == Verification.ANONYMOUS
                ? new UserContext(null, List.of()) : context(options.getSslContextParameters());
        return new TlsProfile(
                user.context(), verification == Verification.TRUSTED_CHAIN ? List.of() : user.keys(), verification,
                verification == Verification.TRUSTED_CHAIN && options.isHostnameVerification(),
                options.getCertificateFingerprint());
    }

    private UserContext context(SSLContextParameters parameters) {
        return contexts.computeIfAbsent(parameters, missing -> {
            try {
                return new UserContext(missing.createSSLContext(context), keys(missing));
            } catch (Exception e) {
                throw new RuntimeCamelException("sslContextParameters do not make an SSLContext: " + e.getMessage(), e);
            }
        });
    }

    private static List<KeyManager> keys(SSLContextParameters parameters) throws GeneralSecurityException, IOException {
        List<KeyManager> keys = new ArrayList<>();
        if (parameters.getKeyManagers() != null) {
            for (KeyManager each : parameters.getKeyManagers().createKeyManagers()) {
                boolean aliased = parameters.getCertAlias() != null && each instanceof X509KeyManager;
                keys.add(
                        aliased ? new AliasedX509ExtendedKeyManager(parameters.getCertAlias(), (X509KeyManager) each) : each);
            }
        }
        return keys;
    }

    /** What the user's parameters make, once for all endpoints. */
    private record UserContext(SSLContext context, List<KeyManager> keys) {
    }
}
