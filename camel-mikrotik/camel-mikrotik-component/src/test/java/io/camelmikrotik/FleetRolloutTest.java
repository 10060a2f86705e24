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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.exception.RolloutException;
import io.camelmikrotik.write.RolloutResult;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** A roll-out over simulated routers, from a message to its result. */
class FleetRolloutTest extends FleetTestSupport {

    private static final String SET = "/system/identity/set";
    private static final String ROLLOUT = "mikrotik:@*?operation=rollout&to=direct:one&waves=1,100%";

    private final List<String> changed = new CopyOnWriteArrayList<>();

    private void startRollouts() throws Exception {
        start(routes -> {
            routes.from("direct:one")
                    .process(exchange -> changed.add(exchange.getMessage().getHeader(MikrotikConstants.DEVICE, String.class)))
                    .toD("mikrotik:${header.CamelMikrotikDevice}/system/identity/set");
            routes.from("direct:check").toD("mikrotik:${header.CamelMikrotikDevice}/system/identity/print")
                    .filter(routes.simple("${body[0][name]} != 'new'"))
                    .throwException(new IllegalStateException("has not the new name"));
        });
    }

    @Test
    void eachDeviceIsChangedAndVerifiedOnce() throws Exception {
        startFleet(4);
        startRollouts();

        Exchange exchange = send(ROLLOUT + "&verify=direct:check", Map.of("name", "new"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(RolloutResult.class).toString()).contains("4");
        assertThat(changed).containsExactlyInAnyOrder("r0", "r1", "r2", "r3");
        assertThat(fleet.routers()).allMatch(each -> each.journal().writes(SET) == 1);
        assertThat(component.listRollouts()).isEmpty();
    }

    @Test
    void theFirstFailureStopsTheRestAndTheStateFileGoesOnWithTheOthers(@TempDir Path folder) throws Exception {
        startFleet(4);
        fleet.routers().forEach(each -> each.faults().onNext(SET).times(1).trap("4", "failure: no"));
        startRollouts();
        String uri = ROLLOUT + "&parallelism=1&stateFile=" + folder.resolve("state");

        Exchange stopped = send(uri, Map.of("name", "new"));

        assertThat(stopped.getException()).isInstanceOf(RolloutException.class);
        assertThat(changed).hasSize(1);
        fleet.routers().forEach(each -> each.faults().clear());
        Exchange goesOn = send(uri + "&maxFailures=1", Map.of("name", "new"));
        assertThat(goesOn.getException()).isNull();
        assertThat(changed).containsExactlyInAnyOrder("r0", "r1", "r2", "r3");
    }

    private CompletableFuture<Exchange> pausedRollout(BiConsumer<String, String> steer) throws Exception {
        startFleet(4);
        fleet.routers().forEach(each -> each.faults().onNext(SET).delay(Duration.ofMillis(300)));
        startRollouts();
        CompletableFuture<Exchange> rollout = template.asyncSend(
                ROLLOUT + "&parallelism=1", each -> each.getMessage().setBody(Map.of("name", "new")));
        await().atMost(PATIENCE).until(() -> changed.size() == 1);
        steer.accept("pause", "1");
        await().atMost(PATIENCE).until(() -> fleet.router(0).journal().writes(SET) == 1);
        await().during(Duration.ofMillis(700)).atMost(PATIENCE).until(() -> changed.size() == 1);
        return rollout;
    }

    private void byMessage(String action, String id) {
        Exchange steered = send(ROLLOUT, null, Map.of(MikrotikConstants.ROLLOUT_ACTION, action));
        assertThat(steered.getException()).isNull();
        assertThat(steered.getMessage().getHeaders()).doesNotContainKey(MikrotikConstants.ROLLOUT_ACTION);
    }

    private void byConsole(String action, String id) {
        MikrotikDevConsole console = new MikrotikDevConsole();
        console.setCamelContext(context);
        String shown = console.call(DevConsole.MediaType.TEXT, Map.of("action", action, "rollout", id)).toString();
        if (action.equals("pause")) {
            assertThat(shown).contains("roll-out 1");
        }
    }

    @Test
    void aRolloutIsPausedAndResumedByMessages() throws Exception {
        CompletableFuture<Exchange> rollout = pausedRollout(this::byMessage);
        byMessage("resume", null);
        assertThat(rollout).succeedsWithin(PATIENCE).satisfies(end -> assertThat(end.getException()).isNull());
        assertThat(changed).hasSize(4);
    }

    @Test
    void aRolloutIsPausedAndAbortedByTheConsole() throws Exception {
        CompletableFuture<Exchange> rollout = pausedRollout(this::byConsole);
        byConsole("abort", "1");
        assertThat(rollout).succeedsWithin(PATIENCE)
                .satisfies(end -> assertThat(end.getException()).isInstanceOf(RolloutException.class));
        assertThat(changed).hasSize(1);
    }

    @Test
    void aRolloutIsPausedAndAbortedOverJmx() throws Exception {
        CompletableFuture<Exchange> rollout = pausedRollout((action, id) -> component.pauseRollout(id));
        component.abortRollout("1");
        assertThat(rollout).succeedsWithin(PATIENCE)
                .satisfies(end -> assertThat(end.getException()).isInstanceOf(RolloutException.class));
    }

    @Test
    void anActionForNoRolloutOrOfNoNameIsRefused() throws Exception {
        startFleet(1);
        startRollouts();
        for (String action : List.of("pause", "explode")) {
            assertThat(send(ROLLOUT, null, Map.of(MikrotikConstants.ROLLOUT_ACTION, action)).getException())
                    .isInstanceOf(BadInputException.class);
        }
        assertThat(changed).isEmpty();
    }

    @Test
    void aRouterIsChangedAfterThoseBehindIt() throws Exception {
        startFleet(3);
        inventory.get("r1").setLabels("behind=r0");
        inventory.get("r2").setLabels("behind=r1");
        startRollouts();

        assertThat(send(ROLLOUT, Map.of("name", "new")).getException()).isNull();

        assertThat(changed).containsExactly("r2", "r1", "r0");
    }

    @Test
    void aDeviceThatIsOfflineIsReportedAndNoFailure() throws Exception {
        startFleet(3);
        fleet.router(1).shutdown();
        startRollouts();

        Exchange exchange = send(ROLLOUT.replace("waves=1,100%", "waves=100%") + "&offlineDeadline=300", Map.of("name", "new"));

        assertThat(exchange.getException()).isNull();
        assertThat(changed).containsExactlyInAnyOrder("r0", "r2");
        assertThat(exchange.getMessage().getBody(RolloutResult.class).summary()).contains("1 offline");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "mikrotik:@*?operation=rollout                                   | to",
            "mikrotik:r0?operation=rollout&to=direct:one                     | operation=rollout needs a selection",
            "mikrotik:@*/ppp/secret/set?operation=rollout&to=direct:one      | operation=rollout takes no command",
            "mikrotik:@*?operation=rollout&to=direct:one&waves=5             | waves",
            "mikrotik:@*?operation=rollout&to=direct:one&failOn=all          | failOn does not apply",
            "mikrotik:@*?operation=rollout&to=direct:one&readOnly=true       | readOnly does not apply",
            "mikrotik:@*/ppp/secret/print?verify=direct:check                | verify needs operation=rollout" })
    void whatDoesNotFitIsRefusedAtStart(String uri, String why) throws Exception {
        startFleet(1);
        startWithout();
        assertThatThrownBy(() -> context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:x").to(uri);
            }
        })).hasStackTraceContaining(why);
    }
}
