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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import javax.net.ssl.SSLSession;

import io.camelmikrotik.internal.session.OpeningObserver;

/**
 * How far an opening has come, and when. Written on the session's event loop, read when the opening has ended.
 */
final class OpeningProgress implements OpeningObserver {

    private final boolean logsIn;
    private final long begun = System.nanoTime();
    private volatile List<InetAddress> addresses;
    private volatile long resolvedAt;
    private volatile InetSocketAddress remote;
    private volatile InetSocketAddress local;
    private volatile long connectedAt;
    private volatile SSLSession tls;
    private volatile ShownCertificate certificate;
    private volatile long securedAt;
    private volatile long endedAt;

    /** @param logsIn whether the opening goes on to the login when it has shown the certificate */
    OpeningProgress(boolean logsIn) {
        this.logsIn = logsIn;
    }

    @Override
    public void resolved(List<InetAddress> found) {
        resolvedAt = System.nanoTime();
        addresses = found;
    }

    @Override
    public void connected(SocketAddress there, SocketAddress here) {
        connectedAt = System.nanoTime();
        remote = (InetSocketAddress) there;
        local = (InetSocketAddress) here;
    }

    @Override
    public boolean secured(SSLSession session) {
        securedAt = System.nanoTime();
        tls = session;
        certificate = ShownCertificate.of(session, Instant.now());
        return logsIn;
    }

    void ended() {
        endedAt = System.nanoTime();
    }

    /** {@code null} as long as they are not known. */
    List<InetAddress> addresses() {
        return addresses;
    }

    /** The address that has accepted the connection; {@code null} if none has. */
    InetSocketAddress remote() {
        return remote;
    }

    InetSocketAddress local() {
        return local;
    }

    /** {@code null} as long as there is none. */
    SSLSession tls() {
        return tls;
    }

    /** {@code null} where none was shown. */
    ShownCertificate certificate() {
        return certificate;
    }

    Duration resolving() {
        return between(begun, addresses != null ? resolvedAt : endedAt);
    }

    Duration connecting() {
        return between(resolvedAt, remote != null ? connectedAt : endedAt);
    }

    Duration securing() {
        return between(remote != null ? connectedAt : resolvedAt, tls != null ? securedAt : endedAt);
    }

    Duration loggingIn() {
        return between(tls != null ? securedAt : connectedAt, endedAt);
    }

    private static Duration between(long from, long to) {
        return Duration.ofNanos(to - from);
    }
}
