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

import java.util.Collection;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The users that a router was built with, and their groups: {@code full}, or one of the user's own. */
final class AccountRows {

    private AccountRows() {
    }

    static void fill(SimulatedRouter router) {
        Collection<User> users = router.settings().users.values();
        if (users.stream().anyMatch(user -> group(user).equals("full"))) {
            addGroup(router, "full", User.ALL_POLICIES::contains);
        }
        for (User user : users) {
            if (!group(user).equals("full")) {
                addGroup(router, group(user), user::may);
            }
            router.table("/user").add("name", user.readableName(), "group", group(user), "address", "", "disabled", "false");
        }
    }

    static String group(User user) {
        return user.policies().containsAll(User.ALL_POLICIES) ? "full" : "group-of-" + user.readableName();
    }

    /** A policy that is not granted is told with an exclamation mark. */
    private static void addGroup(SimulatedRouter router, String name, java.util.function.Predicate<String> granted) {
        router.table("/user/group").add("name", name, "policy", new TreeSet<>(User.ALL_POLICIES).stream()
                .map(policy -> granted.test(policy) ? policy : "!" + policy).collect(Collectors.joining(",")), "skin",
                "default");
    }
}
