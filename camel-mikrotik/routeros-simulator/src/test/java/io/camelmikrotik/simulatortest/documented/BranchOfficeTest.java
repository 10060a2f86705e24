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
package io.camelmikrotik.simulatortest.documented;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import javax.net.SocketFactory;

import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.junit.WithSimulatedRouter;
import me.legrange.mikrotik.ApiConnection;
import me.legrange.mikrotik.MikrotikApiException;
import me.legrange.mikrotik.ResultListener;
import org.junit.jupiter.api.Test;

import static io.camelmikrotik.simulator.RouterAssert.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

@WithSimulatedRouter(seed = "branch.rsc", version = "7.17")
class BranchOfficeTest {

    @Test
    void tellsWhoDialsIn(SimulatedRouter router) throws Exception {
        BlockingQueue<Map<String, String>> online = new LinkedBlockingQueue<>();
        try (ApiConnection client = connect(router)) {
            client.execute("/ppp/active/listen", new Listener(online));
            // what is told before that is told to nobody
            assertThat(router).within(Duration.ofSeconds(10)).isListenedTo("/ppp/active");

            router.ppp().up("anna");

            assertEquals("203.0.113.10", online.poll(10, TimeUnit.SECONDS).get("address"));
        }
        assertThat(router).hasLogins(1).wroteNothing();
    }

    @Test
    @WithSimulatedRouter(count = 3, version = "6.48.6")
    void addsAnAccountToEachOfThree(List<SimulatedRouter> routers) throws Exception {
        for (SimulatedRouter router : routers) {
            try (ApiConnection client = connect(router)) {
                client.execute("/ppp/secret/add name=carl password=carl-s3cret");
            }
            assertThat(router).executed("/ppp/secret/add", "name", "carl").wrote(1)
                    .hasRow("/ppp/secret", "name", "carl", "disabled", "false");
        }
    }

    /** The client under test; here it is me.legrange's. */
    private static ApiConnection connect(SimulatedRouter router) throws MikrotikApiException {
        ApiConnection client = ApiConnection.connect(SocketFactory.getDefault(), router.host(), router.port(), 5_000);
        client.login(SimulatedRouter.USERNAME, SimulatedRouter.PASSWORD);
        return client;
    }

    private record Listener(BlockingQueue<Map<String, String>> rows) implements ResultListener {

        @Override
        public void receive(Map<String, String> row) {
            rows.add(row);
        }

        @Override
        public void error(MikrotikApiException e) {
            // the connection was closed
        }

        @Override
        public void completed() {
            // a listen has no end
        }
    }
}
