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
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import io.camelmikrotik.exception.BulkWriteException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.write.WriteOutcome;
import org.apache.camel.Exchange;

/** What a route of the mixed load does with its device, and what must be true of each of its exchanges. */
enum MixedRoute {

    PRINT(MixedRoute.LISTS + "/print", 1),
    SELECT(MixedRoute.LISTS + "/print?where=comment=even&properties=address,comment", 1),
    STREAM(MixedRoute.LISTS + "/print?streaming=true", 2),
    IDENTITY("/system/identity/print", 1),
    ADD(MixedRoute.WRITTEN + "/add", 1),
    SET(MixedRoute.LISTS + "/set?attribute.numbers=*1", 1),
    UPSERT(MixedRoute.WRITTEN + "?operation=upsert&key=name", 4),
    BULK(MixedRoute.WRITTEN + "/add?bulkWindow=3", 6);

    static final String LISTS = "/ip/firewall/address-list";
    /** A menu without rules of its own: it takes the same row twice. */
    static final String WRITTEN = "/mixed/written";
    static final int ROWS = 40;
    private static final int ELEMENTS = 4;

    private final String uri;
    private final int commands;

    /** @param commands the most that are waited for one after the other */
    MixedRoute(String uri, int commands) {
        this.uri = uri;
        this.commands = commands;
    }

    String uri() {
        return uri;
    }

    /** The command that a trouble is meant for. */
    String command() {
        return switch (this) {
            case PRINT, SELECT, STREAM -> LISTS + "/print";
            case IDENTITY -> uri;
            case SET -> LISTS + "/set";
            case ADD, UPSERT, BULK -> WRITTEN + "/add";
        };
    }

    Object body(String mark) {
        return switch (this) {
            case ADD, UPSERT -> Map.of("name", mark);
            case SET -> Map.of("list", mark);
            case BULK -> IntStream.range(0, ELEMENTS).mapToObj(i -> Map.of("name", mark + "." + i)).toList();
            default -> null;
        };
    }

    /** Of one exchange, if each of its commands is tried twice. */
    Duration deadline(Duration oneCommand) {
        return oneCommand.multipliedBy(2L * commands);
    }

    /** What the route does with a reply; for a stream, while it is read. */
    void receive(Exchange exchange) {
        switch (this) {
            case PRINT -> requireRows(ROWS, exchange.getMessage().getBody(List.class).iterator());
            case STREAM -> requireRows(ROWS, exchange.getMessage().getBody(Iterator.class));
            case SELECT -> requireRows(ROWS / 2, exchange.getMessage().getBody(List.class).iterator());
            case IDENTITY -> require(exchange.getMessage().getBody(List.class).size() == 1, "one identity");
            default -> {
            }
        }
    }

    private void requireRows(int expected, Iterator<?> rows) {
        Set<Object> addresses = new HashSet<>();
        int received = 0;
        while (rows.hasNext()) {
            addresses.add(((Map<?, ?>) rows.next()).get("address"));
            received++;
        }
        require(received == expected && addresses.size() == expected,
                expected + " rows, but " + received + " with " + addresses.size() + " addresses");
    }

    private void require(boolean condition, String what) {
        if (!condition) {
            // on a route that goes on after a reply, an Error reaches nobody
            throw new IllegalStateException(new AssertionError(this + ": expected " + what));
        }
    }

    /** @return what is wrong, or {@code null} */
    String judge(Exchange exchange, String mark, MixedWitness witness) {
        Exception failure = exchange.getException();
        if (failure instanceof BulkWriteException bulk) {
            return judge(bulk.getOutcomes(), witness);
        }
        CommandFate fate = failure instanceof MikrotikException known ? known.getFate() : null;
        if (failure != null && fate == null) {
            return "failed with " + failure;
        }
        return switch (this) {
            case ADD, SET, UPSERT -> judge(mark, fate, witness);
            case BULK -> failure != null
                    ? IntStream.range(0, ELEMENTS).mapToObj(i -> judge(mark + "." + i, fate, witness))
                            .filter(wrong -> wrong != null).findFirst().orElse(null)
                    : judge(outcomes(exchange), witness);
            default -> null;
        };
    }

    private static String judge(String mark, CommandFate fate, MixedWitness witness) {
        int executed = witness.executed(mark);
        boolean right = fate == null
                ? executed == 1 : fate == CommandFate.NEVER_SENT || fate == CommandFate.ANSWERED ? executed == 0
                : executed <= 1;
        return right ? null : mark + " was executed " + executed + " times, and told as " + (fate == null ? "done" : fate);
    }

    private static String judge(List<WriteOutcome> outcomes, MixedWitness witness) {
        for (WriteOutcome outcome : outcomes) {
            int executed = witness.executed((String) ((Map<?, ?>) outcome.element()).get("name"));
            boolean right = switch (outcome.state()) {
                case DONE -> executed == 1;
                case TRAPPED, NOT_SENT -> executed == 0;
                default -> executed <= 1;
            };
            if (!right) {
                return outcome + ", executed " + executed + " times";
            }
        }
        return null;
    }

    @SuppressWarnings("unchecked")
    private static List<WriteOutcome> outcomes(Exchange exchange) {
        return exchange.getMessage().getBody(List.class);
    }
}
