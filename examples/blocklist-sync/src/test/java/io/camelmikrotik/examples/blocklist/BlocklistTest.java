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
package io.camelmikrotik.examples.blocklist;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class BlocklistTest {

    @Test
    void anEntryALineWithCommentsAndEachOnce() {
        assertThat(Blocklist.rows("# list\n192.0.2.1\r\n198.51.100.0/24 ; a network\n\n 192.0.2.1/32 # again\n"))
                .containsExactly(Map.of("address", "192.0.2.1"), Map.of("address", "198.51.100.0/24"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "<html>", "192.0.2.256", "192.0.2.0/33", "192.0.2", "2001:db8::1", "0.0.0.0/0", "10.0.0.0/7" })
    void aLineThatIsNoEntryRefusesTheWholeList(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> Blocklist.rows("192.0.2.1\n" + line))
                .withMessageContaining("line 2").withMessageContaining(line);
    }

    @Test
    void anEmptyListIsTakenForBroken() {
        assertThatIllegalArgumentException().isThrownBy(() -> Blocklist.rows("# nothing\n")).withMessageContaining("empty");
    }
}
