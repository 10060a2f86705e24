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
package io.camelmikrotik.simulatortest;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/** The published query vectors, each as a print over the wire. */
class QueryVectorsTest {

    @TestFactory
    Stream<DynamicTest> everyVectorSelectsItsRows() throws IOException {
        JsonNode query;
        try (InputStream file = getClass().getResourceAsStream("/routeros-vectors.json")) {
            query = new ObjectMapper().readTree(file).get("query");
        }
        SimulatedRouter router = SimulatedRouter.start();
        query.get("rows").fields().forEachRemaining(rows -> rows.getValue()
                .forEach(row -> router.table("/vectors/" + rows.getKey()).add(map(row))));
        RawClient client = RawClient.login(router.host(), router.port());
        List<DynamicTest> tests = new ArrayList<>();
        query.get("cases").forEach(vector -> tests.add(dynamicTest(vector.get("name").asText(), () -> check(client, vector))));
        assertThat(tests).hasSizeGreaterThan(40);
        return tests.stream().onClose(() -> {
            try (client; router) {
                assertThat(router.sessionsOpen()).isEqualTo(1);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void check(RawClient client, JsonNode vector) throws IOException {
        List<String> words = new ArrayList<>(List.of("/vectors/" + vector.get("rows").asText() + "/print"));
        vector.get("words").forEach(word -> words.add(word.asText()));
        List<String> expected = new ArrayList<>();
        vector.get("ids").forEach(id -> expected.add(id.asText()));
        assertThat(client.rows(words.toArray(String[]::new))).extracting(row -> row.get(".id")).isEqualTo(expected);
    }

    private static Map<String, String> map(JsonNode row) {
        Map<String, String> values = new LinkedHashMap<>();
        row.fields().forEachRemaining(value -> values.put(value.getKey(), value.getValue().asText()));
        return values;
    }
}
