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
import java.util.Arrays;
import java.util.concurrent.Executor;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

import io.camelmikrotik.exception.TlsFailedException;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.TlsProfile;
import io.netty.handler.ssl.SslHandler;

/**
 * Makes the TLS side of a channel from a {@link TlsProfile}. TLS begins with the first byte: api-ssl knows no STARTTLS.
 */
final class TlsSetup {

    private TlsSetup() {
    }

    /** @param tasks runs the computations of the handshake */
    static SslHandler handler(DeviceAccess access, SSLEngine engine, Executor tasks) {
        SslHandler handler = new SslHandler(engine, tasks);
        handler.setHandshakeTimeoutMillis(access.loginTimeout().toMillis());
        // a router that does not answer close_notify must not keep the channel
        handler.setCloseNotifyFlushTimeoutMillis(1000);
        handler.setCloseNotifyReadTimeoutMillis(0);
        return handler;
    }

    /**
     * Not on an event loop: the first of a profile reads files.
     *
     * @throws TlsFailedException if the JVM cannot do what the profile asks for
     */
    static SSLEngine engine(DeviceAccess access, TlsContexts contexts) {
        TlsProfile profile = access.tls();
        SSLEngine engine;
        try {
            engine = contexts.of(profile).createSSLEngine(access.host(), access.port());
        } catch (GeneralSecurityException e) {
            throw new TlsFailedException(
                    access.label(), "TLS to " + access.label() + " could not be set up: " + e.getMessage(), e);
        }
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        if (profile.context() != null && profile.verification() != TlsProfile.Verification.ANONYMOUS) {
            // where the trust is another one, the protocols and suites are still those of the user's context
            SSLEngine wanted = profile.context().createSSLEngine(access.host(), access.port());
            wanted.setUseClientMode(true);
            parameters = wanted.getSSLParameters();
        }
        switch (profile.verification()) {
            case TRUSTED_CHAIN:
                // JSSE checks no host name unless told
                parameters.setEndpointIdentificationAlgorithm(profile.verifyHostname() ? "HTTPS" : null);
                break;
            case ANONYMOUS:
                parameters.setProtocols(new String[] { "TLSv1.2" });
                parameters.setCipherSuites(anonymousSuites(access, engine));
                break;
            default:
                parameters.setEndpointIdentificationAlgorithm(null);
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static String[] anonymousSuites(DeviceAccess access, SSLEngine engine) {
        String[] suites = Arrays.stream(engine.getSupportedCipherSuites()).filter(suite -> suite.startsWith("TLS_DH_anon_"))
                .toArray(String[]::new);
        if (suites.length == 0) {
            throw TlsFailure.anonymousRefused(access, null);
        }
        return suites;
    }
}
