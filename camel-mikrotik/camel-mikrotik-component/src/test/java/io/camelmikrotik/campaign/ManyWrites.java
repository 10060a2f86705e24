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

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.camelmikrotik.MikrotikConstants;
import io.camelmikrotik.exception.BulkWriteException;
import io.camelmikrotik.exception.EnsureException;
import io.camelmikrotik.write.EnsureResult;
import io.camelmikrotik.write.RowResult;
import io.camelmikrotik.write.WriteOutcome;
import io.camelmikrotik.write.WriteOutcome.State;
import org.apache.camel.Exchange;

import static org.assertj.core.api.Assertions.assertThat;

/** Scenarios that write several rows. */
final class ManyWrites {

    static final String LISTS = "/ip/firewall/address-list";
    private static final int ROWS = 6;

    private ManyWrites() {
    }

    /** Adds accounts, pipelined. */
    static class Bulk extends Scenario {
        private final String options;

        Bulk(String mark, String options) {
            super(mark);
            this.options = options;
        }

        @Override
        String command() {
            return SingleWrites.ACCOUNTS + "/add";
        }

        @Override
        String uri() {
            return command() + "?bulkWindow=3" + options;
        }

        @Override
        Object body() {
            return IntStream.range(0, ROWS).mapToObj(i -> Map.of("name", mark() + "." + i)).toList();
        }

        @Override
        int commands() {
            return ROWS + 2;
        }

        @Override
        void judge(Exchange exchange, Evidence evidence) {
            List<WriteOutcome> outcomes = outcomes(exchange);
            if (outcomes == null) {
                super.judge(exchange, evidence);
                return;
            }
            assertThat(outcomes).as("outcomes of " + this).hasSize(ROWS);
            outcomes.forEach(outcome -> judge(outcome, evidence));
        }

        void judge(WriteOutcome outcome, Evidence evidence) {
            String name = (String) ((Map<?, ?>) outcome.element()).get("name");
            if (outcome.state() == State.DONE) {
                assertThat(evidence.row(SingleWrites.ACCOUNTS, outcome.ret())).as("the row of " + outcome)
                        .containsEntry("name", name);
            } else if (outcome.state() == State.TRAPPED) {
                assertThat(evidence.executed(name)).as("writes of " + outcome).isEmpty();
            } else if (outcome.state() == State.NOT_SENT) {
                assertThat(evidence.arrived(name)).as("writes of " + outcome).isEmpty();
            }
        }

        /** Null if the exchange failed before there were any. */
        @SuppressWarnings("unchecked")
        final List<WriteOutcome> outcomes(Exchange exchange) {
            if (exchange.getException() == null) {
                return exchange.getMessage().getBody(List.class);
            }
            fateOf(exchange);
            return exchange.getException() instanceof BulkWriteException failure ? failure.getOutcomes() : null;
        }
    }

    /** The same in Safe Mode: all of it or nothing. */
    static final class SafeBulk extends Bulk {
        SafeBulk(String mark) {
            super(mark, "&safeMode=true");
        }

        @Override
        void judge(Exchange exchange, Evidence evidence) {
            String end = exchange.getMessage().getHeader(MikrotikConstants.SAFE_MODE, String.class);
            List<Map<String, String>> kept = evidence.rows(SingleWrites.ACCOUNTS, mark());
            if ("released".equals(end)) {
                super.judge(exchange, evidence);
            } else if ("unknown".equals(end)) {
                long executed = evidence.executed(mark()).size();
                assertThat(kept.size()).as("rows of " + this).isIn(0, (int) executed);
            } else {
                assertThat(exchange.getException()).as("failure of " + this + ", Safe Mode " + end).isNotNull();
                assertThat(kept).as("rows of " + this + ", Safe Mode " + end).isEmpty();
            }
        }
    }

    /** Makes a list of its own equal to the body. */
    static final class Ensure extends Scenario {
        Ensure(String mark) {
            super(mark);
        }

        @Override
        String command() {
            return LISTS + "/add";
        }

        @Override
        String uri() {
            return LISTS + "?operation=ensure&scope=list=" + mark() + "&key=address&onAbsent=remove";
        }

        @Override
        Object body() {
            return IntStream.range(0, ROWS)
                    .mapToObj(i -> Map.of("list", mark(), "address", "192.0.2." + i, "comment", mark() + "." + i)).toList();
        }

        @Override
        int commands() {
            return 3 * ROWS;
        }

        @Override
        void judge(Exchange exchange, Evidence evidence) {
            List<Map<String, String>> rows = evidence.rows(LISTS, mark());
            if (exchange.getException() == null) {
                assertThat(rows).as("rows of " + this).hasSize(ROWS);
            } else if (exchange.getException() instanceof EnsureException failure) {
                EnsureResult result = failure.getResult();
                assertThat(rows.size()).as("rows of " + this + ": " + result)
                        .isBetween(result.count(RowResult.State.DONE),
                                result.count(RowResult.State.DONE) + result.count(RowResult.State.UNKNOWN));
            } else {
                super.judge(exchange, evidence);
            }
        }
    }
}
