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

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.locks.ReentrantLock;

import javax.net.SocketFactory;

import me.legrange.mikrotik.ApiConnection;
import me.legrange.mikrotik.MikrotikApiException;

/**
 * The Java peer, {@code me.legrange:mikrotik}: as shipped, or with a socket factory that sets TCP_NODELAY.
 */
final class LegrangeClient implements Contender {

    static final String NO_DELAY = "me.legrange 3.0.8, TCP_NODELAY";
    static final String AS_SHIPPED = "me.legrange 3.0.8 as shipped";

    private final String name;
    private final ApiConnection connection;
    /** It writes without a lock: words of several callers would mix, so callers take turns. */
    private final ReentrantLock turn = new ReentrantLock();

    LegrangeClient(InetSocketAddress device, boolean noDelay) throws MikrotikApiException {
        name = noDelay ? NO_DELAY : AS_SHIPPED;
        connection = ApiConnection.connect(
                noDelay ? new NoDelay() : SocketFactory.getDefault(), device.getHostString(), device.getPort(), 5000);
        connection.setTimeout(120_000);
        connection.login(BenchmarkDevice.USERNAME, BenchmarkDevice.PASSWORD);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void identity() throws MikrotikApiException {
        turn.lock();
        try {
            connection.execute("/system/identity/print");
        } finally {
            turn.unlock();
        }
    }

    @Override
    public int print() throws MikrotikApiException {
        return connection.execute(BenchmarkDevice.LARGE_MENU + "/print").size();
    }

    void add(String address) throws MikrotikApiException {
        connection.execute(BenchmarkDevice.ADDED_MENU + "/add list=blocklist address=" + address);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (MikrotikApiException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class NoDelay extends SocketFactory {

        @Override
        public Socket createSocket() throws IOException {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return connect(InetAddress.getByName(host), port);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
            return createSocket(host, port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return connect(host, port);
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
                throws IOException {
            return connect(address, port);
        }

        private Socket connect(InetAddress host, int port) throws IOException {
            Socket socket = createSocket();
            socket.connect(new InetSocketAddress(host, port), 5000);
            return socket;
        }
    }
}
