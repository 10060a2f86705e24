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

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.camel.util.StringHelper;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What editors complete is what the component has.
 */
class PropertiesMetadataTest {

    private static final String PREFIX = "camel.component.mikrotik.";

    @Test
    void everyOptionOfTheComponentIsThereWithItsTypeAndDescription() throws Exception {
        Map<String, Object> options = json("META-INF/io/camelmikrotik/mikrotik.json").getMap("componentProperties");
        Map<String, JsonObject> properties = properties();

        Set<String> expected = options.keySet().stream().map(option -> PREFIX + StringHelper.camelCaseToDash(option))
                .collect(Collectors.toSet());
        assertThat(expected).hasSizeGreaterThan(70);
        assertThat(properties.keySet()).containsAll(expected);
        assertThat(properties.values()).allSatisfy(property -> {
            assertThat(property.getString("description")).isNotBlank();
            assertThat(property.getString("type")).contains(".");
        });
    }

    @Test
    void timesAndNumbersHaveTheirDefaults() throws Exception {
        assertThat(properties().get(PREFIX + "request-timeout"))
                .containsEntry("type", "java.time.Duration").containsEntry("defaultValue", "30s");
        assertThat(properties().get(PREFIX + "worker-pool-size").getString("defaultValue")).isEqualTo("20");
        assertThat(properties().get(PREFIX + "devices").getString("type"))
                .isEqualTo("java.util.Map<java.lang.String, io.camelmikrotik.MikrotikDevice>");
    }

    private static Map<String, JsonObject> properties() throws Exception {
        Collection<JsonObject> all = json("META-INF/spring-configuration-metadata.json").getCollection("properties");
        return all.stream().collect(Collectors.toMap(each -> each.getString("name"), each -> each));
    }

    /** Of the module itself, not of another jar: both files are in several. */
    private static JsonObject json(String resource) throws Exception {
        for (var found : java.util.Collections.list(PropertiesMetadataTest.class.getClassLoader().getResources(resource))) {
            JsonObject json = read(found);
            if (json.toJson().contains("mikrotik")) {
                return json;
            }
        }
        throw new IOException("not on the class path: " + resource);
    }

    private static JsonObject read(java.net.URL resource) throws Exception {
        try (Reader text = new InputStreamReader(resource.openStream(), StandardCharsets.UTF_8)) {
            return (JsonObject) Jsoner.deserialize(text);
        }
    }
}
