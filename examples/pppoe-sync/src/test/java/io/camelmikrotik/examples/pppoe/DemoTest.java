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
package io.camelmikrotik.examples.pppoe;

import java.time.Duration;

import io.camelmikrotik.simulator.Faults;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the exit code of the demo rests on, and how a real router is named. */
class DemoTest {

    @Test
    void theDemoEndsWell() throws Exception {
        assertThat(Demo.play()).isTrue();
    }

    @Test
    void theDemoTellsWhenTheRouterIsNotInStep() throws Exception {
        try (SimulatedRouter router = DemoRouter.start()) {
            router.faults().onNext("/ppp/secret/add").times(Faults.ALWAYS).trap("4", "failure: out of memory");
            assertThat(Demo.play(router, Duration.ofSeconds(1))).isFalse();
        }
    }

    @Test
    void threePropertiesNameARouter() throws Exception {
        try (SimulatedRouter router = DemoRouter.start(); Billing billing = new Billing("jdbc:h2:mem:billing", "sa", "")) {
            billing.dropTable();
            billing.createTable();
            System.setProperty("router.address", router.address());
            System.setProperty("router.username", DemoRouter.USERNAME);
            System.setProperty("router.password", DemoRouter.PASSWORD);
            Main main = PppoeSyncApplication.main(new SyncReport());
            try {
                main.start();
                await().atMost(Duration.ofSeconds(60)).until(() -> router.journal().count("/ppp/active/print") > 0);
            } finally {
                main.stop();
                System.clearProperty("router.address");
                System.clearProperty("router.username");
                System.clearProperty("router.password");
            }
        }
    }
}
