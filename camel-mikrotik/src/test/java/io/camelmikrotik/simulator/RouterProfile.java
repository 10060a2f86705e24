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

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What kind of router it is.
 *
 * @param identity    {@code /system/identity}
 * @param version     decides login, {@code !empty}, dates and texts
 * @param users       by name
 * @param maxSessions per service; one more is accepted and closed
 * @param latency     between executing a command and the first byte of its reply
 * @param loginDelay  before a login is answered
 * @param fatalForm   how {@code !fatal} says its reason
 * @param tagPosition where replies carry their tag
 * @param categories  whether traps of the console carry their category
 * @param realistic   whether the tables have the rows of a small provider's router
 */
record RouterProfile(
        String identity, RouterVersion version, Map<String, User> users, int maxSessions, Duration latency, Duration loginDelay,
        FatalForm fatalForm, TagPosition tagPosition, boolean categories, boolean realistic) {

    /** An account of the router. */
    record User(String name, String password, Set<String> policies) {

        boolean may(String policy) {
            return policies.contains(policy);
        }
    }
}
