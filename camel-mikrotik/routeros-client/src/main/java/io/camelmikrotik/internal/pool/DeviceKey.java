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
package io.camelmikrotik.internal.pool;

import java.util.Locale;

import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.TlsProfile;

/**
 * Who may share a session: the same address, the same TLS settings, the same user, the same password. Holds no secret.
 *
 * @param host       lower case, trimmed
 * @param port       TCP port
 * @param tls        {@code null} for plain API
 * @param username   RouterOS user
 * @param credential stands for the password
 */
record DeviceKey(String host, int port, TlsProfile tls, String username, CredentialId credential) {

    static DeviceKey of(DeviceAccess access) {
        return new DeviceKey(
                access.host().trim().toLowerCase(Locale.ROOT), access.port(), access.tls(), access.username(),
                CredentialId.of(access.password()));
    }

    /** Without secrets, and unique: commons-pool names its JMX entries by it. */
    @Override
    public String toString() {
        return username + "@" + host + ":" + port + (tls == null ? "" : " tls " + Integer.toHexString(tls.hashCode())) + " #"
               + credential;
    }
}
