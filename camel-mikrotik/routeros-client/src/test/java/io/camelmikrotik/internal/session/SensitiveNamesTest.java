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
package io.camelmikrotik.internal.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.camelmikrotik.catalogue.RouterOsCatalogue;
import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.where.WhereExpression;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The names of secrets, held against lists picked by eye from all that RouterOS's console knows.
 */
class SensitiveNamesTest {

    private static final String VALUE = "s3cret-v4lue";

    private static final Pattern LOOKS_SECRET = Pattern.compile(
            "pass(word|phrase|wd)?(-|$)|secret|(^|[-.])keys?(-|$)|psk|token|(^|[-.])(pin|puk|cak|ckn)(-|$)|community|credential"
                                                                + "|auth(orization)?-(code|data)|cookie|signature|http-header|private");

    static Stream<String> masked() {
        return list("masked.txt");
    }

    static Stream<String> shown() {
        return list("shown.txt");
    }

    @ParameterizedTest
    @MethodSource("masked")
    void aSecretIsMaskedInCommandsQueriesAndRows(String name) {
        RouterOsCommand command = RouterOsCommand.builder("/some/menu/set").attribute(name, VALUE)
                .queries(List.of("?" + name + "=" + VALUE, "?=" + name + "=" + VALUE, "?<" + name + "=" + VALUE,
                        "?" + name + "<" + VALUE, "?" + name + ">" + VALUE))
                .build();

        assertThat(command.toString()).contains(name, SensitiveNames.MASK).doesNotContain(VALUE);
        assertThat(command.attributes().toString()).doesNotContain(VALUE);
        RouterOsCommand query = RouterOsCommand.builder("/some/menu/print").queries(List.of("?" + name + "=" + VALUE)).build();
        assertThat(query.withoutSecrets("bad value " + VALUE)).isEqualTo("bad value " + SensitiveNames.MASK);
        assertThat(command.withoutSecrets("bad value " + VALUE)).doesNotContain(VALUE);
        assertThat(RouterOsRow.of(Map.of(name, VALUE)).toString()).contains(name).doesNotContain(VALUE);
        assertThatThrownBy(() -> RouterOsRow.of(Map.of(name, VALUE)).getLong(name)).hasMessageNotContaining(VALUE);
    }

    @ParameterizedTest
    @MethodSource("masked")
    void aSecretThatIsAskedForIsNotShownByTheErrorOfItsExpression(String name) {
        for (String text : List.of(name + " ~ :#p", name + " in :#p")) {
            assertThatThrownBy(() -> WhereExpression.parse(text).bind(p -> "(((" + VALUE))
                    .isInstanceOf(BadInputException.class).hasMessageContaining("where")
                    .satisfies(e -> assertThat(stackTrace(e)).doesNotContain(VALUE));
        }
    }

    @ParameterizedTest
    @MethodSource("shown")
    void whatOnlyLooksLikeASecretIsShown(String name) {
        assertThat(SensitiveNames.contains(name)).isFalse();
    }

    @Test
    void theValueOfAContainersEnvironmentIsASecretAndThatOfADhcpOptionIsNot() {
        assertThat(RouterOsCommand.builder("/container/envs/add").attribute("key", "DB").attribute("value", VALUE).build())
                .hasToString("/container/envs/add =key=DB =value=" + SensitiveNames.MASK);
        assertThat(RouterOsRow.of(Map.of("key", "DB", "value", VALUE)).toString()).doesNotContain(VALUE);
        assertThat(RouterOsCommand.builder("/ip/dhcp-server/option/add").attribute("value", "0x01").build().toString())
                .contains("0x01");
        assertThat(RouterOsRow.of(Map.of("code", "66", "value", "0x01")).toString()).contains("0x01");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/snmp/community/add name", "/snmp/community/set name", "/interface/lte/at-chat input" })
    void aNameThatSaysNothingIsASecretInItsMenu(String pathAndName) {
        String[] parts = pathAndName.split(" ");

        assertThat(RouterOsCommand.builder(parts[0]).attribute(parts[1], VALUE).build().toString()).doesNotContain(VALUE);
        assertThat(RouterOsCommand.builder("/ppp/secret/add").attribute(parts[1], VALUE).build().toString()).contains(VALUE);
    }

    /** Every argument and property that RouterOS has was looked at, if its name looks like a secret. */
    @Test
    void everyNameOfTheCatalogueThatLooksLikeASecretIsMaskedOrKnownToBeNone() {
        Set<String> names = new TreeSet<>();
        RouterOsCatalogue catalogue = RouterOsCatalogue.get();
        for (String menu : catalogue.menus()) {
            names.addAll(catalogue.menu(menu).orElseThrow().properties());
            catalogue.menu(menu).orElseThrow().commands().values().forEach(c -> names.addAll(c.arguments().keySet()));
        }
        Set<String> known = list("shown.txt").collect(Collectors.toSet());

        assertThat(names).hasSizeGreaterThan(2_000).filteredOn(LOOKS_SECRET.asPredicate()).hasSizeGreaterThan(80)
                .allMatch(name -> SensitiveNames.contains(name) || known.contains(name), "is masked or in shown.txt");
    }

    private static String stackTrace(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            text.append(each).append('\n');
        }
        return text.toString();
    }

    private static Stream<String> list(String file) {
        try (InputStream in = SensitiveNamesTest.class.getResourceAsStream("/secrets/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#")).toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
