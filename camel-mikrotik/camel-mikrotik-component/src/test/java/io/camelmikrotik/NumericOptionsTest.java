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

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Every option that is a number or a time, as the generated metadata knows them, with texts that are neither: Camel
 * would take most of them for 0.
 */
class NumericOptionsTest {

    private static final List<String> NO_NUMBERS
            = List.of("abc", "-5s", "-5", "5x", "5s5", "5S", "1w", "0x10", "5,5", "1_000", "-PT5S", "s",
                    "99999999999999999999", "1e3", "-0.5", "NaN", "Infinity", " ");
    private static final List<String> NO_TIMES_BUT_DECIMALS = List.of("1.5s", "5 s", "2147483647d", "9223372036854775807");
    private static final List<String> TIMES = List.of("500", "5s", "1h30m", "2d", "250ms", "1m1ms", "PT5S");

    private static CamelContext context;
    private static int endpoints;

    @BeforeAll
    static void startContext() {
        context = new DefaultCamelContext();
        component(context);
        context.start();
    }

    @AfterAll
    static void stopContext() {
        context.stop();
    }

    static Stream<Arguments> options() throws IOException {
        List<Arguments> options = new ArrayList<>();
        for (String section : List.of("componentProperties", "properties")) {
            metadata().get(section).properties().forEach(option -> {
                String type = option.getValue().get("javaType").asText();
                if (Set.of("int", "long", "double", "java.time.Duration").contains(type)) {
                    options.add(Arguments.of(section, option.getKey(), type));
                }
            });
        }
        assertThat(options).hasSizeGreaterThan(40);
        return options.stream();
    }

    @ParameterizedTest
    @MethodSource("options")
    void whatIsNoNumberIsRefusedWithTheOptionsName(String section, String option, String type) throws Exception {
        List<String> texts = new ArrayList<>(NO_NUMBERS);
        if (!type.equals("double")) {
            texts.addAll(NO_TIMES_BUT_DECIMALS);
        }
        if (type.equals("int")) {
            texts.addAll(List.of("5s", "2147483648", "-2147483649"));
        }
        for (String text : texts) {
            assertThatThrownBy(() -> use(section, option, text)).as(option + "=" + text)
                    .satisfies(
                            e -> assertThat(rootOf(e)).isInstanceOf(IllegalArgumentException.class).message().contains(option));
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    void whatIsOneIsTakenAsItIs(String section, String option, String type) throws Exception {
        if (type.equals("long")) {
            for (String text : TIMES) {
                use(section, option, text);
            }
        } else {
            use(section, option, "7");
        }
    }

    /** 0 is refused, or its meaning is described. */
    @ParameterizedTest
    @MethodSource("options")
    void nothingIsTakenForEverInSilence(String section, String option, String type) throws Exception {
        JsonNode metadata = metadata().get(section).get(option);
        if (metadata.get("group").asText().equals("scheduler")) {
            return; // Camel's own
        }
        boolean described = metadata.get("description").asText().matches("(?s).*\\b0\\b.*")
                || Set.of("bulkCommandsPerSecond", "bulkMaxOutcomes", "bulkLogInterval", "bulkResumeTimeout",
                        "idleProbeInterval")
                        .contains(option);
        if (!described) {
            assertThatThrownBy(() -> use(section, option, "0")).as(option)
                    .satisfies(
                            e -> assertThat(rootOf(e)).isInstanceOf(IllegalArgumentException.class).message().contains(option));
        }
    }

    @Test
    void whatJavaSetsIsLookedAtToo() throws Exception {
        try (DefaultCamelContext own = new DefaultCamelContext()) {
            MikrotikComponent component = component(own);
            own.start();
            component.getConfiguration().setRequestTimeout(-5_000);
            assertThatThrownBy(() -> own.getEndpoint("mikrotik:192.0.2.1/ping"))
                    .hasStackTraceContaining("requestTimeout must be at least 0");
        }
    }

    @ParameterizedTest
    @MethodSource("deviceTexts")
    void aRegisteredDevicesTimesAreLookedAtToo(String option, String text) {
        Main main = new Main();
        main.addInitialProperty("camel.beans.core1", "#class:" + MikrotikDevice.class.getName());
        main.addInitialProperty("camel.beans.core1.host", "192.0.2.1");
        main.addInitialProperty("camel.beans.core1." + option, text);
        main.addInitialProperty("camel.component.mikrotik.username", "api");
        try {
            assertThatThrownBy(() -> {
                main.start();
                main.getCamelContext().getEndpoint("mikrotik:core1/ping").start();
            }).hasStackTraceContaining(option);
        } finally {
            main.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "requestTimeout", "validateAfterIdle", "connectTimeout", "maxWait" })
    void aRegisteredDevicesTimesAreTaken(String option) throws Exception {
        Main main = new Main();
        main.addInitialProperty("camel.beans.core1", "#class:" + MikrotikDevice.class.getName());
        main.addInitialProperty("camel.beans.core1." + option, "1m30s");
        try {
            main.start();
            MikrotikDevice device = main.getCamelContext().getRegistry().lookupByNameAndType("core1", MikrotikDevice.class);
            assertThat(device).extracting(option).isEqualTo(Duration.ofSeconds(90));
        } finally {
            main.stop();
        }
    }

    static Stream<Arguments> deviceTexts() {
        return Stream
                .of("connectTimeout", "loginTimeout", "requestTimeout", "maxWait", "validateAfterIdle",
                        "minEvictableIdleDuration",
                        "maxTotalPerKey", "maxCommandsPerSession", "port")
                .flatMap(option -> Stream.of("abc", "-5s", "-5").map(text -> Arguments.of(option, text)));
    }

    @Test
    void mainRefusesThemForTheComponent() {
        Main main = new Main();
        main.addInitialProperty("camel.component.mikrotik.username", "api");
        main.addInitialProperty("camel.component.mikrotik.request-timeout", "abc");
        try {
            assertThatThrownBy(main::start).hasStackTraceContaining("must be a time such as 500")
                    .hasStackTraceContaining("imeout");
        } finally {
            main.stop();
        }
    }

    private static Throwable rootOf(Throwable e) {
        return e.getCause() == null ? e : rootOf(e.getCause());
    }

    private static void use(String section, String option, String text) throws Exception {
        if (section.equals("properties")) {
            // of its own, for Camel gives the same one for the same URI
            context.getEndpoint("mikrotik:router" + endpoints++ + "/ping", Map.of(option, text));
            return;
        }
        MikrotikComponent other = new MikrotikComponent(context);
        other.build();
        other.getConfiguration().setUsername("api");
        other.getComponentPropertyConfigurer().configure(context, other, option, text, false);
        other.init();
        // what is for all endpoints is looked at with them
        other.createEndpoint("mikrotik:192.0.2.1/ping");
    }

    private static MikrotikComponent component(CamelContext context) {
        MikrotikComponent component = context.getComponent("mikrotik", MikrotikComponent.class);
        component.getConfiguration().setUsername("api");
        return component;
    }

    private static JsonNode metadata() throws IOException {
        try (InputStream json = MikrotikComponent.class.getResourceAsStream("/META-INF/io/camelmikrotik/mikrotik.json")) {
            return new ObjectMapper().readTree(json);
        }
    }
}
