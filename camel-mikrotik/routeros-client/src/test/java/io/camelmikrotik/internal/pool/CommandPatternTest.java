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
package io.camelmikrotik.internal.pool;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Patterns of allowedCommands. */
class CommandPatternTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/ppp/secret/print | /ppp/secret/print | true", "/ppp/secret/print | /ppp/secret/getall | true",
            "/ppp/secret/getall | /ppp/secret/print | true", "/ppp/secret/print | /ppp/secret/print-all | false",
            "/ppp/secret/print | /PPP/secret/print | false", "/ppp/** | /ppp/secret/print | true",
            "/ppp/** | /ppp/l2tp-secret/add | true", "/ppp/** | /pppx/secret/add | false", "/ppp/* | /ppp/secret/print | false",
            "/ppp/*/print | /ppp/secret/print | true", "/ppp/*/print | /ppp/secret/add | false",
            "/ip/firewall/address-list/* | /ip/firewall/address-list/add | true",
            "/ip/firewall/address-list/* | /ip/firewall/address-list/x/add | false", "/** | /system/reboot | true",
            "/**/print | /ppp/secret/print | true", "/**/print | /ppp/secret/add | false",
            "/**/print | /print | true", "/ip/**/print | /ip/print | true",
            "/interface/*-client/p* | /interface/pppoe-client/print | true",
            "/interface/*-client/p* | /interface/pppoe-server/print | false",
            "/hyperspace/drive/* | /hyperspace/drive/engage | true",
            "/ppp/active/listen | /ppp/active/listen | true" })
    void aPatternMatchesCommands(String pattern, String path, boolean matches) {
        assertThat(CommandPattern.parse(pattern.trim()).matches(path.trim())).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "ppp/** | a pattern begins with /", "/ppp/ | does not end with /: write /ppp/** for all that is below",
            "/ppp//add | not a pattern of commands", "/ppp/secret** | where ** is a segment of its own",
            "/ppp/secret print | not a pattern of commands", "/ppp/../system/** | not a pattern of commands",
            "/ppp/{a} | not a pattern of commands", "/ppp/secret/print? | not a pattern of commands",
            "/PPP/** | RouterOS writes its commands in lower case, and case counts",
            "/ppp/secret | /ppp/secret is a menu, and no command has that name: write /ppp/secret/**",
            "/ppp | /ppp is a menu, and no command has that name", "/ppp/secret/pritn | did you mean /ppp/secret/print?",
            "/ppp/secret/pr*x | no command of RouterOS matches /ppp/secret/pr*x", "/quit | no route can send",
            "/safe-mode/** | no route can send" })
    void whatIsNoPatternOrMatchesNoCommandIsRefusedWithTheReason(String pattern, String message) {
        assertThatThrownBy(() -> CommandPattern.parse(pattern.trim())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message.trim());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", ",", "/ppp/**,", "/ppp/**, ,/ip/**", "/ppp/**,nonsense" })
    void aBadListIsRefusedWithTheOptionAndItsLevel(String patterns) {
        assertThatThrownBy(() -> CommandPolicy.UNRESTRICTED.and("the device core1", false, patterns))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("allowedCommands=" + patterns + " of the device core1: ");
    }

    /** Patterns at random, and commands near them, judged by a regular expression. */
    @Test
    void randomPatternsMatchAsTheEquivalentRegularExpression() {
        long seed = Long.getLong("policy.seed", System.nanoTime());
        Random random = new Random(seed);
        int matched = 0;
        for (int i = 0; i < 20_000; i++) {
            String pattern = "/x" + random(random, List.of("/a", "/ab", "/**", "/*", "/a*", "/*b", "/a*b*", "/b"));
            String path = "/x" + random(random, List.of("/a", "/ab", "/b", "/abb", "/aabb", "/ba"));
            boolean expected = expression(pattern).matcher(path).matches();
            matched += expected ? 1 : 0;
            assertThat(new CommandPattern(pattern).matches(path)).as("%s on %s, policy.seed=%d", pattern, path, seed)
                    .isEqualTo(expected);
        }
        assertThat(matched).as("policy.seed=%d", seed).isGreaterThan(500);
    }

    private static String random(Random random, List<String> segments) {
        StringBuilder path = new StringBuilder();
        for (int i = random.nextInt(5); i >= 0; i--) {
            path.append(segments.get(random.nextInt(segments.size())));
        }
        return path.toString();
    }

    private static Pattern expression(String pattern) {
        return Pattern.compile(pattern.replace("/**", "(/[^/]+)#").replace("*", "[^/]*").replace("#", "*"));
    }
}
