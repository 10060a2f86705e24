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
package io.camelmikrotik.internal.where;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.session.ApiSession;
import io.camelmikrotik.internal.session.RouterOsTransport;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Random expressions on random rows: what a router makes of the query words, and what is evaluated here, against an
 * evaluation of the same expression that shares no code with either.
 */
class WhereOnRouterTest {

    private static final long SEED = Long.getLong("mikrotik.seed", 20261124);
    private static final int EXPRESSIONS = 3_000;

    /** Of each kind: not known, an option, a status, text. */
    private static final String[] NAMES = { "a", "b", "disabled", "ebgp", "comment", "list" };
    private static final List<String> KNOWN_FLAGS = List.of("disabled", "ebgp");
    private static final List<String> TEXTS = List.of("comment", "list");
    private static final String[] VALUES = {
            "", "yes", "no", "true", "false", "x", "y", "X", "10", "9", "a=b", "x y", "ü", "!x", "?#!", "1d", "192.0.2.1" };

    private final Random random = new Random(SEED);

    @Test
    void aRouterAndWeAcceptTheSameRows() {
        RouterOsTransport transport = new RouterOsTransport(1, task -> new Thread(task, "io"), Runnable::run);
        try (transport; SimulatedRouter router = SimulatedRouter.start()) {
            for (int i = 0; i < 60; i++) {
                router.table("/random/rows").add(randomRow());
            }
            ApiSession session = transport.open(
                    DeviceAccess.of(router.host(), router.port(), SimulatedRouter.USERNAME, SimulatedRouter.PASSWORD));
            List<RouterOsRow> all = print(session, List.of()).join();
            int sent = 0;
            int selective = 0;
            int notKnown = 0;
            for (int i = 0; i < EXPRESSIONS; i++) {
                Expression expression = randomExpression(3);
                CompiledWhere where = WhereExpression.parse(expression.text())
                        .bind(name -> expression.parameters().get(name));

                List<RouterOsRow> expected;
                try {
                    expected = all.stream().filter(expression.accepts()).toList();
                } catch (NotKnown e) {
                    assertThatThrownBy(() -> all.stream().filter(where.filter()).toList())
                            .as("seed %s: %s", SEED, expression).isInstanceOf(BadInputException.class)
                            .hasMessageContaining("it is not known whether");
                    notKnown++;
                    continue;
                }
                List<RouterOsRow> here = all.stream().filter(where.filter()).toList();
                List<RouterOsRow> there = print(session, where.queryWords()).join();

                assertThat(here).as("seed %s, evaluated here: %s", SEED, expression).isEqualTo(expected);
                assertThat(there).as("seed %s, evaluated by the router: %s, sent as %s", SEED, expression, where.queryWords())
                        .containsAll(expected);
                if (!where.filtersHere()) {
                    assertThat(there)
                            .as("seed %s, evaluated by the router alone: %s, sent as %s", SEED, expression, where.queryWords())
                            .isEqualTo(expected);
                }
                sent += where.queryWords().isEmpty() ? 0 : 1;
                selective += expected.isEmpty() || expected.size() == all.size() ? 0 : 1;
            }
            assertThat(sent).as("expressions that sent query words").isGreaterThan(EXPRESSIONS / 4);
            assertThat(notKnown).as("expressions that depend on what is not known").isBetween(EXPRESSIONS / 20,
                    EXPRESSIONS / 3);
            assertThat(selective).as("expressions that tell rows apart").isGreaterThan(EXPRESSIONS / 4);
        }
    }

    private static CompletableFuture<List<RouterOsRow>> print(ApiSession session, List<String> queries) {
        RouterOsCommand print = RouterOsCommand.builder("/random/rows/print").queries(queries).build();
        return session.execute(print, CommandOptions.DEFAULTS).thenApply(reply -> reply.rows());
    }

    private Map<String, String> randomRow() {
        Map<String, String> row = new LinkedHashMap<>();
        for (String name : NAMES) {
            if (random.nextInt(3) > 0) {
                row.put(name, oneOf(VALUES));
            }
        }
        return row;
    }

    // ---- expressions with their meaning

    private record Expression(String text, Map<String, String> parameters, Predicate<RouterOsRow> accepts) {

        @Override
        public String toString() {
            return text + " with " + parameters;
        }
    }

    private Expression randomExpression(int depth) {
        int kind = depth == 0 ? 0 : random.nextInt(6);
        if (kind <= 2) {
            return randomCondition();
        } else if (kind == 3) {
            Expression inner = randomExpression(depth - 1);
            return new Expression(
                    oneOf("not ", "!", "NOT ") + "(" + inner.text() + ")", inner.parameters(), inner.accepts().negate());
        }
        // without parentheses, so that precedence decides: three operands, two operators
        Expression a = grouped(randomExpression(depth - 1));
        Expression b = grouped(randomExpression(depth - 1));
        Expression c = grouped(randomExpression(depth - 1));
        boolean and1 = random.nextBoolean();
        boolean and2 = random.nextBoolean();
        Map<String, String> parameters = new LinkedHashMap<>(a.parameters());
        parameters.putAll(b.parameters());
        parameters.putAll(c.parameters());
        Predicate<RouterOsRow> accepts = !and1 && and2
                ? a.accepts().or(b.accepts().and(c.accepts())) : join(join(a.accepts(), and1, b.accepts()), and2, c.accepts());
        return new Expression(
                a.text() + symbol(and1) + b.text() + symbol(and2) + c.text(), parameters, accepts);
    }

    private static Predicate<RouterOsRow> join(Predicate<RouterOsRow> a, boolean and, Predicate<RouterOsRow> b) {
        return and ? a.and(b) : a.or(b);
    }

    private String symbol(boolean and) {
        return and ? oneOf(" and ", "&&", " AND ") : oneOf(" or ", "||", " OR ");
    }

    private static Expression grouped(Expression inner) {
        return new Expression("(" + inner.text() + ")", inner.parameters(), inner.accepts());
    }

    private Expression randomCondition() {
        String name = oneOf(NAMES);
        String value = oneOf(VALUES);
        boolean asParameter = random.nextInt(3) == 0;
        String parameter = "p" + random.nextInt(1_000_000);
        String operand = asParameter
                ? ":#" + parameter : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        Map<String, String> parameters = asParameter ? Map.of(parameter, value) : Map.of();
        switch (random.nextInt(8)) {
            case 0, 1, 2:
                return new Expression(name + "=" + operand, parameters, row -> equal(name, row.get(name), value));
            case 3, 4:
                return new Expression(name + " != " + operand, parameters, row -> !equal(name, row.get(name), value));
            case 5:
                return new Expression(name, Map.of(), row -> isSet(name, row.get(name)));
            case 6:
                return new Expression("!" + name, Map.of(), row -> !isSet(name, row.get(name)));
            default:
                String letter = oneOf("x", "y", "^1", "e$");
                return new Expression(name + "~" + letter, Map.of(), row -> found(row.get(name), letter));
        }
    }

    private static boolean equal(String name, String stored, String asked) {
        if (stored == null) {
            return asked.isEmpty();
        }
        if (stored.equals(asked)) {
            return true;
        }
        if (name.equals("ebgp") && stored.isEmpty()) {
            return List.of("yes", "true").contains(asked);
        }
        boolean otherSpelling = List.of("yes", "true").containsAll(List.of(stored, asked))
                || List.of("no", "false").containsAll(List.of(stored, asked));
        if (otherSpelling && !KNOWN_FLAGS.contains(name) && !TEXTS.contains(name)) {
            throw new NotKnown();
        }
        return otherSpelling && KNOWN_FLAGS.contains(name);
    }

    private static boolean isSet(String name, String stored) {
        if (TEXTS.contains(name)) {
            return stored != null && !stored.isEmpty();
        }
        return stored != null && !List.of("no", "false").contains(stored) && (name.equals("ebgp") || !stored.isEmpty());
    }

    /** What the expression selects depends on whether the property is a flag. */
    private static final class NotKnown extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    private static boolean found(String stored, String letter) {
        if (stored == null) {
            return false;
        }
        return letter.startsWith("^")
                ? stored.startsWith(letter.substring(1))
                : letter.endsWith("$") ? stored.endsWith(letter.substring(0, 1)) : stored.contains(letter);
    }

    private String oneOf(String... texts) {
        return new ArrayList<>(List.of(texts)).get(random.nextInt(texts.length));
    }
}
