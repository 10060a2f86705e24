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

import java.util.Iterator;
import java.util.List;
import java.util.Map;

import io.camelmikrotik.routeros.RouterOsRow;
import org.apache.camel.Exchange;

import static org.assertj.core.api.Assertions.assertThat;

/** Scenarios that write nothing. */
final class Reads {

    private Reads() {
    }

    /** Asks for the router's name. */
    static final class Identity extends Scenario {
        private final String name;

        Identity(String mark, String name) {
            super(mark);
            this.name = name;
        }

        @Override
        String command() {
            return "/system/identity/print";
        }

        @Override
        String uri() {
            return command();
        }

        @Override
        void receive(Exchange exchange) {
            // a reply cut short by a device that lies has no rows
            assertThat(rows(exchange)).as("rows of " + this).hasSizeLessThanOrEqualTo(1)
                    .allSatisfy(row -> assertThat(row).containsEntry("name", name).doesNotContainKey("service"));
        }
    }

    /** Asks for one account by its name. */
    static final class Account extends Scenario {
        private final String name;

        Account(String mark, String name) {
            super(mark);
            this.name = name;
        }

        @Override
        String command() {
            return "/ppp/secret/print";
        }

        @Override
        String uri() {
            return command() + "?where=name=:#account";
        }

        @Override
        Map<String, Object> headers() {
            return Map.of("account", name);
        }

        @Override
        void receive(Exchange exchange) {
            assertThat(rows(exchange)).as("rows of " + this).hasSizeLessThanOrEqualTo(1)
                    .allSatisfy(row -> assertThat(row).containsEntry("name", name));
        }

        @Override
        void judgeComplete(Exchange exchange) {
            assertThat(rows(exchange)).as("rows of " + this).hasSize(1);
        }
    }

    /** Streams the accounts, and sometimes leaves early. */
    static final class Accounts extends Scenario {
        private final int wanted;
        private int received;
        private boolean complete;

        Accounts(String mark, int wanted) {
            super(mark);
            this.wanted = wanted;
        }

        @Override
        String command() {
            return "/ppp/secret/print";
        }

        @Override
        String uri() {
            return command() + "?streaming=true";
        }

        @Override
        int commands() {
            return 2;
        }

        @Override
        void receive(Exchange exchange) {
            Iterator<?> rows = exchange.getMessage().getBody(Iterator.class);
            while (received < wanted && rows.hasNext()) {
                assertThat((RouterOsRow) rows.next()).as("a row of " + this).containsKeys(".id", "name");
                received++;
            }
            complete = received < wanted;
        }

        @Override
        void judgeComplete(Exchange exchange) {
            if (complete) {
                assertThat(received).as("rows of " + this).isGreaterThanOrEqualTo(Episode.ACCOUNTS);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static List<RouterOsRow> rows(Exchange exchange) {
        return exchange.getMessage().getBody(List.class);
    }
}
