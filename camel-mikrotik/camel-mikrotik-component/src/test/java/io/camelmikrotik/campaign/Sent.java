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

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

import static org.assertj.core.api.Assertions.assertThat;

/** a scenario's exchange on its way: how often it was answered and how often it ended, and when. */
final class Sent {

    private final Scenario scenario;
    private final Trouble trouble;
    private final long began = System.nanoTime();
    private final AtomicInteger received = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private volatile Exchange exchange;
    private volatile Duration took;

    /** @param trouble {@code null} for none */
    Sent(Scenario scenario, Trouble trouble) {
        this.scenario = scenario;
        this.trouble = trouble;
    }

    /** First step of the route. */
    void begin(Exchange routed) {
        routed.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                ended.incrementAndGet();
            }
        });
    }

    /** Step of the route behind the command. */
    void receive(Exchange routed) {
        received.incrementAndGet();
        try {
            scenario.receive(routed);
        } catch (AssertionError wrong) {
            // on a route that goes on after a reply, an Error reaches nobody
            throw new IllegalStateException(wrong);
        }
    }

    /** The exchange came back to its sender. */
    void ended(Exchange result) {
        took = Duration.ofNanos(System.nanoTime() - began);
        exchange = result;
    }

    boolean isTroubled() {
        return trouble != null;
    }

    String kind() {
        return scenario.kind();
    }

    String outcome() {
        return exchange.getException() == null ? "done" : exchange.getException().getClass().getSimpleName();
    }

    /** What was read without a failure is all that there was to be read. */
    void judgeComplete() {
        if (exchange.getException() == null) {
            scenario.judgeComplete(exchange);
        }
    }

    /** @param stopped whether the context was stopped meanwhile: then Camel itself refuses exchanges */
    void judge(Evidence evidence, Duration oneCommand, boolean stopped) {
        Exception failure = exchange.getException();
        if (failure != null && failure.getCause() instanceof AssertionError wrong) {
            throw wrong;
        }
        assertThat(took).as("time of " + this).isLessThan(oneCommand.multipliedBy(2L * scenario.commands()).plusSeconds(20));
        // rows that are streamed may fail on their way
        assertThat(received.get()).as("replies to " + this).isBetween(failure == null ? 1 : 0, 1);
        if (stopped && failure != null && !failure.getClass().getName().startsWith("io.camelmikrotik")) {
            return;
        }
        assertThat(ended.get()).as("ends of " + this).isOne();
        try {
            scenario.judge(exchange, evidence);
        } catch (AssertionError wrong) {
            throw new AssertionError(this + evidence.story(scenario.mark()), wrong);
        }
    }

    @Override
    public String toString() {
        return scenario + " with " + trouble + (exchange == null
                ? "" : ": " + outcome() + " "
                       + (exchange.getException() == null ? "" : exchange.getException().getMessage()));
    }
}
