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

import io.camelmikrotik.routeros.ApiSession;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsTransport;

/**
 * Our protocol client alone: one session, no pool, no Camel.
 */
final class SessionClient implements Contender {

    private static final RouterOsCommand IDENTITY = RouterOsCommand.of("/system/identity/print");
    private static final RouterOsCommand PRINT = RouterOsCommand.of(BenchmarkDevice.LARGE_MENU + "/print");

    private final RouterOsTransport transport = new RouterOsTransport(1, Thread::new, Runnable::run);
    private final ApiSession session;

    SessionClient(InetSocketAddress device) {
        session = transport.open(
                DeviceAccess.of(
                        device.getHostString(), device.getPort(), BenchmarkDevice.USERNAME, BenchmarkDevice.PASSWORD));
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

    @Override
    public void close() {
        transport.close();
    }
}
