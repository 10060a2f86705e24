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

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SentenceLimitsTest {

    /** Words of up to 5 bytes, sentences of up to 10. */
    private final EmbeddedChannel channel = new EmbeddedChannel(new SentenceDecoder(5, 10));

    @Test
    void aSentenceOfTheGreatestLengthIsRead() {
        receive("03 '!re' 05 '=a=bc' 00");
        assertThat(sentence().ascii(1)).isEqualTo("=a=bc");
    }

    @Test
    void aSentenceOneByteLongerIsRefusedAsSoonAsTheLengthOfItsLastWordIsKnown() {
        receive("03 '!re' 02 '=a'");
        assertThatThrownBy(() -> receive("03")).isInstanceOf(BadFrameException.class)
                .hasMessage("sentence of more than 10 bytes received (3 words)");
    }

    @Test
    void theLengthsOfSentencesDoNotAddUp() {
        receive("03 '!re' 05 '=a=bc' 00 03 '!re' 05 '=a=de' 00 03 '!re' 05 '=a=fg' 00");
        assertThat(sentence().ascii(1)).isEqualTo("=a=bc");
        assertThat(sentence().ascii(1)).isEqualTo("=a=de");
        assertThat(sentence().ascii(1)).isEqualTo("=a=fg");
    }

    @Test
    void aWordThatIsNotCompleteBehindAnotherSentenceWaits() {
        receive("03 '!re' 00 05 '=a='");
        assertThat(sentence().size()).isEqualTo(1);
        assertThat(sentence()).isNull();
        receive("'bc' 00");
        assertThat(sentence().ascii(0)).isEqualTo("=a=bc");
    }

    /** Bytes in hexadecimal, text in quotes. */
    private void receive(String stream) {
        ByteBuf bytes = Unpooled.buffer();
        for (String part : stream.split(" ")) {
            if (part.startsWith("'")) {
                bytes.writeBytes(part.substring(1, part.length() - 1).getBytes(StandardCharsets.US_ASCII));
            } else {
                bytes.writeByte(Integer.parseInt(part, 16));
            }
        }
        channel.writeInbound(bytes);
    }

    private Sentence sentence() {
        return channel.readInbound();
    }
}
