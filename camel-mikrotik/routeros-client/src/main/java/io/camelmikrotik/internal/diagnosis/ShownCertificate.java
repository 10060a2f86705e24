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
package io.camelmikrotik.internal.diagnosis;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * The certificate that a router shows, and what is to be said of it.
 */
final class ShownCertificate {

    private static final Duration SOON = Duration.ofDays(30);

    private final X509Certificate certificate;
    private final Instant now;

    private ShownCertificate(X509Certificate certificate, Instant now) {
        this.certificate = certificate;
        this.now = now;
    }

    /** @return {@code null} where none was shown */
    static ShownCertificate of(SSLSession tls, Instant now) {
        try {
            Certificate[] chain = tls.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate shown ? new ShownCertificate(shown, now) : null;
        } catch (SSLPeerUnverifiedException e) {
            // anonymous Diffie-Hellman
            return null;
        }
    }

    /** Adds what it is to a finding. */
    Finding describe(Finding finding) {
        return finding
                .and("; certificate of " + subject() + ", issued by "
                     + (isSelfSigned() ? "itself" : certificate.getIssuerX500Principal().getName()) + ", valid from "
                     + from() + " to " + until() + ", key " + key() + ", SHA-256 " + fingerprint())
                .with("subject", subject())
                .with("issuer", certificate.getIssuerX500Principal().getName())
                .with("names", names())
                .with("validFrom", from().toString())
                .with("validUntil", until().toString())
                .with("key", key())
                .with("sha256", fingerprint());
    }

    boolean hasExpired() {
        return now.isAfter(until());
    }

    boolean isNotYetValid() {
        return now.isBefore(from());
    }

    boolean expiresSoon() {
        return now.plus(SOON).isAfter(until());
    }

    boolean isSelfSigned() {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    Instant from() {
        return certificate.getNotBefore().toInstant();
    }

    Instant until() {
        return certificate.getNotAfter().toInstant();
    }

    private String subject() {
        return certificate.getSubjectX500Principal().getName();
    }

    /** Hosts and addresses that it is for. */
    private List<String> names() {
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            return alternatives == null
                    ? List.of() : alternatives.stream().map(alternative -> String.valueOf(alternative.get(1))).toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    private String key() {
        if (certificate.getPublicKey() instanceof RSAKey rsa) {
            return "RSA " + rsa.getModulus().bitLength();
        } else if (certificate.getPublicKey() instanceof ECKey elliptic) {
            return "EC " + elliptic.getParams().getCurve().getField().getFieldSize();
        }
        return certificate.getPublicKey().getAlgorithm();
    }

    String fingerprint() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was shown cannot be read", e);
        }
    }
}
