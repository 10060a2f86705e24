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

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.camelmikrotik.documented.TrustedWriteRoutes;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What the component page shows of bulk writes, upsert and files is run. */
@Timeout(60)
class TrustedWriteDocsTest extends MikrotikTestSupport {

    @TempDir
    Path data;

    @Test
    void theRoutesRun() throws Exception {
        MikrotikDevice core1 = new MikrotikDevice();
        core1.setHost(router.host());
        core1.setPort(router.port());
        context.getRegistry().bind("core1", core1);
        context.getPropertiesComponent().addInitialProperty("data", data.toString());
        router.table("/file").add("name", "backup.rsc", "contents", "x".repeat(100_000));
        context.addRoutes(new TrustedWriteRoutes());
        start(routes -> routes.from("direct:outcomes").to("mock:outcomes"));

        Exchange block = send("direct:block", List.of(Map.of("address", "192.0.2.1"), Map.of("address", "192.0.2.1")));
        Exchange account = send("direct:account", Map.of("name", "anna"));
        Exchange backup = send("direct:backup", null);

        assertThat(block.getMessage().getHeaders()).containsEntry(MikrotikConstants.DONE_COUNT, 1L)
                .containsEntry(MikrotikConstants.TRAPPED_COUNT, 1L);
        assertThat(account.getMessage().getHeader(MikrotikConstants.UPSERT_RESULT)).isEqualTo("created");
        assertThat(backup.getException()).isNull();
        assertThat(data.resolve("backup.rsc")).hasSize(100_000);
    }
}
