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

/** The benchmark device, and the raw socket, our client and a route connected to it. */
public final class LoopbackClients implements AutoCloseable {

    private final BenchmarkDevice device = BenchmarkDevice.withRows(1);
    private final RawClient raw = new RawClient(device.address());
    private final SessionClient client = new SessionClient(device.address());
    private final RouteClient route = new RouteClient(device.address(), 16);

    public LoopbackClients() throws Exception {
    }

    public void raw() throws Exception {
        raw.identity();
    }

    public void client() throws Exception {
        client.identity();
    }

    public void route() {
        route.identity();
    }

    @Override
    public void close() {
        raw.close();
        client.close();
        route.close();
        device.close();
    }
}
