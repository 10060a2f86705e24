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
package io.camelmikrotik.internal.codec;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SentenceTest {

    private final Sentence sentence = Sentence.of(ascii("!re"), ascii("=name=ether1"), ascii(".tag=7"));

    @Test
    void wordsLieBehindOneAnother() {
        assertThat(sentence.bytes()).isEqualTo(ascii("!re=name=ether1.tag=7"));
        assertThat(sentence.start(1)).isEqualTo(3);
        assertThat(sentence.end(1)).isEqualTo(15);
        assertThat(sentence.ascii(1)).isEqualTo("=name=ether1");
        assertThat(sentence.word(2)).isEqualTo(ascii(".tag=7"));
    }

    @Test
    void aWordBeginsWithItsBeginningAndWithItself() {
        assertThat(sentence.startsWith(2, ascii(".tag="))).isTrue();
        assertThat(sentence.startsWith(2, ascii(".tag=7"))).isTrue();
        assertThat(sentence.startsWith(2, ascii(".tag=8"))).isFalse();
        assertThat(sentence.startsWith(1, ascii("name"))).isFalse();
    }

    @Test
    void aWordDoesNotBeginWithALongerOneThatTheNextWordWouldComplete() {
        assertThat(sentence.startsWith(0, ascii("!re=name"))).isFalse();
        assertThat(sentence.startsWith(2, ascii(".tag=70"))).as("nor does the last word").isFalse();
    }

    @Test
    void aWordEqualsItsBytesOnly() {
        assertThat(sentence.equals(0, ascii("!re"))).isTrue();
        assertThat(sentence.equals(0, ascii("!re="))).isFalse();
        assertThat(sentence.equals(0, ascii("!r"))).isFalse();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
