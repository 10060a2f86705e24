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

import java.util.List;
import java.util.Map;

import io.netty.channel.embedded.EmbeddedChannel;

/**
 * The router's own console: commands of an operator with all policies, who came over no network. What the API refuses
 * is refused here too. Event loop only.
 */
final class Console {

    /** The number of its session: no client's. */
    static final int NUMBER = 0;
    private static final User OPERATOR = new User("console", "", User.ALL_POLICIES);

    private final Session session;

    Console(SimulatedRouter router) {
        session = new Session(NUMBER, router, null);
        new EmbeddedChannel(session);
        session.actFor(OPERATOR);
    }

    /**
     * Executes a command that ends at once.
     *
     * @throws Refusal with the text of the router's trap
     */
    void run(String command, Map<String, String> attributes) {
        String[] trap = { null };
        new RunningCommand(session, new Request(command, attributes, List.of(), "", List.of())).executeFor(answer -> {
            if ("!trap".equals(answer.reply()) && trap[0] == null) {
                trap[0] = answer.words().stream().filter(word -> word.startsWith("=message="))
                        .map(word -> word.substring("=message=".length())).findFirst().orElse("");
            }
        });
        if (trap[0] != null) {
            throw new Refusal(null, trap[0]);
        }
    }
}
