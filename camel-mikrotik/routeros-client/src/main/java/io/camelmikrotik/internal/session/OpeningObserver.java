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

import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.List;

import javax.net.ssl.SSLSession;

/**
 * Is told how far the opening of one session has come. Called on the session's event loop: must not block.
 */
public interface OpeningObserver {

    /** Watches nothing, and lets each opening go on. */
    OpeningObserver NONE = new OpeningObserver() {
    };

    /** The host has these addresses. */
    default void resolved(List<InetAddress> addresses) {
    }

    /** One of the addresses has accepted the connection. */
    default void connected(SocketAddress remote, SocketAddress local) {
    }

    /**
     * The TLS handshake has succeeded.
     *
     * @return whether to log in; otherwise the opening fails here, and neither name nor password was sent
     */
    default boolean secured(SSLSession tls) {
        return true;
    }
}
