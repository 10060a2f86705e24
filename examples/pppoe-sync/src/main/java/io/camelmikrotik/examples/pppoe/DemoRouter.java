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
package io.camelmikrotik.examples.pppoe;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.camelmikrotik.simulator.SimulatedRouter;

/**
 * The provider's router of the demo, simulated.
 */
final class DemoRouter {

    static final String USERNAME = "billing";
    static final String PASSWORD = "billing-s3cret";

    private static final List<String> HAND_MADE = List.of("office", "camera-roof", "test-noc");

    private DemoRouter() {
    }

    static SimulatedRouter start() {
        SimulatedRouter router = SimulatedRouter.builder().identity("pop-north")
                .user(USERNAME, PASSWORD, "read", "write", "api").start();
        for (String plan : Demo.plans()) {
            router.table("/ppp/profile").add("name", plan);
        }
        for (String name : HAND_MADE) {
            router.table("/ppp/secret").add(
                    "name", name, "service", "pppoe", "profile", "plan-10m", "disabled", "false", "comment", "by hand");
        }
        return router;
    }

    static void dialIn(SimulatedRouter router, String login) {
        router.table("/ppp/active").add("name", login, "service", "pppoe", "address", "203.0.113.10", "uptime", "3h25m10s");
    }

    static long sessions(SimulatedRouter router, String login) {
        return router.table("/ppp/active").rows().stream().filter(row -> login.equals(row.get("name"))).count();
    }

    static long accountsMade(SimulatedRouter router) {
        return router.journal().commands().stream()
                .filter(entry -> entry.command().equals("/ppp/secret/add") && entry.executed()).count();
    }

    static boolean noAccountWasMadeTwice(SimulatedRouter router) {
        Set<String> names = new HashSet<>();
        return router.journal().commands().stream()
                .filter(entry -> entry.command().equals("/ppp/secret/add") && entry.executed())
                .allMatch(entry -> names.add(entry.attributes().get("name")));
    }

    static boolean handMadeAccountsAreUntouched(SimulatedRouter router) {
        List<Map<String, String>> kept = router.table("/ppp/secret").rows().stream()
                .filter(row -> "by hand".equals(row.get("comment"))).toList();
        return kept.stream().map(row -> row.get("name")).toList().equals(HAND_MADE)
                && kept.stream().allMatch(row -> "plan-10m".equals(row.get("profile")) && "false".equals(row.get("disabled")));
    }
}
