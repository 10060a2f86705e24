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
package io.camelmikrotik.catalogue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands held against the catalogue, before a router sees them. */
class CommandCheckTest {

    private static final long SEED = Long.getLong("catalogue.seed", new Random().nextLong());
    private static final int MISTAKES = 200;
    private static final double RIGHT = 0.9;

    private final RouterOsCatalogue catalogue = RouterOsCatalogue.get();
    private final CommandCheck check = CommandCheck.forAllVersions();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/ppp/secret | /ppp/secret is a menu, not a command: /ppp/secret/print? It has add comment",
            "/ppp/secert/add | menu /ppp/secert is not known of RouterOS 7.9 to 7.24: did you mean /ppp/secret/add?",
            "/ppp/secret/ad | no version from 7.9 to 7.24 has the command /ppp/secret/ad: did you mean /ppp/secret/add?",
            "/foo/bar/print | menu /foo/bar is not known of RouterOS 7.9 to 7.24" })
    void aMisspeltPathIsNamedWithTheNearestRightOne(String path, String words) {
        assertThat(check.checkPath(path)).singleElement().extracting(Finding::text).asString().startsWith(words);
    }

    @Test
    void aMisspeltArgumentAReadOnlyPropertyABadValueAndAMissingOneAreNamed() {
        assertThat(check.check("/ppp/secret/add", Map.of("profil", "gold"))).extracting(Finding::text)
                .anySatisfy(text -> assertThat(text)
                        .startsWith("/ppp/secret/add has no argument profil: did you mean profile?; it has caller-id"))
                .anySatisfy(text -> assertThat(text).isEqualTo("/ppp/secret/add wants name"));
        assertThat(check.check("/ppp/secret/set", Map.of("last-logged-out", "x"))).extracting(Finding::text)
                .containsExactly("last-logged-out cannot be set by /ppp/secret/set");
        assertThat(check.check("/ppp/secret/set", Map.of("disabled", "ja"))).extracting(Finding::text)
                .containsExactly("/ppp/secret/set disabled does not know \"ja\"; it may be no yes");
        assertThat(check.check("/ip/ssh/set", Map.of("strong-crypto", "true"))).isEmpty();
        assertThat(check.check("/ip/dns/static/add", Map.of("address", "192.0.2.1"))).extracting(Finding::text)
                .containsExactly("/ip/dns/static/add wants name or regexp");
        assertThat(check.check("/ip/dns/static/add", Map.of("regexp", ".*"))).isEmpty();
    }

    @Test
    void wordsOfTheApiThatTheConsoleDoesNotShowAreKnown() {
        assertThat(check.check("/ppp/active/listen", Map.of(".proplist", "name"))).isEmpty();
        assertThat(check.check("/ppp/secret/getall", Map.of())).isEmpty();
        assertThat(check.check("/ppp/secret/set", Map.of(".id", "*1", "!remote-address", ""))).isEmpty();
        assertThat(check.check("/ppp/secret/set", Map.of("numbers", "*1"))).isEmpty();
    }

    @Test
    void whatAnotherVersionHasIsNamedWithItsVersions() {
        CommandCheck old = CommandCheck.forVersion(new RouterOsVersion(7, 16));
        assertThat(old.checkPath("/app/add")).extracting(Finding::text)
                .containsExactly("RouterOS 7.16 does not have /app/add: since 7.22");
        assertThat(CommandCheck.forVersion(new RouterOsVersion(8, 0)).checkPath("/app/add"))
                .as("a version newer than the catalogue is taken for the newest").isEmpty();
    }

    @Test
    void propertiesOfConditionsAreHeldAgainstTheMenu() {
        assertThat(check.checkProperties("/ppp/active", List.of("name", "uptme", ".id"))).extracting(Finding::text)
                .containsExactly("/ppp/active has no property uptme: did you mean uptime?");
        assertThat(check.checkProperties("/no/such/menu", List.of("anything"))).isEmpty();
    }

    @Test
    void oneLetterWrongInACommandGetsTheRightSuggestion() {
        List<String> paths = catalogue.commandPaths();
        Random random = new Random(SEED);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < MISTAKES; i++) {
            String right = paths.get(random.nextInt(paths.size()));
            String misspelt = right.substring(0, 1) + misspelt(right.substring(1), random, List.of());
            Optional<String> meant = catalogue.command(misspelt).isPresent()
                    ? Optional.of(right) : catalogue.nearestCommand(misspelt);
            if (!meant.equals(Optional.of(right))) {
                wrong.add(misspelt + " of " + right + ": " + meant.orElse("nothing"));
            }
        }
        assertThat(wrong).as("wrong suggestions, seed %s", SEED).hasSizeLessThanOrEqualTo((int) (MISTAKES * (1 - RIGHT)));
    }

    @Test
    void oneLetterWrongInAPropertyOrAValueGetsTheRightSuggestion() {
        List<Collection<String>> lists = new ArrayList<>();
        for (String path : catalogue.commandPaths()) {
            CatalogueCommand command = catalogue.command(path).orElseThrow();
            if (path.endsWith("/add") || path.endsWith("/set")) {
                lists.add(command.arguments().keySet());
                command.arguments().values().stream().filter(a -> a.form().kind() == ValueKind.SET_OF_WORDS)
                        .forEach(a -> lists.add(a.form().words()));
            }
        }
        Random random = new Random(SEED);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < MISTAKES; i++) {
            Collection<String> names = lists.get(random.nextInt(lists.size()));
            String right = List.copyOf(names).get(random.nextInt(names.size()));
            String misspelt = misspelt(right, random, names);
            Optional<String> meant = NearestName.of(misspelt, names);
            if (!meant.equals(Optional.of(right))) {
                wrong.add(misspelt + " of " + right + ": " + meant.orElse("nothing"));
            }
        }
        assertThat(wrong).as("wrong suggestions, seed %s", SEED).hasSizeLessThanOrEqualTo((int) (MISTAKES * (1 - RIGHT)));
    }

    @Test
    void explainSaysWhatIsWrongAndWhatWouldBeRight() {
        assertThat(explained(1, "/ppp/secret/add name=x profil=gold", "--version", "7.16")).contains("did you mean profile?");
        assertThat(explained(0, "/ppp/secret/add name=x profile=\"gold and silver\"")).contains("a write").contains("service");
        assertThat(explained(0, "/ppp/secret")).contains("can be unset: local-address").contains("add wants: name");
        assertThat(explained(2, "nonsense")).contains("usage");
    }

    private static String explained(int exitCode, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = Explain.run(new PrintStream(out, true, StandardCharsets.UTF_8), arguments);
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(code).as(text).isEqualTo(exitCode);
        return text;
    }

    /** One letter added, left out, changed, or swapped with the next; not one of the right names by chance. */
    private static String misspelt(String right, Random random, Collection<String> names) {
        while (true) {
            StringBuilder text = new StringBuilder(right);
            int at = random.nextInt(right.length());
            char letter = (char) ('a' + random.nextInt(26));
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, letter);
                case 1 -> text.deleteCharAt(at);
                case 2 -> text.setCharAt(at, letter);
                default -> {
                    if (at + 1 < right.length()) {
                        char next = text.charAt(at + 1);
                        text.setCharAt(at + 1, text.charAt(at));
                        text.setCharAt(at, next);
                    }
                }
            }
            if (!text.isEmpty() && !text.toString().equals(right) && !names.contains(text.toString())
                    && text.toString().indexOf('/') == right.indexOf('/')) {
                return text.toString();
            }
        }
    }
}
