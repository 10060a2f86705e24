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

import java.util.Set;

/** Who may log in; name and password are raw text. */
record User(String name, String password, Set<String> policies) {

    static final Set<String> ALL_POLICIES = Set.of("local", "telnet", "ssh", "ftp", "reboot", "read", "write", "policy", "test",
            "winbox", "password", "web", "sniff", "sensitive", "api", "romon", "rest-api");

    boolean may(String policy) {
        return policies.contains(policy);
    }

    String readableName() {
        return RawText.readable(name);
    }
}
