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
package io.camelmikrotik.simulator;

/** What the TLS port of a simulated router offers. */
public enum TlsMode {
    /** There is no TLS port. */
    NONE,
    /** A self-signed certificate for {@code localhost} and {@code 127.0.0.1}. */
    CERTIFICATE,
    /** A self-signed certificate for another host. */
    CERTIFICATE_OF_ANOTHER_HOST,
    /**
     * A certificate for {@code localhost} and {@code 127.0.0.1}, issued by an authority, that was valid for a day in
     * 2020.
     */
    EXPIRED_CERTIFICATE,
    /**
     * No certificate: anonymous Diffie-Hellman over TLS 1.2. Needs a JVM whose {@code jdk.tls.disabledAlgorithms} does
     * not list {@code anon}; starting the router fails otherwise.
     */
    ANONYMOUS
}
