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

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the component page says of operations and of registered devices is all there is. */
class OperationsPageTest extends MikrotikTestSupport {

    private static final Path PAGE = Path.of("src", "main", "docs", "mikrotik-component.adoc");
    private static final List<Class<?>> MANAGED = List.of(
            MikrotikComponent.class, MikrotikEndpoint.class, MikrotikListenConsumer.class, MikrotikStreamConsumer.class);

    @Test
    void everyMeterIsOnThePageWithItsTagsAndTheirValues() throws Exception {
        MeterRegistry registry = new SimpleMeterRegistry();
        context.getRegistry().bind("meters", registry);
        startWithout();
        rows(send(uri("/system/identity/print"), null));
        String page = section("==== Meters", "==== The log");

        assertThat(registry.getMeters()).isNotEmpty().allSatisfy(meter -> {
            String type = meter.getId().getType().name().toLowerCase(Locale.ROOT);
            assertThat(page).contains("| `" + meter.getId().getName() + "` | " + type + " |");
            meter.getId().getTags().forEach(tag -> assertThat(page).contains("`" + tag.getKey() + "`"));
            meter.getId().getTags().stream().filter(tag -> List.of("state", "outcome").contains(tag.getKey()))
                    .forEach(tag -> assertThat(page).contains("`" + tag.getValue() + "`"));
        });
    }

    @Test
    void everyAttributeAndOperationOfOurMBeansIsOnThePage() throws Exception {
        String page = section("==== JMX", "==== Dev console");

        assertThat(managed(method -> method.isAnnotationPresent(ManagedAttribute.class))).isNotEmpty()
                .allSatisfy(method -> assertThat(page).contains("`" + method.getName().replaceFirst("^(get|is)", "") + "`"));
        assertThat(managed(method -> method.isAnnotationPresent(ManagedOperation.class))).isNotEmpty()
                .allSatisfy(method -> assertThat(page).contains("`" + method.getName() + "("));
    }

    @Test
    void everyPropertyOfARegisteredDeviceIsOnThePage() throws Exception {
        String page = section("=== Registered devices", "=== Sessions");

        assertThat(MikrotikDevice.class.getMethods()).filteredOn(method -> method.getName().startsWith("set")).isNotEmpty()
                .allSatisfy(method -> assertThat(page).contains("`" + property(method) + "`"));
    }

    private static List<Method> managed(Predicate<Method> annotated) {
        return MANAGED.stream().flatMap(type -> Arrays.stream(type.getDeclaredMethods())).filter(annotated).toList();
    }

    private static String property(Method setter) {
        String name = setter.getName().substring("set".length());
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private static String section(String from, String to) throws Exception {
        String page = Files.readString(PAGE);
        return page.substring(page.indexOf(from), page.indexOf(to));
    }
}
