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
package io.camelmikrotik.examples.fleet;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The dashboard and the alert rules of the repository name what Prometheus reads from a fleet. */
class MonitoringFilesTest {

    private static final Path FOLDER = Path.of("..", "..", "camel-mikrotik", "monitoring");
    /** A name of ours, and what is in its braces. */
    private static final Pattern SERIES = Pattern.compile("(camel_mikrotik_[a-z_]+)(?:\\{([^}]*)})?");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]+)(=~?)\"([^\"]*)\"");
    private static final Pattern BY = Pattern.compile("by \\(([^)]*)\\)");

    private final SimulatedNetwork network = SimulatedNetwork.start(9);
    private final FleetMonitorApplication application = new FleetMonitorApplication(network);
    /** By name: the values of each label. */
    private final Map<String, Map<String, Set<String>>> metrics = new TreeMap<>();

    @BeforeEach
    void readMetrics() throws Exception {
        application.main().addOverrideProperty("page.port", "0");
        application.main().addOverrideProperty("poll.every", "300");
        application.main().start();
        await().atMost(Duration.ofSeconds(60)).until(() -> get().contains("camel_mikrotik_polls_lateness_seconds_bucket"));
        for (String line : get().split("\n")) {
            Matcher series = SERIES.matcher(line);
            if (series.lookingAt()) {
                Map<String, Set<String>> labels = metrics.computeIfAbsent(series.group(1), name -> new TreeMap<>());
                Matcher label = LABEL.matcher(series.group(2) == null ? "" : series.group(2));
                while (label.find()) {
                    labels.computeIfAbsent(label.group(1), name -> new TreeSet<>()).add(label.group(3));
                }
            }
        }
    }

    @AfterEach
    void stop() {
        application.main().stop();
        network.close();
    }

    private String get() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(application.page().address() + "metrics")).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    @Test
    void theDashboardNamesMetersThatThereAre() throws Exception {
        List<String> expressions = new ArrayList<>();
        JsonNode dashboard = new ObjectMapper().readTree(FOLDER.resolve("grafana-dashboard.json").toFile());
        dashboard.findValues("expr").forEach(each -> expressions.add(each.asText()));
        assertThat(expressions).hasSizeGreaterThan(10).allSatisfy(this::isOfMetersThatThereAre);
        assertThat(String.join(" ", expressions)).contains(withoutSuffix(metrics.keySet()));
        dashboard.at("/templating/list").forEach(variable -> {
            String query = variable.at("/query/query").asText();
            if (!query.isEmpty()) {
                isOfMetersThatThereAre(query);
            }
        });
    }

    /** The meters of which a timer has several series. */
    private static List<String> withoutSuffix(Set<String> names) {
        return names.stream().map(each -> each.replaceFirst("_(bucket|count|sum|max|total)$", "")).distinct()
                .collect(Collectors.toList());
    }

    @Test
    void theAlertRulesNameMetersThatThereAre() throws Exception {
        String rules = Files.readString(FOLDER.resolve("prometheus-alerts.yml"));
        List<String> expressions = new ArrayList<>();
        Matcher expression = Pattern.compile("(?m)^ +expr: (?:>\\n((?: {10,}.*\\n)+)|(.*)\\n)").matcher(rules);
        while (expression.find()) {
            expressions.add(expression.group(1) == null ? expression.group(2) : expression.group(1));
        }

        assertThat(expressions).hasSize(rules.split("- alert: ").length - 1).allSatisfy(this::isOfMetersThatThereAre);
    }

    private void isOfMetersThatThereAre(String expression) {
        Set<String> labels = new TreeSet<>();
        Matcher series = SERIES.matcher(expression);
        boolean any = false;
        while (series.find()) {
            any = true;
            assertThat(metrics).as(expression).containsKey(series.group(1));
            Map<String, Set<String>> known = metrics.get(series.group(1));
            labels.addAll(known.keySet());
            Matcher label = LABEL.matcher(series.group(2) == null ? "" : series.group(2));
            while (label.find()) {
                assertThat(known).as(expression).containsKey(label.group(1));
                if (label.group(2).equals("=")) {
                    assertThat(known.get(label.group(1))).as(expression).contains(label.group(3));
                }
            }
        }
        assertThat(any).as(expression).isTrue();
        Matcher by = BY.matcher(expression);
        while (by.find()) {
            assertThat(labels).as(expression).contains(by.group(1).split("\\s*,\\s*"));
        }
    }
}
