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

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;

import javax.net.ssl.SSLContext;

import io.camelmikrotik.routeros.TlsProfile;
import io.camelmikrotik.routeros.TlsProfile.Verification;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.jsse.SSLContextParameters;

/**
 * Turns TLS options into a profile. Equal options give equal profiles, so that their endpoints share sessions.
 */
final class TlsSettings {

    private final CamelContext context;
    private final Map<SSLContextParameters, SSLContext> contexts = Collections.synchronizedMap(new IdentityHashMap<>());

    TlsSettings(CamelContext context) {
        this.context = context;
    }

    /**
     * @return                          {@code null} for plain API
     * @throws IllegalArgumentException if options contradict each other
     */
    TlsProfile profile(MikrotikConfiguration options) {
        if (!options.isTls()) {
            return null;
        }
        boolean pinned = options.getCertificateFingerprint() != null;
        int ways = (pinned ? 1 : 0) + (options.isTrustAllCertificates() ? 1 : 0) + (options.isAnonymousTls() ? 1 : 0);
        if (ways > 1) {
            throw new IllegalArgumentException(
                    "certificateFingerprint, trustAllCertificates and anonymousTls exclude each other");
        }
        SSLContext sslContext = options.getSslContextParameters() == null ? null : context(options.getSslContextParameters());
        Verification verification = pinned ? Verification.PINNED
                : options.isTrustAllCertificates() ? Verification.TRUST_ALL
                : options.isAnonymousTls() ? Verification.ANONYMOUS
                : Verification.TRUSTED_CHAIN;
        return new TlsProfile(
                verification == Verification.TRUSTED_CHAIN ? sslContext : null, verification,
                verification == Verification.TRUSTED_CHAIN && options.isHostnameVerification(),
                options.getCertificateFingerprint());
    }

    private SSLContext context(SSLContextParameters parameters) {
        return contexts.computeIfAbsent(parameters, missing -> {
            try {
                return missing.createSSLContext(context);
            } catch (Exception e) {
                throw new RuntimeCamelException("sslContextParameters do not make an SSLContext: " + e.getMessage(), e);
            }
        });
    }
}
