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

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.camelmikrotik.MikrotikComponent;
import io.camelmikrotik.MikrotikDevice;
import io.camelmikrotik.leaks.LeakCheck;
import org.apache.camel.main.Main;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What the component page shows of sources of devices, run. */
@ExtendWith(LeakCheck.class)
class DeviceSourcePageTest {

    private static final Path PAGE = Path.of("src", "main", "docs", "mikrotik-component.adoc");

    @TempDir
    Path directory;

    private final Main main = new Main();

    @AfterEach
    void stop() {
        main.stop();
    }

    private static String block(String language, String word) throws IOException {
        Matcher block
                = Pattern.compile("(?ms)^\\[source," + language + "]\\n----\\n(.*?)^----$").matcher(Files.readString(PAGE));
        while (block.find()) {
            if (block.group(1).contains(word)) {
                return block.group(1);
            }
        }
        throw new AssertionError("the page shows no " + language + " with " + word);
    }

    private void configure(String word) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(block("properties", word)));
        properties.stringPropertyNames().forEach(name -> main.addInitialProperty(name, properties.getProperty(name)));
    }

    /** By the source that the component has found. */
    private Map<String, MikrotikDevice> devices() throws Exception {
        return main.getCamelContext().getComponent("mikrotik", MikrotikComponent.class).getDeviceSource().devices();
    }

    private static void assertAsShown(Map<String, MikrotikDevice> devices) {
        assertThat(devices.keySet()).containsExactly("core1", "core2");
        MikrotikDevice core1 = devices.get("core1");
        assertThat(core1.getHost()).isEqualTo("192.0.2.1");
        assertThat(core1.getPassword()).isEqualTo("first");
        assertThat(core1.getTls()).isTrue();
        assertThat(core1.getRequestTimeout()).hasSeconds(10);
        assertThat(core1.getLabels()).isEqualTo(Map.of("site", "berlin", "role", "pppoe"));
        assertThat(core1.getGroups()).isEqualTo(Set.of("core", "north"));
        MikrotikDevice core2 = devices.get("core2");
        assertThat(core2.getPassword()).isEqualTo("second");
        assertThat(core2.getRequestTimeout()).isNull();
        assertThat(core2.getLabels()).isEqualTo(Map.of("site", "berlin", "role", "backbone"));
        assertThat(core2.getGroups()).isEqualTo(Set.of("core"));
    }

    private static String withSecrets(String text) {
        return text.replace("{{env:CORE1_PASSWORD}}", "first").replace("{{env:CORE2_PASSWORD}}", "second");
    }

    @Test
    void theFileIsFoundByItsProperties() throws Exception {
        Path file = Files.writeString(directory.resolve("devices.csv"), withSecrets(block("csv", "core1")));
        configure("FileDeviceSource");
        main.addInitialProperty("camel.beans.routers.file", file.toString());
        main.start();

        assertAsShown(devices());
    }

    @Test
    void jsonAndYamlSayTheSame() throws Exception {
        for (String name : new String[] { "devices.json", "devices.yaml", "devices.yml" }) {
            FileDeviceSource source = new FileDeviceSource();
            source.setFile(Files.writeString(directory.resolve(name), withSecrets(block("json", "core1"))).toString());

            assertAsShown(source.devices());
        }
    }

    @Test
    void theTableIsAskedByItsProperties() throws Exception {
        configure("JdbcDeviceSource");
        main.start();
        JdbcDataSource inventory = main.getCamelContext().getRegistry().lookupByNameAndType("inventory", JdbcDataSource.class);
        try (Connection kept = inventory.getConnection(); Statement statement = kept.createStatement()) {
            statement.execute(
                    "create table router (name varchar, address varchar, password varchar, site varchar, active boolean)");
            statement.execute("insert into router values ('core1', '192.0.2.1', 'first', 'berlin', true), "
                              + "('old', '192.0.2.9', null, null, false)");

            assertThat(devices()).containsOnlyKeys("core1");
            assertThat(devices().get("core1").getLabels()).isEqualTo(Map.of("site", "berlin"));
        }
    }
}
