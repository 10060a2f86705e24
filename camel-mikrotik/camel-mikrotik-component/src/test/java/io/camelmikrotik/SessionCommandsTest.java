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

import io.camelmikrotik.catalogue.CommandKind;
import io.camelmikrotik.catalogue.RouterOsCatalogue;
import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.routeros.RouterOsCommand;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Commands about the session, which routes share: refused in every way in which a route could send one. */
class SessionCommandsTest extends MikrotikTestSupport {

    private static Set<String> sessionCommands() {
        Set<String> commands = new TreeSet<>(Set.of("/login", "/cancel", "/quit", "/exit"));
        RouterOsCatalogue.get().commandPaths().stream().filter(path -> CommandKind.of(path).isAboutSession())
                .forEach(commands::add);
        assertThat(commands).hasSizeGreaterThan(7).contains("/safe-mode/take");
        return commands;
    }

    @Test
    void noneOfThemIsSentByEndpointHeaderBodyOrList() throws Exception {
        start(routes -> routes.from("direct:open").to(uri("")));
        for (String command : sessionCommands()) {
            assertThatThrownBy(() -> context.getEndpoint(uri(command)).createProducer()).as(command)
                    .hasStackTraceContaining("not for routes");
            assertThat(send("direct:open", null, Map.of(MikrotikConstants.COMMAND, command)).getException()).as(command)
                    .isInstanceOf(BadInputException.class).hasMessageContaining("not for routes");
            assertThat(send("direct:open", RouterOsCommand.of(command)).getException()).as(command)
                    .isInstanceOf(BadInputException.class).hasMessageContaining("not for routes");
            assertThat(send("direct:open", List.of(RouterOsCommand.of("/system/identity/print"), RouterOsCommand.of(command)))
                    .getException()).as(command).isInstanceOf(BadInputException.class).hasMessageContaining("not for routes");
            assertThat(send("direct:open", List.of(Map.of()), Map.of(MikrotikConstants.COMMAND, command)).getException())
                    .as(command).isInstanceOf(BadInputException.class);
        }
        assertThat(router.journal().commands()).isEmpty();
    }
}
