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
package io.camelmikrotik.simulator.standalone;

import java.util.function.Supplier;

import io.camelmikrotik.simulator.SimulatedRouter;

/** A place for a router, who may be replaced by a new one at the same ports. Any thread. */
final class StandaloneRouter implements AutoCloseable {

    private final int number;
    private final boolean tls;
    private final Supplier<SimulatedRouter.Builder> builder;
    private volatile SimulatedRouter router;

    /** Starts it. */
    StandaloneRouter(int number, boolean tls, Supplier<SimulatedRouter.Builder> builder) {
        this.number = number;
        this.tls = tls;
        this.builder = builder;
        this.router = builder.get().start();
    }

    static String fingerprint() {
        return SimulatedRouter.certificateFingerprint();
    }

    /** From 1. */
    int number() {
        return number;
    }

    SimulatedRouter router() {
        return router;
    }

    /** Host and TLS port, or null. */
    String tlsAddress() {
        return tls ? router.host() + ":" + router.tlsPort() : null;
    }

    /** A router as it was at the start takes its place; its sessions are cut. */
    synchronized void reset() {
        SimulatedRouter old = router;
        old.close();
        SimulatedRouter.Builder again = builder.get().port(old.port());
        router = (tls ? again.tlsPort(old.tlsPort()) : again).start();
    }

    String describe() {
        return router.identity() + ": RouterOS " + router.version() + " at " + router.address()
               + (tls ? ", TLS at " + tlsAddress() : "");
    }

    @Override
    public synchronized void close() {
        router.close();
    }
}
