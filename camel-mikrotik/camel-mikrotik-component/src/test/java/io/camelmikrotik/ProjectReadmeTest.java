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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.camelmikrotik.catalogue.CommandCheck;
import io.camelmikrotik.documented.Sessions;
import io.camelmikrotik.leaks.RecordedLog;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What README.md shows beside the routes of {@link DocumentationTest}. */
class ProjectReadmeTest extends MikrotikTestSupport {

    private static final Path ROOT = Path.of("..", "..");
    private static final String POOL = "io.camelmikrotik.pool.DeviceStatus";

    @Test
    void theFirstRouteTellsWhatReadmeShows() throws Exception {
        context.getPropertiesComponent().addInitialProperty("router", router.address());
        context.getPropertiesComponent().addInitialProperty("told", "mock:told");
        context.addRoutes(new Sessions());
        MockEndpoint told = context.getEndpoint("mock:told", MockEndpoint.class);
        try (RecordedLog pool = RecordedLog.start(POOL)) {
            startWithout();
            router.table("/ppp/active").add("name", "anna", "address", "203.0.113.10");
            await().atMost(PATIENCE).until(() -> told.getReceivedCounter() == 1);
            String bert = router.table("/ppp/active").add("name", "bert", "address", "203.0.113.11");
            await().atMost(PATIENCE).until(() -> told.getReceivedCounter() == 2);
            router.shutdown();
            await().atMost(PATIENCE).until(() -> pool.lines(Level.INFO).stream().anyMatch(line -> line.contains(" is down")));
            router.table("/ppp/active").remove(bert);
            router.table("/ppp/active").add("name", "carl", "address", "203.0.113.12");
            router.powerOn();
            await().atMost(PATIENCE).until(() -> told.getReceivedCounter() == 4);

            List<String> lines = new ArrayList<>();
            told.getExchanges().forEach(message -> lines.add(message.getMessage().getBody(String.class)));
            // what was compared after the outage comes in no order of its own
            lines.subList(2, 4).sort(Comparator.naturalOrder());
            lines.addAll(2, pool.lines(Level.INFO).stream()
                    .map(line -> line.replace("api@" + router.address(), "camel@192.0.2.1:8728")
                            .replaceFirst("(is down|is back)(:| after ).*", "$1"))
                    .toList());
            assertThat(lines).containsExactlyElementsOf(List.of(blocks("text").get(0).split("\\n")));
        }
    }

    @Test
    void whatIsToBeInstalledIsAModuleOfThisVersion() throws IOException {
        Map<String, String> modules = new LinkedHashMap<>();
        try (Stream<Path> folders = Files.list(ROOT.resolve("camel-mikrotik"))) {
            for (Path folder : folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))).toList()) {
                // the first of the parent, the second of the module itself
                String pom = Files.readString(folder.resolve("pom.xml"));
                List<String> artifacts = found("<artifactId>(.*?)</artifactId>", pom);
                modules.put(artifacts.get(1), found("<version>(.*?)</version>", pom).get(0));
            }
        }
        for (String block : blocks("xml")) {
            if (block.contains("<groupId>org.apache.camel</groupId>")) {
                assertThat(found("<version>(.*?)</version>", block)).containsOnly(property("camel.version", "pom.xml"));
                continue;
            }
            List<String> artifacts = found("<artifactId>(.*?)</artifactId>", block);
            List<String> versions = found("<version>(.*?)</version>", block);
            assertThat(artifacts).isNotEmpty().hasSameSizeAs(versions);
            for (int i = 0; i < artifacts.size(); i++) {
                assertThat(modules).containsEntry(artifacts.get(i), versions.get(i));
            }
        }
    }

    @Test
    void badgesAndVersionsOfPlatformsAreThoseOfTheBuild() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        String camel = property("camel.version", "pom.xml");
        String quarkus = "camel-mikrotik/camel-mikrotik-quarkus-tests/pom.xml";
        assertThat(found("(?m)^!\\[(.*?)]\\(https://img.shields.io", readme)).containsExactly(
                "Apache License 2.0", "Java " + property("maven.compiler.release", "pom.xml"), "Camel " + camel,
                "RouterOS 6 and 7");
        assertThat(Files.readString(ROOT.resolve("LICENSE"))).contains("Apache License", "Version 2.0");
        assertThat(readme).contains(
                "`org.apache.camel.springboot:camel-spring-boot-bom:" + property("camel-spring-boot.version", "pom.xml") + "`",
                "`io.quarkus:quarkus-bom:" + property("quarkus.version", quarkus) + "`",
                "`org.apache.camel.quarkus:camel-quarkus-bom:" + property("camel-quarkus.version", quarkus) + "`");
    }

    private static String property(String name, String pom) throws IOException {
        return found("<" + name + ">(.*?)</" + name + ">", Files.readString(ROOT.resolve(pom))).get(0);
    }

    @Test
    void theCommandsForTheRouterAreThoseOfRouterOs() throws IOException {
        int commands = 0;
        for (String line : String.join("", blocks("routeros")).lines().toList()) {
            String[] words = line.split(" ");
            Map<String, String> attributes = new LinkedHashMap<>();
            for (String word : words) {
                if (word.contains("=") && !line.contains(" where ")) {
                    attributes.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
                }
            }
            assertThat(CommandCheck.forAllVersions().check(words[0], attributes)).as(line).isEmpty();
            commands++;
        }
        assertThat(commands).isGreaterThan(5);
    }

    @Test
    void whatItLinksToIsThere() throws IOException {
        assertThat(found("\\]\\(((?!https:)[^)#]+)[^)]*\\)", Files.readString(ROOT.resolve("README.md"))))
                .hasSizeGreaterThan(10)
                .allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
    }

    private static List<String> blocks(String language) throws IOException {
        return found("(?ms)^```" + language + "\\n(.*?)^```$", Files.readString(ROOT.resolve("README.md")));
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map((MatchResult result) -> result.group(1)).toList();
    }
}
