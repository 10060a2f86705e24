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

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelmikrotik.internal.session.Vectors;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SentenceCodecTest {

    private static final int MAX_WORD = 100;
    private static final int MAX_SENTENCE = 300;

    private EmbeddedChannel channel = new EmbeddedChannel(new SentenceDecoder(MAX_WORD, MAX_SENTENCE));

    @AfterEach
    void nothingIsLeftOver() {
        assertThat((Object) channel.readInbound()).isNull();
        channel.finishAndReleaseAll();
    }

    static Stream<Arguments> sentences() {
        return Vectors.of("sentences", "name");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sentences")
    void aSentenceOfTheVectorsIsWrittenAndReadHoweverItIsSplit(String name, JsonNode vector) {
        List<byte[]> words = new ArrayList<>();
        vector.get("words").forEach(word -> words.add(Vectors.word(word)));
        byte[] expected = Vectors.bytes(vector);

        assertThat(encode(words)).isEqualTo(expected);
        for (int split = 0; split <= expected.length; split++) {
            give(Arrays.copyOf(expected, split));
            give(Arrays.copyOfRange(expected, split, expected.length));
            if (words.isEmpty()) {
                assertThat((Object) channel.readInbound()).as("an empty sentence is skipped").isNull();
            } else {
                assertThat(words(channel.readInbound())).as("split at %s", split).isDeepEqualTo(words.toArray(byte[][]::new));
            }
        }
    }

    static Stream<Arguments> words() {
        return Vectors.of("words", "name");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("words")
    void aWordOfTheVectorsCountsBytesAndNotCharacters(String name, JsonNode vector) {
        byte[] travelling = Vectors.bytes(vector);
        byte[] word = vector.has("text")
                ? vector.get("text").asText().getBytes(Charset.forName(vector.get("charset").asText()))
                : Arrays.copyOfRange(travelling, 1, travelling.length);
        ByteBuf out = Unpooled.buffer();

        SentenceEncoder.word(out, word);

        assertThat(word).hasSize(vector.get("byte_len").asInt());
        assertThat(taken(out)).isEqualTo(travelling);
        give(travelling);
        give((byte) 0);
        assertThat(words(channel.readInbound())).isDeepEqualTo(new byte[][] { word });
    }

    @Test
    void theLongWordsOfTheVectorsAreWrittenAndRead() throws Exception {
        EmbeddedChannel large = new EmbeddedChannel(new SentenceDecoder(1 << 24, 1 << 25));
        for (JsonNode vector : Vectors.section("long_words").get("cases")) {
            byte[] prefix = vector.get("prefix").asText().getBytes(StandardCharsets.US_ASCII);
            byte[] fill = new byte[vector.get("word_len").asInt() - prefix.length];
            Arrays.fill(fill, (byte) vector.get("fill").asText().charAt(0));
            ByteBuf out = Unpooled.buffer();

            SentenceEncoder.word(out, prefix, fill);
            byte[] encoded = taken(out);

            assertThat(encoded).hasSize(vector.get("encoded_len").asInt());
            assertThat(HexFormat.of().formatHex(encoded)).startsWith(vector.get("length_prefix_hex").asText());
            assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded)))
                    .isEqualTo(vector.get("encoded_sha256").asText());
            large.writeInbound(Unpooled.wrappedBuffer(encoded, new byte[] { 0 }));
            Sentence read = large.readInbound();
            assertThat(read.size()).isEqualTo(1);
            assertThat(read.end(0) - read.start(0)).isEqualTo(vector.get("word_len").asInt());
        }
        large.finishAndReleaseAll();
    }

    @Test
    void randomSentencesComeBackFromRandomPieces() {
        Random random = new Random(2);
        channel = new EmbeddedChannel(new SentenceDecoder(1 << 20, 1 << 22));
        for (int round = 0; round < 300; round++) {
            List<List<byte[]>> sent = new ArrayList<>();
            ByteBuf stream = Unpooled.buffer();
            for (int i = random.nextInt(6); i >= 0; i--) {
                List<byte[]> words = randomWords(random);
                sent.add(words);
                stream.writeBytes(encode(words));
                stream.writeZero(random.nextInt(3)); // empty sentences
            }
            byte[] bytes = taken(stream);
            for (int from = 0, to; from < bytes.length; from = to) {
                to = Math.min(bytes.length, from + 1 + random.nextInt(random.nextBoolean() ? 3 : 5_000));
                give(Arrays.copyOfRange(bytes, from, to));
            }
            for (List<byte[]> words : sent) {
                assertThat(words(channel.readInbound())).isDeepEqualTo(words.toArray(byte[][]::new));
            }
        }
    }

    private static List<byte[]> randomWords(Random random) {
        List<byte[]> words = new ArrayList<>();
        for (int i = random.nextInt(40); i >= 0; i--) {
            byte[] word = new byte[1 + random.nextInt(random.nextInt(20) == 0 ? 40_000 : 200)];
            random.nextBytes(word);
            words.add(word);
        }
        return words;
    }

    @Test
    void emptySentencesAreSkipped() {
        give((byte) 0, (byte) 0, (byte) 0);
        give("!done");
        give((byte) 0);

        assertThat(words(channel.readInbound())).isDeepEqualTo(new byte[][] { "!done".getBytes() });
    }

    @Test
    void aZeroByteInsideAPrefixOrAValueEndsNothing() {
        byte[] word = new byte[0x100]; // prefix 81 00
        channel = new EmbeddedChannel(new SentenceDecoder(1 << 10, 1 << 10));

        for (byte each : encode(List.of(word))) {
            give(each);
        }

        assertThat(words(channel.readInbound())).isDeepEqualTo(new byte[][] { word });
    }

    @Test
    void aWordOfTheLargestSizeIsTakenAndOneByteMoreIsNot() {
        give(encode(List.of(new byte[MAX_WORD])));
        assertThat(words(channel.readInbound())).isDeepEqualTo(new byte[][] { new byte[MAX_WORD] });

        assertThatThrownBy(() -> give((byte) (MAX_WORD + 1))).isInstanceOf(BadFrameException.class)
                .hasMessageContaining("101 bytes").hasMessageContaining("at most 100");
    }

    @Test
    void aWordIsRefusedByItsPrefixAloneBeforeMemoryIsTakenForIt() {
        assertThatThrownBy(() -> give(HexFormat.of().parseHex("f0ffffffff"))).isInstanceOf(BadFrameException.class)
                .hasMessageContaining("4294967295");
    }

    @Test
    void aSentenceOfTooManyBytesIsRefusedThoughItsWordsAreShort() {
        assertThatThrownBy(() -> {
            for (int i = 0; i < 1_000; i++) {
                give((byte) 2, (byte) '=', (byte) 'a');
            }
        }).isInstanceOf(BadFrameException.class).hasMessageContaining("sentence of more than 300 bytes");
    }

    @Test
    void afterABrokenFrameNothingIsReadAnyMore() {
        give("!done");
        assertThatThrownBy(() -> give((byte) 0xF8)).isInstanceOf(BadFrameException.class);

        give("!done");
        give((byte) 0xF8);

        assertThat(words(channel.readInbound())).as("what came before").isDeepEqualTo(new byte[][] { "!done".getBytes() });
        assertThat((Object) channel.readInbound()).as("what came after").isNull();
    }

    @Test
    void anEmptyWordCannotBeWrittenBecauseItWouldEndTheSentence() {
        assertThatThrownBy(() -> SentenceEncoder.word(Unpooled.buffer(), new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSentenceShowsItsFirstWordOnly() {
        assertThat(Sentence.of("/login".getBytes(), "=password=s3cret".getBytes())).hasToString("/login (2 words)");
    }

    /** One sentence of one ASCII word. */
    private void give(String word) {
        give(encode(List.of(word.getBytes(StandardCharsets.US_ASCII))));
    }

    private void give(byte... bytes) {
        channel.writeInbound(Unpooled.wrappedBuffer(bytes));
    }

    private static byte[] encode(List<byte[]> words) {
        ByteBuf out = Unpooled.buffer();
        words.forEach(word -> SentenceEncoder.word(out, word));
        SentenceEncoder.endOfSentence(out);
        return taken(out);
    }

    private static byte[] taken(ByteBuf out) {
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return bytes;
    }

    private static byte[][] words(Sentence sentence) {
        byte[][] words = new byte[sentence.size()][];
        for (int i = 0; i < words.length; i++) {
            words[i] = sentence.word(i);
        }
        return words;
    }
}
