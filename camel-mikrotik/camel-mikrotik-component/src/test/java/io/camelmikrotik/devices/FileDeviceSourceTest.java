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

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.camelmikrotik.MikrotikDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Files of devices: their forms, and files that are not what they must be. */
class FileDeviceSourceTest {

    @TempDir
    Path directory;

    private FileDeviceSource source(String name, String text) throws IOException {
        FileDeviceSource source = new FileDeviceSource();
        source.setFile(Files.writeString(directory.resolve(name), text).toString());
        return source;
    }

    private Map<String, MikrotikDevice> devices(String name, String text) throws IOException {
        return source(name, text).devices();
    }

    private void assertRefused(String name, String text, String... said) {
        assertThatThrownBy(() -> devices(name, text)).as(text).isInstanceOf(IllegalArgumentException.class).hasNoCause()
                .hasMessageContaining(name).hasMessageContainingAll(said);
    }

    // ---- forms

    @Test
    void jsonIsAListOrAMapFromNames() throws IOException {
        MikrotikDevice listed = devices("list.json", """
                [ { "name": "core1", "host": "192.0.2.1", "port": 8729, "tls": true, "password": null,
                    "labels": { "site": "berlin", "role": null }, "groups": [ "core", "pppoe" ] } ]""").get("core1");
        MikrotikDevice mapped = devices("map.json", """
                { "core1": { "host": "192.0.2.1", "port": "8729", "tls": "true", "labels": "site=berlin",
                             "groups": "core,pppoe" } }""").get("core1");

        assertThat(listed.isSameAs(mapped)).isTrue();
        assertThat(listed.getLabels()).isEqualTo(Map.of("site", "berlin"));
        assertThat(listed.getGroups()).isEqualTo(Set.of("core", "pppoe"));
        assertThat(listed.getPort()).isEqualTo(8729);
        assertThat(listed.getPassword()).isNull();
    }

    @Test
    void aScalarOfYamlIsTakenAsItIsWritten() throws IOException {
        Map<String, MikrotikDevice> devices = devices("routers.yml", """
                # of the north
                core1:
                  host: 192.0.2.1
                  username: 1_000
                  password: 0123
                  request-timeout: 90
                core2: {host: core2.example, password: True, labels: {site: 10115}}
                core3: {host: core3.example, password: "null", username: 2026-11-24}
                core4: {host: core4.example, password: ""}
                """);

        assertThat(devices.get("core1").getUsername()).isEqualTo("1_000");
        assertThat(devices.get("core1").getPassword()).isEqualTo("0123");
        assertThat(devices.get("core1").getRequestTimeout()).hasMillis(90);
        assertThat(devices.get("core2").getPassword()).isEqualTo("True");
        assertThat(devices.get("core2").getLabels()).isEqualTo(Map.of("site", "10115"));
        assertThat(devices.get("core3").getPassword()).isEqualTo("null");
        assertThat(devices.get("core3").getUsername()).isEqualTo("2026-11-24");
        assertThat(devices.get("core4").getPassword()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "0x1F", "0o17", "010", "1e3", "1E400", "1_000", "+5", "-0", ".5", "5.", ".inf", ".NaN", "yes", "No", "on", "TRUE",
            "12:30:45",
            "190:20:30", "2001-12-14", "2001-12-14t21:59:43.10-05:00", "a#b", "a: b'", "=", "99999999999999999999" })
    void noScalarOfYamlIsTakenForAnotherOne(String scalar) throws IOException {
        String text = scalar.contains(": ") ? '"' + scalar + '"' : scalar;

        assertThat(devices("routers.yaml", "core1: {host: a}\ncore2:\n  host: b\n  password: " + text + "\n").get("core2")
                .getPassword()).isEqualTo(scalar);
    }

    @Test
    void csvHasLabelsAsColumnsToo() throws IOException {
        Map<String, MikrotikDevice> devices = devices("routers.csv", """
                \uFEFFname,Host,password,labels,label.role,label_floor
                core1,192.0.2.1," a,""b"" ","site=berlin,rack=7",pppoe,

                core2,192.0.2.2,,,,3
                ,,,,,
                """);

        assertThat(devices.keySet()).containsExactly("core1", "core2");
        assertThat(devices.get("core1").getPassword()).isEqualTo(" a,\"b\" ");
        assertThat(devices.get("core1").getLabels()).isEqualTo(Map.of("site", "berlin", "rack", "7", "role", "pppoe"));
        assertThat(devices.get("core2").getPassword()).isNull();
        assertThat(devices.get("core2").getLabels()).isEqualTo(Map.of("floor", "3"));
    }

    @ParameterizedTest
    @EnumSource(names = { "JSON", "YAML", "CSV" })
    void thousandsOfDevicesAreTaken(Inventory form) throws Exception {
        List<Map<String, String>> many = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            Map<String, String> device = new LinkedHashMap<>();
            device.put("name", "router-" + i);
            device.put("host", "192.0.2.1");
            // more than the three million characters that SnakeYAML takes by itself
            device.put("password", "p".repeat(1_200) + i);
            many.add(device);
        }

        Map<String, MikrotikDevice> devices = form.source(directory, null, many).devices();

        assertThat(devices).hasSize(3_000);
        assertThat(devices.get("router-2999").getPassword()).endsWith("p2999");
    }

    // ---- files that are not what they must be

    @ParameterizedTest
    @EnumSource(names = { "JSON", "YAML", "CSV" })
    void aPartOfAFileIsNotTakenForAShorterList(Inventory form) throws Exception {
        String whole = form.text(List.of(device("core1", "192.0.2.1"), device("core2", "192.0.2.2"))).strip();
        for (int length = 0; length < whole.length(); length++) {
            String part = whole.substring(0, length);
            if (form == Inventory.JSON || !part.endsWith("\n") && !part.endsWith("\r")) {
                String name = "part." + form.name().toLowerCase();
                assertThat(catchThrowable(() -> devices(name, part))).as(part).isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(name);
            }
        }
    }

    private static Map<String, String> device(String name, String host) {
        Map<String, String> device = new LinkedHashMap<>();
        device.put("name", name);
        device.put("host", host);
        device.put("password", "secret");
        return device;
    }

    @Test
    void aFileThatIsReplacedIsTakenWholeEachTime() throws IOException {
        FileDeviceSource source = source("routers.csv", "name,host\ncore1,192.0.2.1\n");
        assertThat(source.devices()).containsOnlyKeys("core1");
        Path next = Files.writeString(directory.resolve("next"), "name,host\ncore2,192.0.2.2\ncore3,192.0.2.3\n");

        Files.move(next, directory.resolve("routers.csv"), StandardCopyOption.ATOMIC_MOVE);

        assertThat(source.devices()).containsOnlyKeys("core2", "core3");
    }

    @ParameterizedTest
    @CsvSource({ "json,[]", "json,{}", "yaml,[]", "csv,'name,host'" })
    void aListWithoutDevicesIsAnErrorUnlessItIsAllowed(String form, String text) throws IOException {
        FileDeviceSource source = source("none." + form, text + "\n");
        assertThatThrownBy(source::devices).hasMessageContaining("none." + form).hasMessageContaining("allowEmpty");

        source.setAllowEmpty(true);

        assertThat(source.devices()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "json,''", "yaml,' '", "csv,''", "yml,'# no more than this\n'" })
    void aFileWithNothingInItIsAnErrorAlways(String form, String text) throws IOException {
        FileDeviceSource source = source("empty." + form, text);
        source.setAllowEmpty(true);

        assertThatThrownBy(source::devices).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("empty." + form).hasNoCause();
    }

    @Test
    void anErrorNamesFileAndPlaceAndKey() {
        String second = "core1,192.0.2.1,\n";
        assertRefused("a.csv", "name,host,port\n" + second + "core2,192.0.2.2,eight\n", "line 3, device core2, port: ",
                "65535");
        assertRefused("a.csv", "name,host,port\n" + second + "core1,192.0.2.2,\n", "line 3: device core1 is at line 2 too");
        assertRefused("a.csv", "name,host,port\n" + second + "core2,192.0.2.2\n", "line 3: has 2 values for 3 columns");
        assertRefused("a.csv", "name,host,port\n" + second + ",192.0.2.2,\n", "line 3, name: is required");
        assertRefused("a.csv", "name,host,port\n" + second + "core2,,\n", "line 3, device core2, host: is required");
        assertRefused("a.csv", "name,host,colour\ncore1,192.0.2.1,\n", "line 2, device core1, colour: ", "no property");
        assertRefused("a.csv", "name,host,\"co\nlour\"\ncore1,192.0.2.1,\n", "line 3, device core1, co?lour: ");
        assertRefused("a.csv", "name;host\ncore1;192.0.2.1\n", "separated by commas");
        assertRefused("a.csv", "name,host,host\ncore1,192.0.2.1,\n", "line 2, device core1, host: is given twice");
        assertRefused("a.csv", "core1,192.0.2.1,secret\n", "line 1: has no column \"name\"");
        assertRefused("a.csv", "name,host\ncore1,\"192.0.2.1\n", "is not CSV");
        assertRefused("a.json", "[\n{\"name\": \"core1\",\n\"host\": \"a\", \"tls\": \"maybe\"}]",
                "line 3, device core1, tls: ");
        assertRefused("a.json", "[\n{\"name\": \"core1\",\n\"host\": \"a\", secret}]", "line 3, column ", "is not JSON");
        assertRefused("a.json", "[{\"name\": \"core1\",\n\"host\"", "may be half-written");
        assertRefused("a.json", "[{\"name\": \"core1\", \"host\": \"a\"}] []", "line 1: more follows");
        assertRefused("a.json", "[\"core1\"]", "line 1: must be a list of devices");
        assertRefused("a.json", "\"core1\"", "line 1: must be a list of devices");
        assertRefused("a.json", "{\"core1\":\n{\"host\": \"a\", \"name\": \"b\"}}", "line 2, device core1, name: ");
        assertRefused("a.json", "{\"core1\":\n{\"host\": {\"a\": \"b\"}}}", "line 2, device core1, host: must be one value");
        assertRefused("a.json", "{\"core1\":\n{\"host\": [[]]}}", "line 2, host: is too deeply nested");
        assertRefused("a.json", "{\"core1\": {\"host\": \"a\"},\n\"core1\": {\"host\": \"b\"}}",
                "line 2: device core1 is at line 1");
        assertRefused("a.json", "{\"core/1\": {\"host\": \"a\"}}", "line 1, name: ");
        assertRefused("a.yaml", "core1:\n  host: a\n  labels: {site: a, site: b}\n", "line 3");
        assertRefused("a.yaml", "core1:\n  host: &h a\ncore2:\n  host: *h\n", "line 4: aliases are not followed");
        assertRefused("a.yaml", "core1:\n  host: a\n password: secret\n", "line 3, column ", "is not YAML");
        assertRefused("a.yaml", "core1:\n  host: a\n---\ncore2:\n  host: b\n", "more follows");
        assertRefused("a.yaml", "core1:\n  host: a", "no line break");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        FileDeviceSource source = new FileDeviceSource();
        assertThatThrownBy(source::devices).hasMessageContaining("file is required");
        assertThatThrownBy(() -> source.setFile("routers.xml")).hasMessageContaining(".json")
                .hasMessageContaining("routers.xml");
        source.setFile(directory.resolve("gone.csv").toString());
        assertThatThrownBy(source::devices).isInstanceOf(IOException.class)
                .hasMessageContaining("gone.csv: there is no such file");
        source.setFile(Files.createDirectory(directory.resolve("folder.csv")).toString());
        assertThatThrownBy(source::devices).isInstanceOf(IOException.class)
                .hasMessageContaining("folder.csv: is no regular file");
        source.setFile(
                Files.write(directory.resolve("old.csv"), "name,host\nM\u00fcnchen,a\n".getBytes(StandardCharsets.ISO_8859_1))
                        .toString());
        assertThatThrownBy(source::devices).isInstanceOf(IOException.class).hasMessageContaining("old.csv: is not in UTF-8");
    }

    @ParameterizedTest
    @CsvSource({
            "json,'[{\"name\":\"core1\",\"host\":\"a\"}]',com.fasterxml.jackson.core:jackson-core",
            "yaml,'core1: {host: a}',com.fasterxml.jackson.dataformat:jackson-dataformat-yaml",
            "csv,'name,host',com.fasterxml.jackson.dataformat:jackson-dataformat-csv" })
    void aLibraryThatIsNotThereIsNamed(String form, String text, String artifact) throws Exception {
        List<URL> others = new ArrayList<>();
        for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!each.contains("jackson")) {
                others.add(Path.of(each).toUri().toURL());
            }
        }
        Path file = Files.writeString(directory.resolve("routers." + form), text + "\n");
        try (URLClassLoader without
                = new URLClassLoader(others.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> type = without.loadClass(FileDeviceSource.class.getName());
            Object source = type.getConstructor().newInstance();
            type.getMethod("setFile", String.class).invoke(source, file.toString());

            assertThatThrownBy(() -> type.getMethod("devices").invoke(source)).rootCause()
                    .isInstanceOf(ClassNotFoundException.class);
            assertThat(catchThrowable(() -> type.getMethod("devices").invoke(source)).getCause())
                    .isInstanceOf(IllegalStateException.class).hasMessageContaining(artifact)
                    .hasMessageContaining(file.toString());
        }
    }
}
