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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.camelmikrotik.exception.CommandNotAllowedException;
import io.camelmikrotik.exception.ScriptNotAppliedException;
import io.camelmikrotik.exception.ScriptNotAppliedException.Outcome;
import io.camelmikrotik.simulator.Faults;
import io.camelmikrotik.simulator.RouterAssert;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@Timeout(300)
class ApplyScriptTest extends MikrotikTestSupport {

    private static final String CHANGE = "/ip firewall address-list add list=lan address=192.0.2.1";
    private static final String UNDO = "/ip firewall address-list remove [find list=lan]";
    private static final String CUT_OFF = CHANGE + "\n/ip service set api disabled=yes";
    private static final String LET_IN = UNDO + "\n/ip service set api disabled=no";

    private Exchange apply(String options, Object body) throws Exception {
        startWithout();
        return send(uri("/system/script?operation=applyScript" + options), body);
    }

    private static Map<String, Object> scripts(String source, String revert) {
        return Map.of("source", source, "revert", revert);
    }

    private static void assertOutcome(Exchange exchange, Outcome outcome) {
        assertThat(exchange.getException()).isInstanceOfSatisfying(ScriptNotAppliedException.class,
                e -> assertThat(e.getOutcome()).as(e.getMessage()).isEqualTo(outcome));
    }

    private int changes() {
        return router.table("/ip/firewall/address-list").find("list", "lan").size();
    }

    private void assertNothingIsLeft() {
        assertThat(router.table("/system/script").rows()).isEmpty();
        assertThat(router.table("/system/scheduler").rows()).isEmpty();
    }

    @Test
    void aScriptThatEndsWellIsConfirmedAndNothingIsLeftOfIt() throws Exception {
        Exchange done = apply("", scripts(CHANGE, UNDO));

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getHeader(MikrotikConstants.SCRIPT_RESULT)).isEqualTo("applied");
        assertThat(changes()).isEqualTo(1);
        assertNothingIsLeft();
        assertThat(router.journal().logins()).as("it was looked at over new sessions").isGreaterThanOrEqualTo(2);
    }

    @Test
    void theTimerStandsBeforeTheScriptIsStarted() throws Exception {
        apply("", scripts(CHANGE, UNDO));

        RouterAssert.assertThat(router).receivedInOrder("/system/script/add",
                "/system/scheduler/add", "/system/scheduler/print", "/execute", "/system/scheduler/remove");
    }

    @Test
    void aScriptThatFailsIsRevertedByTheRouter() throws Exception {
        Exchange failed = apply("&confirmTimeout=3s", scripts(CHANGE + "\n:error \"no such port\"", UNDO));

        assertOutcome(failed, Outcome.REVERTED);
        assertThat(failed.getException()).hasMessageContaining(router.address()).hasMessageContaining("log");
        assertThat(changes()).isZero();
        assertNothingIsLeft();
    }

    @Test
    void aScriptThatCutsTheRouterOffIsRevertedByTheRouter() throws Exception {
        Exchange failed = apply("&confirmTimeout=3s", scripts(CUT_OFF, LET_IN));

        assertOutcome(failed, Outcome.REVERTED);
        assertThat(changes()).isZero();
        assertThat(router.table("/ip/service").find("name", "api").get(0)).containsEntry("disabled", "false");
        assertNothingIsLeft();
    }

    @Test
    void aScriptThatCutsTheRouterOffIsRevertedByItsBackup() throws Exception {
        router.table("/ip/firewall/address-list").add("list", "kept", "address", "192.0.2.9");

        Exchange failed = apply("&confirmTimeout=3s&revert=backup", CUT_OFF);

        assertOutcome(failed, Outcome.REVERTED);
        assertThat(changes()).isZero();
        assertThat(router.table("/ip/firewall/address-list").find("list", "kept")).hasSize(1);
        assertNothingIsLeft();
    }

    @Test
    void aScriptThatRebootsTheRouterBeforeItsEndIsReverted() throws Exception {
        Exchange rebooted = apply("&confirmTimeout=4s", scripts(CHANGE + "\n/system reboot", UNDO));

        assertOutcome(rebooted, Outcome.REVERTED);
        assertThat(changes()).as("a script that does not come to its end has not ended well").isZero();
    }

    @Test
    void whatTheVerificationRefusesIsReverted() throws Exception {
        start(routes -> {
            routes.from("direct:check").process(each -> {
                assertThat(each.getMessage().getHeader(MikrotikConstants.DEVICE)).isEqualTo(router.address());
                throw new IllegalStateException("no neighbours");
            });
            routes.from("direct:apply").to(
                    uri("/system/script?operation=applyScript&confirmTimeout=3s&verify=direct:check"));
        });

        Exchange failed = send("direct:apply", scripts(CHANGE, UNDO));

        assertOutcome(failed, Outcome.REVERTED);
        assertThat(failed.getException()).hasMessageContaining("no neighbours");
        assertThat(changes()).isZero();
    }

    @Test
    void aScriptThatTheRouterDoesNotTakeIsNotStarted() throws Exception {
        router.faults().onNext("/system/scheduler/add").trap(null, "failure: no space left");

        Exchange refused = apply("", scripts(CHANGE, UNDO));

        assertOutcome(refused, Outcome.NOT_STARTED);
        assertThat(refused.getException()).hasMessageContaining("no space left");
        assertThat(changes()).isZero();
        assertNothingIsLeft();
    }

    @Test
    void aChangeThatIsNotConfirmedYetKeepsAnotherFromBeingStarted() throws Exception {
        router.table("/system/script").add("name", "camel-apply", "source", CHANGE, "comment",
                "camel-mikrotik 19a0-beef done");
        router.table("/system/scheduler").add("name", "camel-apply", "interval", "1h", "on-event", "", "comment",
                "camel-mikrotik 19a0-beef");

        Exchange refused = apply("", scripts(CHANGE, UNDO));

        assertOutcome(refused, Outcome.NOT_STARTED);
        assertThat(refused.getException()).hasMessageContaining("not confirmed");
        assertThat(router.table("/system/scheduler").rows()).hasSize(1);
    }

    @Test
    void whatAnApplicationThatDiedHasLeftIsTakenAway() throws Exception {
        router.table("/system/script").add("name", "camel-apply", "source", ":put old", "comment",
                "camel-mikrotik 19a0-beef ready");
        router.table("/system/script").add("name", "camel-apply-revert", "source", ":put old", "comment",
                "camel-mikrotik 19a0-beef");

        assertThat(apply("", scripts(CHANGE, UNDO)).getException()).isNull();
        assertThat(changes()).isEqualTo(1);
        assertNothingIsLeft();
    }

    @Test
    void aScriptOfSomebodyElseWithThatNameIsLeftAlone() throws Exception {
        router.table("/system/script").add("name", "camel-apply", "source", ":put theirs", "comment", "mine");

        assertOutcome(apply("", scripts(CHANGE, UNDO)), Outcome.NOT_STARTED);
        assertThat(router.table("/system/script").rows()).hasSize(1);
    }

    @Test
    void nothingIsSentThatMayNotBe() throws Exception {
        startWithout();
        assertThatThrownBy(() -> {
            Exchange refused = send(uri("/system/script?operation=applyScript&readOnly=true"), scripts(CHANGE, UNDO));
            throw refused.getException();
        }).satisfiesAnyOf(e -> assertThat(e).isInstanceOf(CommandNotAllowedException.class),
                e -> assertThat(e).hasMessageContaining("readOnly"));
        assertThat(router.journal().commands()).isEmpty();
    }

    @Test
    void whatDoesNotFitIsRefused() throws Exception {
        startWithout();
        assertThat(send(uri("/system/script?operation=applyScript"), CHANGE).getException())
                .hasMessageContaining("revert");
        assertThat(send(uri("/system/script?operation=applyScript"), scripts("x".repeat(60_001), UNDO)).getException())
                .hasMessageContaining("operation=upload");
        assertThatThrownBy(() -> send(uri("/ip/service?operation=applyScript"), CHANGE))
                .hasMessageContaining("/system/script");
        assertThatThrownBy(() -> send(uri("/system/script?operation=applyScript&confirmTimeout=1s"), CHANGE))
                .hasMessageContaining("confirmTimeout");
        assertThat(router.journal().commands()).isEmpty();
    }

    /**
     * The commands of a change, each of which may be the one at which the session is lost, before or after the router
     * has executed it.
     */
    @TestFactory
    Stream<DynamicTest> theOutcomeIsTrueWhicheverCommandTheSessionIsLostAt() {
        Map<String, Consumer<Faults.Rule>> losses = Map.of(
                "before", Faults.Rule::cutBeforeExecuting, "after", Faults.Rule::executeThenCut);
        return losses.entrySet().stream().flatMap(loss -> IntStream.range(0, 14).mapToObj(index -> DynamicTest.dynamicTest(
                "lost at command " + index + ", " + loss.getKey() + " it was executed",
                () -> checkOutcome(index, loss.getValue()))));
    }

    private void checkOutcome(int index, Consumer<Faults.Rule> loss) throws Exception {
        router.faults().clear();
        router.table("/ip/firewall/address-list").clear();
        loss.accept(router.faults().onNext(command -> true).after(index));

        Exchange first = apply("&confirmTimeout=3s", scripts(CHANGE + "\n:delay 100ms", UNDO));
        router.faults().clear();

        if (first.getException() == null) {
            assertThat(changes()).as("applied").isEqualTo(1);
            await().during(Duration.ofMillis(500)).atMost(PATIENCE).until(() -> changes() == 1);
        } else {
            Outcome outcome = ((ScriptNotAppliedException) first.getException()).getOutcome();
            assertThat(outcome).as(first.getException().getMessage()).isNotEqualTo(Outcome.UNKNOWN);
            assertThat(changes()).as(outcome.name()).isZero();
        }
        router.table("/ip/firewall/address-list").clear();
        Exchange second = apply("&confirmTimeout=4s", scripts(CHANGE, UNDO));
        assertThat(second.getException()).as("what is left does not stand in the way of the next").isNull();
        assertThat(changes()).isEqualTo(1);
        assertNothingIsLeft();
    }

    @Test
    void eachRouterOfASelectionTellsItsOutcome() throws Exception {
        try (SimulatedRouter other = SimulatedRouter.start()) {
            other.faults().onNext("/system/scheduler/add").trap(null, "failure: no space left");
            component.setDevices(Map.of("one", device(router), "two", device(other)));
            startWithout();

            Exchange exchange = send("mikrotik:@*/system/script?operation=applyScript&failOn=never", scripts(CHANGE, UNDO));

            assertThat(exchange.getException()).isNull();
            List<?> results = exchange.getMessage().getBody(List.class);
            assertThat(results).extracting(each -> ((DeviceResult) each).state())
                    .containsExactly(DeviceResult.State.DONE, DeviceResult.State.FAILED);
            assertThat(changes()).isEqualTo(1);
        }
    }

    private static MikrotikDevice device(SimulatedRouter router) {
        MikrotikDevice device = new MikrotikDevice();
        device.setHost(router.host());
        device.setPort(router.port());
        return device;
    }
}
