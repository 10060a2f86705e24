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
package io.camelmikrotik.network;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import io.camelmikrotik.simulator.SimulatedRouter;

/**
 * A simulated router in a process of its own, which obeys its standard input, line by line, and answers each line with
 * one. It ends with its input.
 */
final class RemoteRouterMain {

    private RemoteRouterMain() {
    }

    public static void main(String... arguments) throws IOException {
        try (SimulatedRouter router = SimulatedRouter.builder().host(arguments[0]).start();
             BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(router.port());
            for (String line = orders.readLine(); line != null; line = orders.readLine()) {
                System.out.println(obey(router, line.split(" ")));
            }
        }
    }

    private static Object obey(SimulatedRouter router, String... order) {
        switch (order[0]) {
            case "arrived":
                return router.journal().count(order[1]);
            case "connections":
                return router.journal().connections();
            case "executed":
                return router.journal().commands().stream()
                        .filter(each -> each.executed() && each.command().equals("/ppp/secret/add")
                                && order[1].equals(each.attributes().get("name")))
                        .count();
            case "active":
                return router.table("/ppp/active").add("name", order[1]);
            case "gone":
                router.table("/ppp/active").remove(order[1]);
                return "ok";
            case "rows":
                router.table("/ip/firewall/address-list").generateRows(Long.parseLong(order[1]),
                        index -> Map.of("list", "blocked", "address", "192.0.2.1", "comment", Long.toString(index)));
                return "ok";
            // later than a test waits for an answer
            case "answer-late":
                router.faults().onNext("/ppp/secret/add").delay(Duration.ofSeconds(10));
                return "ok";
            case "login-late":
                router.faults().slowLogin(Duration.ofSeconds(10), 1);
                return "ok";
            case "reset":
                router.resetSessions();
                return "ok";
            default:
                throw new IllegalArgumentException(order[0]);
        }
    }
}
