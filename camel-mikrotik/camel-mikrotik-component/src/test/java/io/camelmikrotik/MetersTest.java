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

import java.io.File;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.camelmikrotik.internal.component.MeterRegistryLocator;
import io.camelmikrotik.internal.meters.SessionMeters;
import io.camelmikrotik.leaks.RecordedLog;
import io.camelmikrotik.processes.ChildJvm;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class MetersTest extends MikrotikTestSupport {

    private static final String IDENTITY = "/system/identity/print";
    private static final String ADD = "/ppp/secret/add";

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void aCommandIsTimedByHowItEnded() throws Exception {
        startMeasured();
        router.faults().onNext(ADD).trap("1", "no");

        rows(send(uri(IDENTITY), null));
        rows(send(uri(IDENTITY), null));
        send(uri(ADD), Map.of("name", "a"));

        awaitCount(commands("answered"), 2);
        assertThat(commands("answered").totalTime(TimeUnit.NANOSECONDS)).isPositive();
        awaitCount(commands("trap"), 1);
        assertThat(commands("unknown").count()).isZero();
    }

    @Test
    void aCommandWithoutAnswerIsATimeout() throws Exception {
        startMeasured();
        router.faults().onNext(IDENTITY).stall();

        send(uri(IDENTITY + "?requestTimeout=50"), null);

        awaitCount(commands("timeout"), 1);
    }

    @Test
    void aWriteWhoseSessionWasLostIsUnknown() throws Exception {
        startMeasured();
        router.faults().onNext(ADD).executeThenReset();

        send(uri(ADD), Map.of("name", "a"));

        awaitCount(commands("unknown"), 1);
    }

    @Test
    void aReadThatIsRepeatedIsTwoCommands() throws Exception {
        startMeasured();
        router.faults().onNext(IDENTITY).executeThenReset();

        rows(send(uri(IDENTITY), null));

        awaitCount(commands("unknown"), 1);
        awaitCount(commands("answered"), 1);
    }

    @Test
    void aCommandThatStreamsUntilItIsCancelledIsNotTimed() throws Exception {
        context.getRegistry().bind("meters", registry);
        start(routes -> routes.from(uri("/ppp/active/listen")).to("mock:changes"));
        await().atMost(PATIENCE).until(() -> router.journal().count("/ppp/active/listen") == 1);
        await().atMost(PATIENCE).until(() -> commands("answered").count() > 0);

        context.getRouteController().stopAllRoutes();

        assertThat(commands("cancelled").count()).isZero();
    }

    @Test
    void aLoginIsTimedByHowItEnded() throws Exception {
        try (SimulatedRouter other = SimulatedRouter.builder().user("api", "another password").start()) {
            startMeasured();

            rows(send(uri(IDENTITY), null));
            send("mikrotik:" + other.address() + IDENTITY, null);
            other.shutdown();
            send("mikrotik:" + other.address() + IDENTITY + "?username=another", null);

            awaitCount(logins("succeeded"), 1);
            awaitCount(logins("refused"), 1);
            awaitCount(logins("failed"), 1);
        }
    }

    @Test
    void sessionsAndDevicesAreShownByTheirState() throws Exception {
        try (SimulatedRouter other = SimulatedRouter.start()) {
            startMeasured();
            rows(send(uri(IDENTITY), null));
            other.shutdown();
            send("mikrotik:" + other.address() + IDENTITY, null);

            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(gauge("camel.mikrotik.devices", "up")).isEqualTo(1);
                assertThat(gauge("camel.mikrotik.devices", "down")).isEqualTo(1);
                assertThat(gauge("camel.mikrotik.devices", "suspended")).isZero();
            });
            await("the session to go to the store").atMost(PATIENCE)
                    .until(() -> gauge("camel.mikrotik.sessions", "idle") == 1);
            assertThat(gauge("camel.mikrotik.sessions", "in_use")).isZero();
            assertThat(gauge("camel.mikrotik.sessions", "opening")).isZero();
        }
    }

    @Test
    void commandsInFlightAndCallersThatWaitAreShown() throws Exception {
        component.setMaxCommandsPerSession(1);
        startMeasured();
        router.faults().onNext(IDENTITY).times(2).stall();
        String patient = uri(IDENTITY + "?requestTimeout=0");

        template.asyncSend(patient, exchange -> {
        });
        template.asyncSend(patient, exchange -> {
        });

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(registry.get("camel.mikrotik.commands.active").gauge().value()).isEqualTo(1);
            assertThat(registry.get("camel.mikrotik.callers.waiting").gauge().value()).isEqualTo(1);
        });
        router.shutdown();
    }

    @Test
    void sessionsThatTheEvictorClosedAreCounted() throws Exception {
        component.setMinEvictableIdleDuration(1);
        component.setDurationBetweenEvictionRuns(50);
        startMeasured();

        rows(send(uri(IDENTITY), null));

        await().atMost(PATIENCE).until(() -> registry.get("camel.mikrotik.evictions").functionCounter().count() == 1);
    }

    @Test
    void aMeterNamesTheContextAndTheComponentAndTheDeviceOnlyOnDemand() throws Exception {
        startMeasured();
        rows(send(uri(IDENTITY), null));

        assertThat(registry.getMeters()).hasSize(24)
                .allSatisfy(meter -> assertThat(meter.getId().getTag("camelContext")).isEqualTo(context.getName()))
                .allSatisfy(meter -> assertThat(meter.getId().getTag("component")).isEqualTo("mikrotik"))
                .allSatisfy(meter -> assertThat(meter.getId().getTag("device")).isNull());
    }

    @Test
    void withMetersPerDeviceCommandsAreToldApartByTheirDevice() throws Exception {
        component.setMetersPerDevice(true);
        startMeasured();
        rows(send(uri(IDENTITY), null));

        assertThat(registry.get("camel.mikrotik.commands").tag("device", "api@" + router.address()).tag("outcome", "answered")
                .timer().count()).isEqualTo(1);
    }

    @Test
    void withMetersPerDeviceThoseOfADeviceThatIsGoneAreRemovedAndComeBackWithIt() throws Exception {
        component.setMetersPerDevice(true);
        startMeasured();
        rows(send(uri(IDENTITY), null));
        String device = "api@" + router.address();
        assertThat(registry.find("camel.mikrotik.commands").tag("device", device).timers()).isNotEmpty();

        context.getEndpoint(uri(IDENTITY), MikrotikEndpoint.class).client().device().retire();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                registry.getMeters().stream().filter(meter -> device.equals(meter.getId().getTag("device")))).isEmpty());
        rows(send(uri(IDENTITY), null));
        assertThat(registry.get("camel.mikrotik.commands").tag("device", device).tag("outcome", "answered").timer().count())
                .isEqualTo(1);
    }

    @Test
    void everyMeterIsGoneWhenTheComponentHasStopped() throws Exception {
        startMeasured();
        rows(send(uri(IDENTITY), null));
        assertThat(registry.getMeters()).isNotEmpty();

        context.stop();

        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void nothingIsMeasuredWithoutARegistry() throws Exception {
        startWithout();
        rows(send(uri(IDENTITY), null));

        assertThat(MeterRegistryLocator.of(component)).isSameAs(SessionMeters.NONE);
    }

    @Test
    void ofSeveralRegistriesTheOneThatCamelKnowsByNameIsUsed() throws Exception {
        context.getRegistry().bind("other", new SimpleMeterRegistry());
        context.getRegistry().bind("metricsRegistry", registry);
        startWithout();
        rows(send(uri(IDENTITY), null));

        awaitCount(commands("answered"), 1);
    }

    @Test
    void severalRegistriesWithoutThatNameAreAWarningAndNoMeters() throws Exception {
        context.getRegistry().bind("one", new SimpleMeterRegistry());
        context.getRegistry().bind("other", registry);
        startWithout();
        try (RecordedLog log = RecordedLog.start("io.camelmikrotik")) {
            rows(send(uri(IDENTITY), null));

            assertThat(log.lines(Level.WARN)).singleElement().asString().contains("2 meter registries", "metricsRegistry");
            assertThat(registry.getMeters()).isEmpty();
        }
    }

    @Test
    void theComponentWorksWithoutMicrometerOnTheClassPath() throws Exception {
        ProcessBuilder child = ChildJvm.of(Application.class, List.of(), router.address());
        child.command().replaceAll(MetersTest::withoutMicrometer);

        assertThat(ChildJvm.run(Duration.ofMinutes(1), child)).contains("no Micrometer", "MikroTik answered");
    }

    private static String withoutMicrometer(String argument) {
        return Arrays.stream(argument.split(File.pathSeparator)).filter(entry -> !entry.contains("micrometer"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void startMeasured() throws Exception {
        context.getRegistry().bind("meters", registry);
        startWithout();
    }

    /** An exchange may go on a moment before what it waited for is counted. */
    private static void awaitCount(Timer timer, long count) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(timer.count()).isEqualTo(count));
    }

    private Timer commands(String outcome) {
        return registry.get("camel.mikrotik.commands").tag("outcome", outcome).timer();
    }

    private Timer logins(String outcome) {
        return registry.get("camel.mikrotik.logins").tag("outcome", outcome).timer();
    }

    private double gauge(String name, String state) {
        return registry.get(name).tag("state", state).gauge().value();
    }

    /** Sends a command to the device that its argument names. */
    static final class Application {

        private Application() {
        }

        public static void main(String[] arguments) throws Exception {
            try {
                Class.forName("io.micrometer.core.instrument.MeterRegistry");
            } catch (ClassNotFoundException e) {
                System.out.println("no Micrometer");
            }
            try (DefaultCamelContext context = new DefaultCamelContext()) {
                context.start();
                String login = "?username=" + SimulatedRouter.USERNAME + "&password=" + SimulatedRouter.PASSWORD;
                Object answer = context.createProducerTemplate().requestBody(
                        "mikrotik:" + arguments[0] + IDENTITY + login, (Object) null);
                System.out.println(answer.toString().contains("name=") ? "MikroTik answered" : answer);
            }
        }
    }
}
