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
package io.camelmikrotik.devices;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

import io.camelmikrotik.DeviceSource;
import io.camelmikrotik.MikrotikDevice;
import io.camelmikrotik.leaks.RecordedLog;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Each property of a device, as its class has them, in each form of source. */
class DeviceSourcePropertiesTest {

    private static final String CANARY = "c4nary-p4ss";
    private static final Set<String> FREE_TEXT = Set.of("host", "username", "password");
    private static final CamelContext CONTEXT = new DefaultCamelContext();
    private static RecordedLog log;
    private static RecordedLog logOfCamel;

    @TempDir
    static Path directory;

    @BeforeAll
    static void prepare() throws Exception {
        log = RecordedLog.start("io.camelmikrotik");
        logOfCamel = RecordedLog.start("org.apache.camel");
        Properties references = new Properties();
        for (Map.Entry<String, Class<?>> property : properties().entrySet()) {
            references.setProperty("of." + property.getKey(), sample(property.getKey(), property.getValue()));
            if (isBean(property.getValue())) {
                CONTEXT.getRegistry().bind(property.getKey(), property.getValue().getConstructor().newInstance());
            }
        }
        references.setProperty("canary", CANARY + "!");
        CONTEXT.getPropertiesComponent().setInitialProperties(references);
        CONTEXT.start();
    }

    @AfterAll
    static void nothingSecretWasLogged() {
        CONTEXT.stop();
        List<String> lines = new ArrayList<>(log.lines());
        // its own debug lines hold what it resolves, ours and everybody's
        lines.addAll(logOfCamel.lines(Level.INFO));
        log.close();
        logOfCamel.close();
        assertThat(lines).noneMatch(line -> line.contains(CANARY));
    }

    @TestFactory
    Stream<DynamicTest> aPropertyIsTakenByEachOfItsSpellings() {
        return each((property, form) -> {
            MikrotikDevice wanted = device(property, sample(property, properties().get(property)));
            for (String key : spellings(property)) {
                MikrotikDevice taken = take(form, Map.of(key, sample(property, properties().get(property))));
                assertThat(taken.isSameAs(wanted)).as(key).isTrue();
                assertThat(get(taken, property)).as(key).isNotNull().isEqualTo(get(wanted, property));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aPropertyIsTakenByReference() {
        return each((property, form) -> {
            MikrotikDevice wanted = device(property, sample(property, properties().get(property)));

            assertThat(take(form, Map.of(property, "{{of." + property + "}}")).isSameAs(wanted)).isTrue();
        });
    }

    @TestFactory
    Stream<DynamicTest> aReferenceThatDoesNotResolveIsAnErrorThatNamesDeviceAndPropertyOnly() {
        return each((property, form) -> {
            for (String reference : List.of("{{" + CANARY + "}}", "{{env:" + CANARY + "}}", CANARY + "{{",
                    "{{?" + CANARY + "}}")) {
                assertThat(failure(form, Map.of(property, reference))).as(reference)
                        .contains("device core1", property, form == Inventory.JDBC ? "row 1" : "line ")
                        .contains("does not resolve");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aValueThatDoesNotFitIsNotShown() {
        return each((property, form) -> {
            if (FREE_TEXT.contains(property)) {
                assertThat(failure(form, Map.of(property, CANARY, "no-such-key", CANARY))).contains("no-such-key", "core1");
            } else {
                for (String value : List.of(CANARY + "!", "{{canary}}", "-1 " + CANARY)) {
                    assertThat(failure(form, Map.of(property, value)))
                            .contains("device core1, " + property + ": ", form == Inventory.JDBC ? "row 1" : "line ")
                            .doesNotContain("is not accepted");
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aPropertyIsGivenOnce() {
        return each((property, form) -> {
            String sample = sample(property, properties().get(property));

            assertThat(failure(form, Map.of(property, sample, property.toUpperCase(Locale.ROOT) + "_", sample)))
                    .contains("core1", "twice");
        });
    }

    private static Stream<DynamicTest> each(Case check) {
        return properties().keySet().stream().flatMap(property -> Arrays.stream(Inventory.values()).map(
                form -> DynamicTest.dynamicTest(property + " in " + form, () -> check.run(property, form))));
    }

    @FunctionalInterface
    private interface Case {
        void run(String property, Inventory form) throws Exception;
    }

    private static MikrotikDevice take(Inventory form, Map<String, String> given) throws Exception {
        Map<String, MikrotikDevice> devices = source(form, given).devices();
        assertThat(devices).containsOnlyKeys("core1");
        return devices.get("core1");
    }

    /** @return all that the failure says, with its causes */
    private static String failure(Inventory form, Map<String, String> given) throws Exception {
        Map<String, String> withPassword = new LinkedHashMap<>(given);
        withPassword.putIfAbsent("password", CANARY);
        DeviceSource source = source(form, withPassword);
        Throwable failure = catchThrowable(source::devices);
        assertThat(failure).isInstanceOf(IllegalArgumentException.class);
        StringWriter said = new StringWriter();
        failure.printStackTrace(new PrintWriter(said));
        assertThat(said + source.toString()).doesNotContain(CANARY);
        return failure.getMessage();
    }

    private static DeviceSource source(Inventory form, Map<String, String> given) throws Exception {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("name", "core1");
        if (given.keySet().stream().noneMatch(key -> key.toLowerCase(Locale.ROOT).startsWith("host")
                && !key.toLowerCase(Locale.ROOT).startsWith("hostn"))) {
            all.put("host", "192.0.2.1");
        }
        all.putAll(given);
        return form.source(directory, CONTEXT, List.of(all));
    }

    private static Set<String> spellings(String property) {
        String snake = property.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        return new LinkedHashSet<>(List.of(property, snake, snake.replace('_', '-'), snake.toUpperCase(Locale.ROOT)));
    }

    // ---- the properties of MikrotikDevice, by its setters

    private static Map<String, Class<?>> properties() {
        Map<String, Class<?>> properties = new LinkedHashMap<>();
        for (Method method : MikrotikDevice.class.getMethods()) {
            if (method.getName().startsWith("set")) {
                String name = method.getName().substring(3, 4).toLowerCase(Locale.ROOT) + method.getName().substring(4);
                properties.merge(name, method.getParameterTypes()[0], (one, other) -> one == String.class ? other : one);
            }
        }
        assertThat(properties).hasSizeGreaterThan(20);
        return properties;
    }

    private static boolean isBean(Class<?> type) {
        return !Set.of(String.class, Integer.class, Double.class, Boolean.class, Duration.class).contains(type);
    }

    private static String sample(String property, Class<?> type) {
        if (type == Integer.class) {
            return "7";
        }
        if (type == Double.class) {
            return "0.7";
        }
        if (type == Boolean.class) {
            return "true";
        }
        if (type == Duration.class) {
            return "1m7s";
        }
        if (isBean(type)) {
            return "#bean:" + property;
        }
        return switch (property) {
            case "certificateFingerprint" -> "ab:".repeat(31) + "cd";
            case "charset" -> "windows-1251";
            case "allowedCommands" -> "/ppp/**,/ip/address/print";
            case "labels" -> "site=berlin,role=pppoe";
            case "groups" -> "core,pppoe";
            case "host" -> "192.0.2.7";
            case "password" -> " {\"0123\", '#x' : -} ";
            default -> "some " + property;
        };
    }

    private static MikrotikDevice device(String property, String sample) throws Exception {
        MikrotikDevice device = new MikrotikDevice();
        device.setHost("192.0.2.1");
        Class<?> type = properties().get(property);
        Object value = type == Integer.class ? Integer.valueOf(sample)
                : type == Double.class ? Double.valueOf(sample)
                : type == Boolean.class ? Boolean.valueOf(sample)
                : type == Duration.class ? Duration.ofSeconds(67)
                : type == String.class ? sample : CONTEXT.getRegistry().lookupByNameAndType(property, type);
        MikrotikDevice.class.getMethod("set" + suffix(property), type).invoke(device, value);
        return device;
    }

    private static Object get(MikrotikDevice device, String property) throws Exception {
        return MikrotikDevice.class.getMethod("get" + suffix(property)).invoke(device);
    }

    private static String suffix(String property) {
        return property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
    }
}
