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
package io.camelmikrotik.springboot;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

import io.camelmikrotik.MikrotikComponent;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.TlsMode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.Test;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What an application is told at its start, and what it brings along itself.
 */
class ApplicationStartTest {

    private static final String OPTION = "--camel.component.mikrotik.";

    @Configuration
    @EnableAutoConfiguration
    static class Application {
    }

    @Configuration
    @EnableAutoConfiguration
    static class TwoRegistries {
        @Bean
        MeterRegistry first() {
            return new SimpleMeterRegistry();
        }

        @Bean
        MeterRegistry second() {
            return new SimpleMeterRegistry();
        }
    }

    @Configuration
    @EnableAutoConfiguration
    static class WithTls {
        @Bean
        SSLContextParameters trusting() {
            return new SSLContextParameters();
        }
    }

    @Test
    void anOptionThatIsMisspeltEndsTheStartWithItsNameAndNotWithItsValue() {
        assertThatThrownBy(() -> start(Application.class, OPTION + "pasword=geheim"))
                .hasStackTraceContaining("no option of the MikroTik component: camel.component.mikrotik.pasword")
                .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain("geheim"));
    }

    @Test
    void anOptionOfADeviceThatIsMisspeltEndsTheStart() {
        assertThatThrownBy(() -> start(Application.class, OPTION + "devices.core1.hots=192.0.2.1"))
                .hasStackTraceContaining("camel.component.mikrotik.devices.core1.hots");
        assertThatThrownBy(() -> start(Application.class, OPTION + "device.core1.host=192.0.2.1"))
                .hasStackTraceContaining("camel.component.mikrotik.device.core1.host");
    }

    @Test
    void anUnknownOptionOfTheEnvironmentEndsTheStartAndKnownOnesAreBound() {
        assertThatThrownBy(() -> startWithEnvironment(Map.of("CAMEL_COMPONENT_MIKROTIK_REQUESTIMEOUT", "5s")))
                .hasStackTraceContaining("camel.component.mikrotik.requestimeout");

        try (ConfigurableApplicationContext application = startWithEnvironment(Map.of(
                "CAMEL_COMPONENT_MIKROTIK_REQUEST_TIMEOUT", "5s", "CAMEL_COMPONENT_MIKROTIK_CONNECTTIMEOUT", "2s",
                "CAMEL_COMPONENT_MIKROTIK_DEVICES_CORE1_HOST", "192.0.2.1",
                "CAMEL_COMPONENT_MIKROTIK_DEVICES_CORE1_REQUEST_TIMEOUT", "3s"))) {
            MikrotikComponent component = component(application);
            assertThat(component.getConfiguration().getRequestTimeout()).isEqualTo(5_000);
            assertThat(component.getConfiguration().getConnectTimeout()).isEqualTo(2_000);
            assertThat(component.getDevices().get("core1").getHost()).isEqualTo("192.0.2.1");
            assertThat(component.getDevices().get("core1").getRequestTimeout()).hasSeconds(3);
        }
    }

    @Test
    void theFailureIsOneSentenceWithWhatToDo() {
        UnknownOptionException failure = new UnknownOptionException(Map.of("camel.component.mikrotik.pasword", "file, line 3"));

        assertThat(new UnknownOptionAnalyzer().analyze(failure)).satisfies(analysis -> {
            assertThat(analysis.getDescription()).isEqualTo(
                    "no option of the MikroTik component: camel.component.mikrotik.pasword (file, line 3)");
            assertThat(analysis.getAction()).contains("Correct the name");
        });
    }

    @Test
    void aValueOutOfItsRangeFailsWithTheNameOfTheOption() {
        assertThatThrownBy(() -> use(OPTION + "request-timeout=-1s"))
                .hasStackTraceContaining("requestTimeout must be at least 0");
        assertThatThrownBy(() -> use(OPTION + "connect-timeout=1ns"))
                .hasStackTraceContaining("connectTimeout must be a whole number of milliseconds");
        assertThatThrownBy(() -> use(OPTION + "io-threads=many"))
                .hasStackTraceContaining("camel.component.mikrotik.io-threads");
    }

    @Test
    void withSeveralMeterRegistriesThePrimaryOneIsUsed() {
        try (SimulatedRouter router = SimulatedRouter.start();
             ConfigurableApplicationContext application = start(TwoRegistries.class, credentials())) {
            identity(application, router);

            assertThat(application.getBean("first", MeterRegistry.class).getMeters())
                    .anyMatch(meter -> meter.getId().getName().startsWith("camel.mikrotik."));
            assertThat(application.getBean("second", MeterRegistry.class).getMeters())
                    .anyMatch(meter -> meter.getId().getName().startsWith("camel.mikrotik."));
        }
    }

    @Test
    void healthIsDownWhenNoDeviceCanBeReachedAndUpAsLongAsNoneIsUsed() {
        try (SimulatedRouter router = SimulatedRouter.start();
             ConfigurableApplicationContext application = start(Application.class, credentials())) {
            HealthIndicator indicator = application.getBean("mikrotikHealthIndicator", HealthIndicator.class);
            assertThat(health(indicator).getStatus()).isEqualTo(Status.UP);
            router.shutdown();
            assertThatThrownBy(() -> identity(application, router)).isNotNull();

            assertThat(health(indicator).getStatus()).isEqualTo(Status.DOWN);
        }
    }

    @Test
    void anOptionCanBeABeanOfTheApplication() {
        try (ConfigurableApplicationContext application
                = start(WithTls.class, OPTION + "devices.core1.ssl-context-parameters=#bean:trusting",
                        OPTION + "ssl-context-parameters=#trusting")) {
            SSLContextParameters bean = application.getBean(SSLContextParameters.class);
            assertThat(component(application).getConfiguration().getSslContextParameters()).isSameAs(bean);
            assertThat(component(application).getDevices().get("core1").getSslContextParameters()).isSameAs(bean);
        }
    }

    @Test
    void attributesKeepTheirNamesAndCamelsPlaceholdersAreReplaced() {
        try (ConfigurableApplicationContext application
                = start(Application.class, OPTION + "attributes.src-address={{of.the.application}}",
                        "--of.the.application=192.0.2.1")) {
            assertThat(component(application).getConfiguration().getAttributes())
                    .containsExactly(Map.entry("src-address", "192.0.2.1"));
        }
    }

    @Test
    void thePropertiesCanBeSwitchedOff() {
        try (ConfigurableApplicationContext application
                = start(Application.class, OPTION + "max-total-per-key=5", OPTION + "customizer.enabled=false")) {
            assertThat(component(application).getMaxTotalPerKey()).isEqualTo(2);
        }
    }

    @Test
    void tlsNeedsNoBeanWhereTheFingerprintIsKnown() {
        try (SimulatedRouter router = SimulatedRouter.builder().tls(TlsMode.CERTIFICATE).start();
             ConfigurableApplicationContext application
                     = start(Application.class, with(
                             credentials(), OPTION + "tls=true",
                             OPTION + "certificate-fingerprint=" + SimulatedRouter.certificateFingerprint()))) {
            assertThat(application.getBean(ProducerTemplate.class).requestBody(
                    "mikrotik:" + router.host() + ":" + router.tlsPort() + "/system/identity/print", null, String.class))
                    .contains(router.identity());
        }
    }

    private static ConfigurableApplicationContext start(Class<?> application, String... arguments) {
        SpringApplication spring = new SpringApplication(application);
        spring.setWebApplicationType(WebApplicationType.NONE);
        spring.setBannerMode(Banner.Mode.OFF);
        return spring.run(arguments);
    }

    private static ConfigurableApplicationContext startWithEnvironment(Map<String, Object> variables) {
        SpringApplication spring = new SpringApplication(Application.class);
        spring.setWebApplicationType(WebApplicationType.NONE);
        spring.setBannerMode(Banner.Mode.OFF);
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().replace(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        spring.setEnvironment(environment);
        return spring.run();
    }

    private static void use(String... arguments) {
        try (ConfigurableApplicationContext application = start(Application.class, arguments)) {
            component(application);
        }
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static String[] credentials() {
        return new String[] {
                OPTION + "username=" + SimulatedRouter.USERNAME, OPTION + "password=" + SimulatedRouter.PASSWORD };
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
    }

    private static Health health(HealthIndicator indicator) {
        return indicator.health(true);
    }

    private static MikrotikComponent component(ConfigurableApplicationContext application) {
        return application.getBean(CamelContext.class).getComponent("mikrotik", MikrotikComponent.class);
    }

    private static String identity(ConfigurableApplicationContext application, SimulatedRouter router) {
        return application.getBean(ProducerTemplate.class)
                .requestBody("mikrotik:" + router.address() + "/system/identity/print", null, String.class);
    }
}
