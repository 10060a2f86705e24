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

import java.security.cert.CertificateException;

import javax.net.ssl.SSLException;

import io.camelmikrotik.exception.TlsFailedException;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.TlsProfile;

/**
 * Says why a TLS handshake with a router failed, and what to do about it.
 */
final class TlsFailure {

    private TlsFailure() {
    }

    static TlsFailedException explain(DeviceAccess access, SSLException failure) {
        String device = access.label();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return new TlsFailedException(
                        device, device + " showed a certificate that is not accepted: " + cause.getMessage() + advice(access),
                        failure);
            }
        }
        String text = String.valueOf(failure.getMessage());
        if (text.contains("No appropriate protocol") && access.tls().verification() == TlsProfile.Verification.ANONYMOUS) {
            return anonymousRefused(access, failure);
        } else if (text.contains("handshake_failure") || text.contains("No appropriate protocol")
                || text.contains("protocol_version")) {
            return new TlsFailedException(
                    device, device + " and this JVM have no TLS version and cipher suite in common (" + text
                            + "): the api-ssl service may have no certificate (/ip/service/print), or only speak a TLS version"
                            + " that the JVM disables",
                    failure);
        }
        return new TlsFailedException(device, "the TLS handshake with " + device + " failed: " + text, failure);
    }

    /** The router, or something on the way, closed or reset the connection in the middle of the handshake. */
    static TlsFailedException connectionEnded(DeviceAccess access, Throwable cause) {
        String device = access.label();
        return new TlsFailedException(
                device, device + " ended the connection during the TLS handshake: port " + access.port()
                        + " may be the plain api service (then tls=false, or use port 8729), or the router refuses this client:"
                        + " /ip/service/print, address and max-sessions of api-ssl",
                cause);
    }

    /** The JDK has the anonymous suites, but does not let them be used. */
    static TlsFailedException anonymousRefused(DeviceAccess access, Throwable cause) {
        String device = access.label();
        return new TlsFailedException(
                device, "TLS without a certificate to " + device + " is not possible in this JVM: the JDK disables anonymous"
                        + " Diffie-Hellman. Better give the router's api-ssl service a certificate and pin its fingerprint; or"
                        + " start the JVM with -Djava.security.properties=<file> where jdk.tls.disabledAlgorithms is as in the"
                        + " JDK's java.security but without \"anon\" (it is read once, before the first use of TLS)",
                cause);
    }

    private static String advice(DeviceAccess access) {
        switch (access.tls().verification()) {
            case PINNED:
                return "";
            case TRUSTED_CHAIN:
                return "; trust its issuer with sslContextParameters, or pin the certificate's SHA-256 fingerprint"
                       + (access.tls().verifyHostname() ? ", and check that it names the host " + access.host() : "");
            default:
                return "";
        }
    }
}
