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

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;

import javax.net.ssl.SSLException;

import io.camelmikrotik.exception.ConnectionFailedException;
import io.camelmikrotik.exception.DeviceUnreachableException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.TlsFailedException;
import io.camelmikrotik.routeros.DeviceAccess;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;

/**
 * Says in a user's words why a session could not be opened, and what to do about it.
 */
final class OpeningFailure {

    static final String CONNECT = "connect";

    private OpeningFailure() {
    }

    /** What went wrong between the connection and the login on a TLS port. */
    static MikrotikException explainHandshake(DeviceAccess access, Throwable failure) {
        return failure instanceof IOException && !(failure instanceof SSLException)
                ? TlsFailure.connectionEnded(access, failure) : explain(access, "shake hands", failure);
    }

    /** @param attempt what was tried, such as {@code connect} */
    static MikrotikException explain(DeviceAccess access, String attempt, Throwable failure) {
        Throwable cause = failure instanceof DecoderException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof MikrotikException known) {
            return known;
        }
        String device = access.label();
        if (cause instanceof NotSslRecordException) {
            return new TlsFailedException(
                    device, device + " does not speak TLS on port " + access.port()
                            + ": use the port of the api-ssl service (8729), or tls=false",
                    cause);
        } else if (cause instanceof SslHandshakeTimeoutException) {
            return new TlsFailedException(
                    device, device + " did not answer the TLS handshake within " + access.loginTimeout().toMillis()
                            + " ms: if port " + access.port() + " is the plain api service, set tls=false or use port 8729",
                    cause);
        } else if (cause instanceof SSLException) {
            return TlsFailure.explain(access, (SSLException) cause);
        } else if (cause instanceof UnknownHostException) {
            return new DeviceUnreachableException(
                    device, "the host name of " + device + " does not resolve"
                            + (cause instanceof UnknownName unknown ? unknown.advice() : ""),
                    cause);
        } else if (cause instanceof ConnectTimeoutException) {
            return new DeviceUnreachableException(
                    device, device + " did not answer the connection attempt within " + access.connectTimeout().toMillis()
                            + " ms: it is down, unreachable, or a firewall drops the packets",
                    cause);
        } else if (cause instanceof ConnectException && String.valueOf(cause.getMessage()).contains("refused")) {
            return new DeviceUnreachableException(
                    device, device + " refused the connection: the service " + (access.tls() == null ? "api" : "api-ssl")
                            + " is disabled, on another port, or filtered: /ip/service/print",
                    cause);
        }
        String detail = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        String message = "could not " + attempt + " to " + device + ": " + detail;
        return cause instanceof IOException && attempt.equals(CONNECT)
                ? new DeviceUnreachableException(device, message, cause)
                : new ConnectionFailedException(device, message, cause);
    }
}
