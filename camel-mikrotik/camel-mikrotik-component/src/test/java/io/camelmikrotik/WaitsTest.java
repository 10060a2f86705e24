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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.util.TimeUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The tables of waits in RELIABILITY.md against the component's metadata. */
class WaitsTest {

    private static final Pattern TERM = Pattern.compile("(?:(\\d+) x )?`(\\w+)`");

    private final Map<String, String> defaults = new HashMap<>();
    private List<String[]> rows;

    @BeforeEach
    void read() throws IOException {
        JsonNode metadata = new ObjectMapper().readTree(
                WaitsTest.class.getResourceAsStream("/META-INF/io/camelmikrotik/mikrotik.json"));
        for (String section : List.of("componentProperties", "properties")) {
            metadata.get(section).properties().forEach(option -> {
                if (option.getValue().get("type").asText().equals("duration")) {
                    defaults.put(option.getKey(), option.getValue().get("defaultValue").asText());
                }
            });
        }
        String page = Files.readString(Path.of("..", "RELIABILITY.md"));
        int begin = page.indexOf("## How long anything waits");
        rows = page.substring(begin, page.indexOf("\n## ", begin + 1)).lines().filter(line -> line.startsWith("| "))
                .map(line -> line.substring(1).split("\\|")).filter(cells -> TERM.matcher(cells[1]).find()).toList();
    }

    @Test
    void eachDefaultAndEachSumIsThatOfTheOptions() {
        assertThat(rows).hasSizeGreaterThan(10);
        for (String[] cells : rows) {
            long total = 0;
            Matcher terms = TERM.matcher(cells[1]);
            while (terms.find()) {
                assertThat(defaults).as("options").containsKey(terms.group(2));
                total += TimeUtils.toMilliSeconds(defaults.get(terms.group(2)))
                         * (terms.group(1) == null ? 1 : Long.parseLong(terms.group(1)));
            }
            assertThat(TimeUtils.toMilliSeconds(cells[2].trim())).as(String.join("|", cells)).isEqualTo(total);
        }
    }

    @Test
    void everyTimeoutIsInTheTable() {
        Set<String> named = new TreeSet<>();
        for (String[] cells : rows) {
            Matcher terms = TERM.matcher(cells[1]);
            while (terms.find()) {
                named.add(terms.group(2));
            }
        }

        assertThat(named).containsAll(
                defaults.keySet().stream().filter(option -> option.endsWith("Timeout") || option.endsWith("Wait")).toList());
    }
}
