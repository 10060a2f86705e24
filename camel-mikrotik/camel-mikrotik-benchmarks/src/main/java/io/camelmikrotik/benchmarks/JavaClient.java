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

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;

/**
 * The clients in Java. As a program it is one of them that measures itself; see {@link ClientProcess}. Arguments: which
 * one, the port of the device, user and password. A line {@code identity 500} is answered with the median of the times
 * of so many commands in microseconds, a line {@code print} with the number of rows and the seconds.
 */
public enum JavaClient {

    RAW("raw socket") {
        @Override
        Contender open(InetSocketAddress device) throws Exception {
            return new RawClient(device);
        }
    },
    RAW_HANDED_OVER("raw socket with a thread of its own, to which the caller hands each command") {
        @Override
        Contender open(InetSocketAddress device) throws Exception {
            return new HandedOver(new RawClient(device), 0);
        }
    },
    RAW_HANDED_OVER_TWICE("the same, each reply handed back by a third thread") {
        @Override
        Contender open(InetSocketAddress device) throws Exception {
            return new HandedOver(new RawClient(device), 1);
        }
    },
    SELECTOR("raw socket that waits in a selector, as an event loop does") {
        @Override
        Contender open(InetSocketAddress device) throws Exception {
            return RawClient.selecting(device);
        }
    },
    SELECTOR_HANDED_OVER("the selector in a thread of its own, to which the caller hands each command") {
        @Override
        Contender open(InetSocketAddress device) throws Exception {
            return new HandedOver(RawClient.selecting(device), 0);
        }
    },
    SELECTOR_HANDED_OVER_TWICE("the selector's replies handed back by a third thread") {
        @Override
        Contender open(InetSocketAddress device) throws Exception {
            return new HandedOver(RawClient.selecting(device), 1);
        }
    },
    CLIENT("client") {
        @Override
        Contender open(InetSocketAddress device) {
            return new SessionClient(device);
        }
    },
    CHAINED("ours, the next command sent by the completion of the one before") {
        @Override
        Contender open(InetSocketAddress device) {
            return new ChainedClient(new SessionClient(device));
        }
    },
    ROUTE("route") {
        @Override
        Contender open(InetSocketAddress device) throws Exception {
            return new RouteClient(device, 16);
        }
    },
    SYNCHRONOUS_ROUTE("route, `synchronous=true`") {
        @Override
        Contender open(InetSocketAddress device) throws Exception {
            return new RouteClient(device, 16, "?synchronous=true");
        }
    },
    LEGRANGE(LegrangeClient.AS_SHIPPED) {
        @Override
        Contender open(InetSocketAddress device) throws Exception {
            return new LegrangeClient(device, false);
        }
    },
    LEGRANGE_NO_DELAY(LegrangeClient.NO_DELAY) {
        @Override
        Contender open(InetSocketAddress device) throws Exception {
            return new LegrangeClient(device, true);
        }
    };

    private final String label;

    JavaClient(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    abstract Contender open(InetSocketAddress device) throws Exception;

    public static void main(String[] arguments) throws Exception {
        InetSocketAddress device = new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[1]));
        try (Contender client = valueOf(arguments[0]).open(device)) {
            System.out.println("ready");
            BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                if (order.equals("print")) {
                    long start = System.nanoTime();
                    int rows = client.print();
                    System.out.println(rows + " " + (System.nanoTime() - start) / 1e9);
                } else {
                    System.out.println(client.sequentialMicros(Integer.parseInt(order.split(" ")[1])));
                }
            }
        }
    }
}
