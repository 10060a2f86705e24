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
package io.camelmikrotik.simulatortest;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.camelmikrotik.simulator.SimulatedFleet;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.TlsMode;
import io.camelmikrotik.simulator.junit.WithSimulatedRouter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

/** Whose router a test gets. */
class WithSimulatedRouterTest {

    @Nested
    @WithSimulatedRouter
    class ForEachTest {

        // shared by the tests, which have an instance each
        private static final Set<SimulatedRouter> SEEN = new HashSet<>();
        private SimulatedRouter before;

        @BeforeEach
        void remember(SimulatedFleet fleet) {
            before = fleet.router(0);
        }

        @AfterEach
        void isTheSame(SimulatedFleet fleet) {
            assertThat(fleet.router(0)).isSameAs(before);
        }

        @Test
        void isNew(SimulatedRouter router, SimulatedFleet fleet, List<SimulatedRouter> all) {
            check(router);
            assertThat(fleet.routers()).isEqualTo(all).containsExactly(router);
        }

        @Test
        void isNewAgain(SimulatedRouter router) {
            check(router);
        }

        private void check(SimulatedRouter router) {
            assertThat(router).isSameAs(before);
            assertThat(router.identity()).isEqualTo("simulated");
            assertThat(router.isOn()).isTrue();
            assertThat(SEEN).doesNotContain(router).noneMatch(SimulatedRouter::isOn);
            SEEN.add(router);
        }

        @Test
        @WithSimulatedRouter(count = 2, version = "6.48.6", tls = TlsMode.CERTIFICATE, realisticTables = true,
                             configuredBy = Slow.class)
        void isAnotherWhereTheMethodSaysSo(List<SimulatedRouter> routers) {
            assertThat(routers).hasSize(2).allSatisfy(router -> {
                assertThat(router.version()).isEqualTo("6.48.6");
                assertThat(router.tlsPort()).isPositive();
                assertThat(router.table("/interface").rows()).isNotEmpty();
                assertThat(router.table("/system/identity").rows().get(0).get("name")).startsWith("slow");
            });
        }
    }

    static final class Slow implements UnaryOperator<SimulatedRouter.Builder> {
        @Override
        public SimulatedRouter.Builder apply(SimulatedRouter.Builder builder) {
            return builder.identity("slow");
        }
    }

    @Nested
    class ForTheClass {

        private static SimulatedRouter first;

        @AfterAll
        static void isOverAfterIt() {
            assertThat(first.isOn()).isFalse();
        }

        @Nested
        @WithSimulatedRouter(lifecycle = Lifecycle.PER_CLASS)
        class OfAll {

            @BeforeAll
            static void runs(SimulatedRouter router) {
                first = router;
            }

            @Test
            void isTheSame(SimulatedRouter router) {
                assertThat(router).isSameAs(first);
            }

            @Test
            void isTheSameAgain(SimulatedRouter router) {
                assertThat(router).isSameAs(first);
            }

            @Nested
            class OfNestedOnes {
                @Test
                void isTheSame(SimulatedRouter router) {
                    assertThat(router).isSameAs(first);
                }
            }

            @AfterAll
            static void runsStill() {
                assertThat(first.isOn()).isTrue();
            }
        }
    }
}
