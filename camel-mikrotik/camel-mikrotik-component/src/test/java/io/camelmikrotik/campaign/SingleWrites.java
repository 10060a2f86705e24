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

import io.camelmikrotik.MikrotikConstants;
import org.apache.camel.Exchange;

import static org.assertj.core.api.Assertions.assertThat;

/** Scenarios that write one row. */
final class SingleWrites {

    static final String ACCOUNTS = "/ppp/secret";

    private SingleWrites() {
    }

    /** Adds an account. */
    static final class Add extends Scenario {
        Add(String mark) {
            super(mark);
        }

        @Override
        String command() {
            return ACCOUNTS + "/add";
        }

        @Override
        String uri() {
            return command() + "?attribute.service=pppoe";
        }

        @Override
        Object body() {
            return Map.of("name", mark());
        }

        @Override
        void judge(Exchange exchange, Evidence evidence) {
            super.judge(exchange, evidence);
            if (exchange.getException() == null) {
                String id = exchange.getMessage().getHeader(MikrotikConstants.RET, String.class);
                assertThat(evidence.row(ACCOUNTS, id)).as("the row of " + this).containsEntry("name", mark());
            }
        }
    }

    /** Sets the comment of an account that is there. */
    static final class Set extends Scenario {
        private final String id;

        Set(String mark, String id) {
            super(mark);
            this.id = id;
        }

        @Override
        String command() {
            return ACCOUNTS + "/set";
        }

        @Override
        String uri() {
            return command();
        }

        @Override
        Object body() {
            return Map.of(".id", id, "comment", mark());
        }

        @Override
        void judge(Exchange exchange, Evidence evidence) {
            super.judge(exchange, evidence);
            if (exchange.getException() == null) {
                assertThat(evidence.executed(mark())).as("executed writes of " + this).hasSize(1);
            }
        }
    }

    /** Makes sure that an account is there. */
    static final class Upsert extends Scenario {
        Upsert(String mark) {
            super(mark);
        }

        @Override
        String command() {
            return ACCOUNTS + "/add";
        }

        @Override
        String uri() {
            return ACCOUNTS + "?operation=upsert&key=name";
        }

        @Override
        Object body() {
            return Map.of("name", mark(), "comment", "upserted");
        }

        @Override
        int commands() {
            return 4;
        }

        @Override
        void judge(Exchange exchange, Evidence evidence) {
            super.judge(exchange, evidence);
            if (exchange.getException() == null) {
                assertThat(evidence.rows(ACCOUNTS, mark())).as("rows of " + this).hasSize(1);
            }
        }
    }
}
