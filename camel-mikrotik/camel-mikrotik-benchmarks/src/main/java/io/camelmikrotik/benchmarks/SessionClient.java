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
package io.camelmikrotik.benchmarks;

import java.net.InetSocketAddress;

import io.camelmikrotik.internal.session.ApiSession;
import io.camelmikrotik.internal.session.RouterOsTransport;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;

/**
 * Our protocol client alone: one session, no pool, no Camel.
 */
final class SessionClient implements Contender {

    private static final RouterOsCommand IDENTITY = RouterOsCommand.of("/system/identity/print");
    private static final RouterOsCommand PRINT = RouterOsCommand.of(BenchmarkDevice.LARGE_MENU + "/print");

    private final RouterOsTransport transport;
    private final boolean closesTransport;
    private final ApiSession session;

    SessionClient(InetSocketAddress device) {
        this(
             new RouterOsTransport(1, Thread::new, Runnable::run),
             DeviceAccess.of(
                     device.getHostString(), device.getPort(), BenchmarkDevice.USERNAME, BenchmarkDevice.PASSWORD),
             true);
    }

    /** On a transport that others use too. */
    SessionClient(RouterOsTransport transport, DeviceAccess access) {
        this(transport, access, false);
    }

    private SessionClient(RouterOsTransport transport, DeviceAccess access, boolean closesTransport) {
        this.transport = transport;
        this.closesTransport = closesTransport;
        this.session = transport.open(access);
    }

    @Override
    public String name() {
        return "our client";
    }

    @Override
    public void identity() throws Exception {
        execute(IDENTITY);
    }

    @Override
    public int print() throws Exception {
        return execute(PRINT).rows().size();
    }

    private Reply execute(RouterOsCommand command) throws Exception {
        return session.execute(command, CommandOptions.DEFAULTS).get();
    }

    ApiSession session() {
        return session;
    }

    @Override
    public void close() {
        session.close("it is not needed any more");
        if (closesTransport) {
            transport.close();
        }
    }
}
