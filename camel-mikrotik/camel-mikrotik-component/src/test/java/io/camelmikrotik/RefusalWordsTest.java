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

import java.util.Map;

import io.camelmikrotik.exception.TrapException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said when a router refuses a command that a message has made. */
class RefusalWordsTest extends MikrotikTestSupport {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/ppp/secret/pritn | did you mean /ppp/secret/print\\?",
            "/ppp/secret | /ppp/secret is a menu, not a command: /ppp/secret/print\\?",
            "/ppp/active/add | no version from 7.9 to .* has the command /ppp/active/add.* /ppp/active has .*print" })
    void aCommandThatIsNotThereIsAnsweredWithTheNearest(String command, String advice) throws Exception {
        startWithout();

        assertThat(send(uri(""), Map.of(), Map.of(MikrotikConstants.COMMAND, command.trim())).getException())
                .isInstanceOf(TrapException.class).hasMessageContaining("no such command")
                .message().containsPattern(advice.trim());
    }

    @Test
    void aCommandOfAMenuThatTheCatalogueDoesNotKnowGetsNoSuggestion() throws Exception {
        startWithout();

        assertThat(send(uri(""), null, Map.of(MikrotikConstants.COMMAND, "/hyperspace/drive/engage")).getException())
                .hasMessageContaining("this RouterOS version, package or board does not have the command");
    }

    @Test
    void aParameterThatIsNotThereIsAnsweredWithTheNearest() throws Exception {
        startWithout();

        assertThat(send(uri("/ppp/secret/add"), Map.of("name", "a", "profil", "x")).getException())
                .hasMessageContaining("unknown parameter profil")
                .hasMessageContaining("/ppp/secret/add has no argument profil: did you mean profile?");
    }
}
