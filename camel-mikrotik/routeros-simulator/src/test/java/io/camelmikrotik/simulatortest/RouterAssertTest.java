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

import java.time.Duration;
import java.util.stream.Stream;

import io.camelmikrotik.simulator.RouterAssert;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.junit.WithSimulatedRouter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static io.camelmikrotik.simulator.RouterAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What holds, and what is said when it does not. */
@WithSimulatedRouter
class RouterAssertTest {

    /** What a test would write. */
    interface Expectation {
        void of(RouterAssert router);
    }

    @BeforeEach
    void use(SimulatedRouter router) throws Exception {
        try (RawClient client = RawClient.login(router.host(), router.port())) {
            client.ask("/ppp/secret/add", "=name=anna", "=password=s3cret", "=profile=default");
            client.ask("/ppp/secret/print", "?password=s3cret");
            client.ask("/ppp/secret/remove", "=.id=*99");
        }
    }

    @Test
    void whatTheRouterSawHolds(SimulatedRouter router) {
        assertThat(router).received("/ppp/secret/add", "name", "anna", "password", "***").executed("/ppp/secret/add")
                .received("/ppp/secret/remove").receivedTimes(1, "/ppp/secret/print").neverReceived("/ppp/secret/set")
                .receivedInOrder("/ppp/secret/add", "/ppp/secret/remove").wrote(1).hasLogins(1).hadSessionsAtMost(1)
                .hasRow("/ppp/secret", "name", "anna").hasNoRow("/ppp/secret", "name", "bert")
                .within(Duration.ofSeconds(10)).hasSessions(0);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                expectation("received", router -> router.received("/ppp/secret/add", "name", "bert")),
                expectation("received", router -> router.received("/ppp/secret/set")),
                expectation("executed", router -> router.executed("/ppp/secret/remove")),
                expectation("times", router -> router.receivedTimes(2, "/ppp/secret/add")),
                expectation("expected no", router -> router.neverReceived("/ppp/secret/add")),
                expectation("order", router -> router.receivedInOrder("/ppp/secret/print", "/ppp/secret/add")),
                expectation("2 writes", router -> router.wrote(2)),
                expectation("0 writes", RouterAssert::wroteNothing),
                expectation("2 logins", router -> router.hasLogins(2)),
                expectation("7 sessions", router -> router.hasSessions(7)),
                expectation("0 sessions at most", router -> router.hadSessionsAtMost(0)),
                expectation("listens", router -> router.isListenedTo("/ppp/active")),
                expectation("no row", router -> router.hasNoRow("/ppp/secret", "name", "anna")),
                expectation("a row", router -> router.hasRow("/ppp/secret", "name", "bert")),
                expectation("within PT0.02S", router -> router.within(Duration.ofMillis(20)).isListenedTo("/ppp/active")));
    }

    private static Arguments expectation(String said, Expectation expectation) {
        return Arguments.of(said, expectation);
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatDoesNotHoldIsToldWithWhatTheRouterSawAndWithoutSecrets(
            String said, Expectation expectation, SimulatedRouter router) {
        assertThatThrownBy(() -> expectation.of(assertThat(router))).isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("simulated at 127.0.0.1:").hasMessageContaining(said)
                .hasMessageNotContaining("s3cret");
    }
}
