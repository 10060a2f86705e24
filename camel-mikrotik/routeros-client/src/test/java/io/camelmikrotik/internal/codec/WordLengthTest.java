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

import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelmikrotik.internal.session.Vectors;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WordLengthTest {

    @ParameterizedTest
    @CsvSource({
            "0x0, 00", "0x1, 01", "0x7F, 7f", "0x80, 8080", "0xFF, 80ff", "0x100, 8100", "0x3FFF, bfff",
            "0x4000, c04000", "0xFFFF, c0ffff", "0x10000, c10000", "0x1FFFFF, dfffff", "0x200000, e0200000",
            "0xFFFFFFF, efffffff", "0x10000000, f010000000", "0xFFFFFFFF, f0ffffffff" })
    void everyFormBeginsAndEndsWhereTheManualSays(String length, String hex) {
        assertThat(written(Long.decode(length))).isEqualTo(hex);
        assertThat(read(hex)).isEqualTo(Long.decode(length));
    }

    static Stream<Arguments> lengths() {
        return Vectors.of("length_encoding", "len_hex");
    }

    @ParameterizedTest(name = "{index} {0}")
    @MethodSource("lengths")
    void theVectorsAreWrittenAndRead(String name, JsonNode vector) {
        long length = vector.get("len").asLong();
        String hex = vector.get("hex").asText();

        assertThat(written(length)).isEqualTo(hex);
        assertThat(read(hex)).isEqualTo(length);
        assertThat(hex.length() / 2).isEqualTo(vector.get("bytes").asInt());
        if (length <= Integer.MAX_VALUE) {
            assertThat(WordLength.prefixLength((int) length)).isEqualTo(vector.get("bytes").asInt());
        }
        for (int cut = 0; cut < hex.length(); cut += 2) {
            assertThat(read(hex.substring(0, cut))).as("only %s bytes of it", cut / 2).isEqualTo(WordLength.INCOMPLETE);
        }
    }

    @Test
    void aRandomLengthComesBackInTheShortestForm() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            long length = random.nextLong() >>> 32 + random.nextInt(32);
            String hex = written(length);
            assertThat(read(hex)).isEqualTo(length);
            assertThat(hex.length() / 2).isEqualTo(
                    length < 0x80 ? 1 : length < 0x4000 ? 2 : length < 0x200000 ? 3 : length < 0x10000000 ? 4 : 5);
        }
    }

    static Stream<Arguments> longerThanNeeded() {
        return Vectors.of("length_decoding_non_canonical", "hex");
    }

    @ParameterizedTest(name = "{index} {0}")
    @MethodSource("longerThanNeeded")
    void aLongerFormThanNeededIsAccepted(String hex, JsonNode vector) {
        assertThat(read(hex)).isEqualTo(vector.get("len").asLong());
    }

    static Stream<Arguments> brokenPrefixes() {
        return Vectors.of("length_decoding_errors", "hex");
    }

    @ParameterizedTest(name = "{index} {0}")
    @MethodSource("brokenPrefixes")
    void aBrokenPrefixIsTold(String hex, JsonNode vector) {
        switch (vector.get("error").asText()) {
            case "truncated" -> assertThat(read(hex)).isEqualTo(WordLength.INCOMPLETE);
            case "control-byte" -> assertThatThrownBy(() -> read(hex)).isInstanceOf(BadFrameException.class)
                    .hasMessageContaining("control byte 0x" + hex.substring(0, 2).toUpperCase());
            default -> assertThatThrownBy(() -> read(hex)).isInstanceOf(BadFrameException.class)
                    .hasMessageContaining("undefined length prefix 0x" + hex.substring(0, 2).toUpperCase());
        }
    }

    @Test
    void everyFirstByteAboveF0IsRefusedBeforeAnythingElseArrives() {
        for (int first = 0xF1; first <= 0xFF; first++) {
            String hex = HexFormat.of().toHexDigits((byte) first);
            assertThatThrownBy(() -> read(hex)).as(hex).isInstanceOf(BadFrameException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = { -1, 0x100000000L, Long.MIN_VALUE, Long.MAX_VALUE })
    void aLengthThatNoFormHoldsIsRefused(long length) {
        assertThatThrownBy(() -> written(length)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Long.toString(length));
    }

    @Test
    void theVectorsErrorsAreRefused() {
        for (JsonNode vector : Vectors.section("length_encoding_errors")) {
            assertThatThrownBy(() -> written(vector.get("len").asLong())).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static String written(long length) {
        ByteBuf out = Unpooled.buffer();
        WordLength.write(out, length);
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static long read(String hex) {
        ByteBuf in = Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex));
        long length = WordLength.get(in, 0, in.writerIndex());
        if (length != WordLength.INCOMPLETE) {
            assertThat(WordLength.prefixLengthOf(in.getUnsignedByte(0))).isEqualTo(hex.length() / 2);
        }
        assertThat(in.readerIndex()).isZero();
        return length;
    }
}
