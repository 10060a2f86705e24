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

import java.time.Duration;
import java.util.Objects;

import io.camelmikrotik.exception.BadInputException;

/**
 * Where a device is and how to log in to it.
 *
 * @param host           host name or address literal (IPv6 without brackets)
 * @param port           TCP port
 * @param username       RouterOS user
 * @param password       its password; empty is legal, and is sent
 * @param tls            {@code null} for plain API
 * @param legacyLogin    only the challenge login of routers before 6.43: the password is never sent in clear
 * @param charset        how user name and password become bytes
 * @param connectTimeout deadline for resolving the name and for the TCP connect to one of its addresses, each
 * @param loginTimeout   deadline for the TLS handshake and for the login, each. A router that asks a RADIUS server
 *                       answers late
 * @param openTimeout    deadline for all of an opening: resolving, connecting, TLS and login together
 * @param limits         bounds on what is read, and care of silent connections
 */
public record DeviceAccess(
        String host, int port, String username, String password, TlsProfile tls, boolean legacyLogin,
        ApiCharset charset, Duration connectTimeout, Duration loginTimeout, Duration openTimeout,
        SessionLimits limits) {

    public static final int DEFAULT_PORT = 8728;
    public static final int DEFAULT_TLS_PORT = 8729;
    private static final Duration DEFAULT_OPEN_TIMEOUT = Duration.ofSeconds(20);

    public DeviceAccess {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(charset, "charset");
        Objects.requireNonNull(limits, "limits");
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port must be 1 to 65535: " + port);
        }
        requirePositive("connectTimeout", connectTimeout);
        requirePositive("loginTimeout", loginTimeout);
        requirePositive("openTimeout", openTimeout);
        requireSendable("username", username, charset, limits);
        requireSendable("password", password, charset, limits);
    }

    /**
     * A plain device with defaults: 5 seconds to connect, 10 to log in, 20 for all of an opening.
     */
    public static DeviceAccess of(String host, int port, String username, String password) {
        return new DeviceAccess(
                host, port, username, password, null, false, ApiCharset.UTF_8, Duration.ofSeconds(5),
                Duration.ofSeconds(10), DEFAULT_OPEN_TIMEOUT, SessionLimits.DEFAULTS);
    }

    public DeviceAccess withTls(TlsProfile newTls) {
        return new DeviceAccess(
                host, port, username, password, newTls, legacyLogin, charset, connectTimeout, loginTimeout, openTimeout,
                limits);
    }

    public DeviceAccess withLegacyLogin(boolean newLegacyLogin) {
        return new DeviceAccess(
                host, port, username, password, tls, newLegacyLogin, charset, connectTimeout, loginTimeout, openTimeout,
                limits);
    }

    /** 20 seconds, or the two together where that is more: a long one shall not be cut short by what nobody has set. */
    public static Duration defaultOpenTimeout(Duration connectTimeout, Duration loginTimeout) {
        Duration sum = connectTimeout.plus(loginTimeout);
        return sum.compareTo(DEFAULT_OPEN_TIMEOUT) > 0 ? sum : DEFAULT_OPEN_TIMEOUT;
    }

    /** The open timeout becomes the {@linkplain #defaultOpenTimeout default} for these. */
    public DeviceAccess withTimeouts(Duration newConnectTimeout, Duration newLoginTimeout) {
        return new DeviceAccess(
                host, port, username, password, tls, legacyLogin, charset, newConnectTimeout, newLoginTimeout,
                defaultOpenTimeout(newConnectTimeout, newLoginTimeout), limits);
    }

    public DeviceAccess withOpenTimeout(Duration newOpenTimeout) {
        return new DeviceAccess(
                host, port, username, password, tls, legacyLogin, charset, connectTimeout, loginTimeout, newOpenTimeout,
                limits);
    }

    public DeviceAccess withCharset(ApiCharset newCharset) {
        return new DeviceAccess(
                host, port, username, password, tls, legacyLogin, newCharset, connectTimeout, loginTimeout, openTimeout,
                limits);
    }

    public DeviceAccess withLimits(SessionLimits newLimits) {
        return new DeviceAccess(
                host, port, username, password, tls, legacyLogin, charset, connectTimeout, loginTimeout, openTimeout,
                newLimits);
    }

    /** {@code host:port}, an IPv6 literal in brackets. */
    public String address() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    /** {@code user@host:port}: how messages and logs name the device. */
    public String label() {
        return username + "@" + address();
    }

    /** The {@linkplain #label() label}; never the password. */
    @Override
    public String toString() {
        return label();
    }

    private static void requireSendable(String name, String text, ApiCharset charset, SessionLimits limits) {
        int length;
        try {
            length = ("=" + name + "=").length() + charset.encode(text).length;
        } catch (BadInputException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
        if (length > limits.maxSentWordLength()) {
            throw new IllegalArgumentException(
                    name + " is too long: a word of " + length + " bytes, a router takes " + limits.maxSentWordLength());
        }
    }

    private static void requirePositive(String name, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(name + " must be positive: " + duration);
        }
    }
}
