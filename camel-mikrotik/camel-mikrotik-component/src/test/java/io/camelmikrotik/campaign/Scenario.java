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
package io.camelmikrotik.campaign;

import java.util.Map;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.routeros.CommandFate;
import org.apache.camel.Exchange;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What one exchange is sent for. Everything it writes carries a mark of its own, and everything it reads must be what
 * it asked for: so that a reply that reaches another command, and a write that is sent twice, are seen.
 */
abstract class Scenario {

    private final String mark;

    Scenario(String mark) {
        this.mark = mark;
    }

    /** In the property of every row that this scenario writes; no other scenario has it. */
    final String mark() {
        return mark;
    }

    /** The command that the trouble is meant for. */
    abstract String command();

    /** Path and options of the endpoint. */
    abstract String uri();

    /** None, unless it writes. */
    Object body() {
        return null;
    }

    Map<String, Object> headers() {
        return Map.of();
    }

    /** The most commands that are waited for one after the other; each may wait for a session and for its reply. */
    int commands() {
        return 1;
    }

    /** What the route does with a reply. */
    void receive(Exchange exchange) {
    }

    /** What it must be right about, judged when the device is quiet. */
    void judge(Exchange exchange, Evidence evidence) {
        CommandFate fate = fateOf(exchange);
        if (fate == CommandFate.NEVER_SENT) {
            assertThat(evidence.arrived(mark)).as("writes of " + this + " that was said to be never sent").isEmpty();
        } else if (fate == CommandFate.ANSWERED) {
            assertThat(evidence.executed(mark)).as("executed writes of " + this + " that was refused").isEmpty();
        }
    }

    /** What it read without a failure must be all that there was; not judged where the router lied. */
    void judgeComplete(Exchange exchange) {
    }

    /** Null for an exchange that did not fail. */
    static CommandFate fateOf(Exchange exchange) {
        Exception failure = exchange.getException();
        if (failure == null) {
            return null;
        }
        assertThat(failure).as("kind of failure").isInstanceOf(MikrotikException.class);
        return ((MikrotikException) failure).getFate();
    }

    /** Its kind, for the report. */
    final String kind() {
        return getClass().getSimpleName();
    }

    @Override
    public String toString() {
        return kind() + " " + mark;
    }
}
