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
package io.camelmikrotik.routeros;

import java.util.List;
import java.util.Locale;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/**
 * How TLS to a device is set up and what it must prove.
 *
 * @param context           keys, trust and protocol settings; {@code null} for the JDK's defaults. Its trust counts for
 *                          {@link Verification#TRUSTED_CHAIN} only, and {@link Verification#ANONYMOUS} takes nothing of
 *                          it
 * @param keys              the client's certificates where the context's trust does not count, for the keys of a
 *                          context cannot be taken out of it
 * @param verification      what the device's certificate must prove
 * @param verifyHostname    whether the certificate must name the host; ignored unless certificates are verified
 * @param pinnedFingerprint SHA-256 of the certificate as 64 hex digits, for {@link Verification#PINNED}
 */
public record TlsProfile(
        SSLContext context, List<KeyManager> keys, Verification verification, boolean verifyHostname,
        String pinnedFingerprint) {

    /** What the device's certificate must prove. */
    public enum Verification {
        /** A chain to a certificate that the context trusts. */
        TRUSTED_CHAIN,
        /** To be the very certificate whose fingerprint is given, whoever issued it. */
        PINNED,
        /** Nothing: open to an active attacker. */
        TRUST_ALL,
        /** There is none: anonymous Diffie-Hellman, TLS 1.2, open to an active attacker. */
        ANONYMOUS
    }

    public TlsProfile {
        keys = List.copyOf(keys);
        if (verification == Verification.PINNED) {
            pinnedFingerprint = pinnedFingerprint.replace(":", "").toLowerCase(Locale.ROOT);
            if (!pinnedFingerprint.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("pinned fingerprint must be a SHA-256: 64 hex digits, colons allowed");
            }
        }
    }

    /** Certificate and host name verified against {@code context}, or the JDK's trust store if {@code null}. */
    public static TlsProfile verified(SSLContext context) {
        return new TlsProfile(context, List.of(), Verification.TRUSTED_CHAIN, true, null);
    }

    public static TlsProfile pinned(String sha256Fingerprint) {
        return new TlsProfile(null, List.of(), Verification.PINNED, false, sha256Fingerprint);
    }

    public static TlsProfile trustAll() {
        return new TlsProfile(null, List.of(), Verification.TRUST_ALL, false, null);
    }

    public static TlsProfile anonymous() {
        return new TlsProfile(null, List.of(), Verification.ANONYMOUS, false, null);
    }
}
