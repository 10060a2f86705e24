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
package io.camelmikrotik;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.camelmikrotik.leaks.LeakCheck;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.write.EnsurePlan;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Text in {@code where} and {@code scope}, in each way to write a route: the rows that have it, as it was written, are
 * selected, or the route does not start. Texts are generated; the seed is printed.
 */
@ExtendWith(LeakCheck.class)
class ConditionTextTest {

    private static final int TEXTS = Integer.getInteger("text.runs", 150);
    private static final String SECRETS = "/ppp/secret";

    private final SimulatedRouter router = SimulatedRouter.start();
    private int routes;

    /** What a condition may be an option of, so that its rows are told. */
    private enum Condition {
        WHERE("where", SECRETS + "/print?properties=comment") {
            @Override
            int selected(Exchange exchange) {
                return exchange.getMessage().getBody(List.class).size();
            }
        },
        SCOPE("scope", SECRETS + "?operation=ensure&key=name&onAbsent=remove&dryRun=true") {
            @Override
            int selected(Exchange exchange) {
                return exchange.getMessage().getBody(EnsurePlan.class).removals().size();
            }
        };

        final String option;
        final String path;

        Condition(String option, String path) {
            this.option = option;
            this.path = path;
        }

        abstract int selected(Exchange exchange);
    }

    @AfterEach
    void stop() {
        router.close();
    }

    @Test
    void everyTextSelectsItsRowsOrIsRefused() throws Exception {
        AlteredTexts texts = new AlteredTexts();
        int asked = 0;
        for (int i = 0; i < TEXTS; i++) {
            String text = texts.next();
            if (text.contains("RAW") || !text.equals(text.strip())) {
                continue;
            }
            router.table(SECRETS).rows().forEach(row -> router.table(SECRETS).remove(row.get(".id")));
            router.table(SECRETS).add("name", "meant", "comment", text);
            for (String other : alterations(text)) {
                router.table(SECRETS).add("name", other + " first", "comment", other);
                router.table(SECRETS).add("name", other + " second", "comment", other);
            }
            String condition = "comment=\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
            try (CamelContext context = new DefaultCamelContext()) {
                MikrotikComponent component = context.getComponent("mikrotik", MikrotikComponent.class);
                component.getConfiguration().setUsername(SimulatedRouter.USERNAME);
                component.getConfiguration().setPassword(SimulatedRouter.PASSWORD);
                context.start();
                for (RouteDsl dsl : RouteDsl.values()) {
                    if (dsl.isAlteredByCamel(condition)) {
                        continue;
                    }
                    for (Condition each : Condition.values()) {
                        String what = text + " in " + each + " by " + dsl + " of " + texts;
                        asked += selects(context, dsl, each, condition, what) ? 1 : 0;
                        boolean started = selects(context, dsl, each, "RAW(" + condition + ")", what + " in RAW()");
                        if (!text.contains(")") && !text.contains("{{") && !text.contains("%")) {
                            assertThat(started).as(what + " in RAW()").isTrue();
                        }
                    }
                }
            }
        }
        assertThat(asked).as("few texts are refused").isGreaterThan(TEXTS * 2);
    }

    /** What it might be taken for on its way. */
    private static Set<String> alterations(String text) {
        Set<String> others = new TreeSet<>(
                List.of(
                        text.replace('+', ' '), text.replace(' ', '+'), text.replace("%41", "A"), text.replace("%25", "%"),
                        text.replace("\\", ""), text.replace("\\", "\\\\"), text.replace("&&", "&"), text.replaceAll("&.*", ""),
                        text.replaceAll("#.*", ""), text.replace("\"", ""), text.replace("'", ""), text + "x"));
        others.removeIf(other -> other.equals(text) || other.isEmpty());
        return others;
    }

    /** @return whether the route started; then it is the one row that is selected */
    private boolean selects(CamelContext context, RouteDsl dsl, Condition condition, String written, String what)
            throws Exception {
        String name = "condition" + routes++;
        try {
            dsl.add(context, name, "mikrotik:" + router.address() + condition.path, condition.option, written);
        } catch (Exception e) {
            return false;
        }
        Exchange sent = context.createProducerTemplate().request("direct:" + name,
                exchange -> exchange.getMessage()
                        .setBody(condition == Condition.SCOPE ? List.<Map<String, Object>> of() : null));
        assertThat(sent.getException()).as(what).isNull();
        assertThat(condition.selected(sent)).as(what).isOne();
        return true;
    }
}
