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
package io.camelmikrotik.internal.session;

import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

import io.camelmikrotik.routeros.TlsProfile;

/**
 * One context for each {@link TlsProfile}, made when it is first needed: the next session to a device resumes the TLS
 * session of the one before. Never one for two profiles: what one has accepted must not be resumed by the other. Making
 * one reads files; not on an event loop.
 */
final class TlsContexts {

    private final Map<TlsProfile, SSLContext> contexts = new ConcurrentHashMap<>();

    SSLContext of(TlsProfile profile) throws GeneralSecurityException {
        SSLContext known = contexts.get(profile);
        if (known != null) {
            return known;
        }
        SSLContext made = make(profile);
        SSLContext other = contexts.putIfAbsent(profile, made);
        return other != null ? other : made;
    }

    private static SSLContext make(TlsProfile profile) throws GeneralSecurityException {
        switch (profile.verification()) {
            case TRUSTED_CHAIN:
                return profile.context() != null ? profile.context() : SSLContext.getDefault();
            case PINNED:
                return trusting(new PinnedTrust(profile.pinnedFingerprint()), profile);
            default:
                return trusting(new TrustAll(), profile);
        }
    }

    private static SSLContext trusting(TrustManager trust, TlsProfile profile) throws GeneralSecurityException {
        SSLContext wanted = profile.context();
        SSLContext context = wanted == null
                ? SSLContext.getInstance("TLS") : SSLContext.getInstance(wanted.getProtocol(), wanted.getProvider());
        KeyManager[] keys = profile.keys().isEmpty() ? null : profile.keys().toArray(KeyManager[]::new);
        context.init(keys, new TrustManager[] { trust }, null);
        return context;
    }
}
