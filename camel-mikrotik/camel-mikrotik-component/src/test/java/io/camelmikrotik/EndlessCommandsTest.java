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

import io.camelmikrotik.catalogue.CommandKind;
import io.camelmikrotik.catalogue.RouterOsCatalogue;
import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.routeros.RouterOsCommand;
import org.apache.camel.Consumer;
import org.apache.camel.support.ScheduledPollConsumer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Commands that send rows until they are cancelled, every one of the catalogue: streamed, limited or refused. */
class EndlessCommandsTest extends MikrotikTestSupport {

    private static final String[] LIMITS = CommandKind.limits().toArray(String[]::new);

    private static List<String> endless() {
        List<String> endless = RouterOsCatalogue.get().commandPaths().stream()
                .filter(path -> RouterOsCommand.of(path).isEndless()).toList();
        assertThat(endless).hasSizeGreaterThan(80);
        return endless;
    }

    private void refusedAtStart(String commandAndOptions) {
        assertThatThrownBy(() -> context.getEndpoint(uri(commandAndOptions)).createProducer()).as(commandAndOptions)
                .hasStackTraceContaining("until it is cancelled").hasStackTraceContaining("attribute.duration=")
                .hasStackTraceContaining("streaming=true");
    }

    private void starts(String commandAndOptions) throws Exception {
        assertThat(context.getEndpoint(uri(commandAndOptions)).createProducer()).as(commandAndOptions).isNotNull();
    }

    @Test
    void whereTheUriSaysAllOfTheCommandItIsRefusedAtStart() throws Exception {
        startWithout();
        for (String path : endless()) {
            refusedAtStart(path + "?ignoreBody=true");
            refusedAtStart(path + "?attribute.interface=ether1");
        }
        refusedAtStart("/ppp/active/listen");
        refusedAtStart("/ppp/active/print?attribute.follow=");
        refusedAtStart("/ppp/active/print?attribute.interval=1s");
        assertThat(router.journal().commands()).isEmpty();
    }

    @Test
    void whatIsLimitedOrStreamedStarts() throws Exception {
        startWithout();
        for (String path : endless()) {
            starts(path + "?ignoreBody=true&streaming=true");
            for (String limit : LIMITS) {
                starts(path + "?attribute." + limit + "=1");
                starts(path + "?attribute." + limit + "=:#limit");
            }
        }
    }

    @Test
    void whereTheMessageSaysTheRestItIsRefusedAtTheMessage() throws Exception {
        start(routes -> routes.from("direct:open").to(uri("")));
        for (String path : endless()) {
            for (Object body : new Object[] { null, Map.of("interface", "ether1") }) {
                assertThat(send(uri(path), body).getException()).as(path).isInstanceOf(BadInputException.class)
                        .hasMessageContaining("until it is cancelled");
                assertThat(send("direct:open", body, Map.of(MikrotikConstants.COMMAND, path)).getException()).as(path)
                        .isInstanceOf(BadInputException.class).hasMessageContaining("until it is cancelled");
            }
            assertThat(send("direct:open", RouterOsCommand.of(path)).getException()).as(path)
                    .isInstanceOf(BadInputException.class).hasMessageContaining("until it is cancelled");
        }
        assertThat(router.journal().commands()).isEmpty();
    }

    @Test
    void aLimitOfTheMessageCounts() throws Exception {
        startWithout();

        assertThat(rows(send(uri("/ping"), Map.of("address", "192.0.2.1", "count", 2, "interval", "10ms")))).hasSize(2);
        assertThat(rows(send(uri("/ping?attribute.address=192.0.2.1&attribute.interval=10ms&attribute.count=:#times"),
                Map.of("times", 2)))).hasSize(2);
        assertThat(rows(send(uri("/interface/monitor-traffic"), Map.of("interface", "ether1", "once", "")))).hasSize(1);
    }

    @Test
    void asAConsumerItIsStreamedAndNotPolled() throws Exception {
        startWithout();
        for (String path : endless()) {
            Consumer consumer = context.getEndpoint(uri(path)).createConsumer(exchange -> {
            });
            assertThat(consumer).as(path).isInstanceOf(MikrotikStreamConsumer.class);
            assertThatThrownBy(() -> context.getEndpoint(uri(path + "?delay=5000")).createConsumer(exchange -> {
            })).as(path).hasStackTraceContaining("for commands that are polled");
            assertThat(context.getEndpoint(uri(path + "?allowPolledWrites=true&attribute.duration=1s"))
                    .createConsumer(exchange -> {
                    })).as(path).isInstanceOf(ScheduledPollConsumer.class);
        }
    }
}
