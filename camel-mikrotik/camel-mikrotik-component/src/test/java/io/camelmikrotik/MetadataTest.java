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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.util.TimeUtils;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The generated catalogue entry against the code. */
class MetadataTest {

    @Test
    void theComponentsDefaultsAreThoseOfItsFields() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            MikrotikComponent component = context.getComponent("mikrotik", MikrotikComponent.class);
            context.start();
            compare("componentProperties", component, (PropertyConfigurerGetter) component.getComponentPropertyConfigurer());
        }
    }

    @Test
    void theEndpointsDefaultsAreThoseOfItsFields() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            MikrotikComponent component = context.getComponent("mikrotik", MikrotikComponent.class);
            component.getConfiguration().setUsername("api");
            context.start();
            MikrotikEndpoint endpoint = component.configuredEndpoint("mikrotik:core1/ping", "core1/ping", new HashMap<>());
            compare("properties", endpoint, (PropertyConfigurerGetter) component.getEndpointPropertyConfigurer());
        }
    }

    @Test
    void everyOptionAndHeaderIsDescribedAndGrouped() throws IOException {
        for (String section : List.of("componentProperties", "properties", "headers")) {
            metadata().get(section).properties().forEach(option -> {
                assertThat(option.getValue().get("description").asText()).as(option.getKey()).isNotBlank();
                assertThat(option.getValue().get("group").asText()).as(option.getKey()).isNotBlank();
            });
        }
    }

    private static void compare(String section, Object target, PropertyConfigurerGetter getter) throws IOException {
        List<String> differences = new ArrayList<>();
        int documented = 0;
        for (Map.Entry<String, JsonNode> option : metadata().get(section).properties()) {
            JsonNode documentation = option.getValue();
            if (documentation.get("kind").asText().equals("path") || option.getKey().equals("username")
                    || documentation.get("group").asText().equals("scheduler")) {
                continue; // no defaults of ours
            }
            Object value = getter.getOptionValue(target, option.getKey(), false);
            String expected = documentation.path("defaultValue").asText("");
            if (!expected.isEmpty()) {
                documented++;
            }
            if (!same(documentation.get("javaType").asText(), expected, value)) {
                differences.add(option.getKey() + ": documented \"" + expected + "\", is " + value);
            }
        }
        assertThat(differences).isEmpty();
        assertThat(documented).isGreaterThan(10);
    }

    private static boolean same(String type, String documented, Object value) {
        if (documented.isEmpty()) {
            // an object of its own, such as a map, may be there
            return value == null || "".equals(value) || type.contains(".") && !type.startsWith("java.lang");
        }
        if (value instanceof Long millis) {
            return TimeUtils.toMilliSeconds(documented) == millis;
        }
        return value != null && documented.equalsIgnoreCase(value.toString());
    }

    private static JsonNode metadata() throws IOException {
        try (InputStream json = MikrotikComponent.class.getResourceAsStream("/META-INF/io/camelmikrotik/mikrotik.json")) {
            return new ObjectMapper().readTree(json);
        }
    }
}
