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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelmikrotik.internal.codec.BadFrameException;
import io.camelmikrotik.internal.codec.Sentence;
import io.camelmikrotik.internal.codec.SentenceDecoder;
import io.camelmikrotik.routeros.ApiCharset;
import io.camelmikrotik.routeros.RouterOsRow;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The recorded reply streams of the protocol reference, split at every byte.
 */
class ReplyVectorsTest {

    static Stream<Arguments> replyStreams() throws IOException {
        JsonNode vectors = new ObjectMapper().readTree(ReplyVectorsTest.class.getResource("/routeros-vectors.json"));
        return StreamSupport.stream(vectors.get("reply_streams").spliterator(), false)
                .map(vector -> Arguments.of(vector.get("name").asText(), vector));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("replyStreams")
    void isReadAsTheReferenceSaysHoweverItIsSplit(String name, JsonNode vector) {
        byte[] bytes = HexFormat.of().parseHex(vector.get("hex").asText());
        for (int split = 0; split <= bytes.length; split++) {
            List<Sentence> sentences = decode(bytes, split);
            assertThat(sentences).as("split at " + split).hasSize(vector.get("replies").size());
            for (int i = 0; i < sentences.size(); i++) {
                checkReply(sentences.get(i), vector.get("replies").get(i));
            }
        }
    }

    private static List<Sentence> decode(byte[] bytes, int split) {
        EmbeddedChannel channel = new EmbeddedChannel(new SentenceDecoder(1 << 20, 1 << 20));
        List<Sentence> sentences = new ArrayList<>();
        try {
            channel.writeInbound(Unpooled.copiedBuffer(bytes, 0, split));
            channel.writeInbound(Unpooled.copiedBuffer(bytes, split, bytes.length - split));
        } catch (BadFrameException e) {
            assertThat(e).hasMessageContaining("control byte");
        }
        for (Sentence sentence = channel.readInbound(); sentence != null; sentence = channel.readInbound()) {
            sentences.add(sentence);
        }
        channel.finishAndReleaseAll();
        return sentences;
    }

    private static void checkReply(Sentence sentence, JsonNode expected) {
        assertThat(sentence.ascii(0)).isEqualTo(expected.get("reply").asText());
        checkTag(sentence, expected.get("tag"));
        Map<String, byte[]> values = new LinkedHashMap<>();
        for (JsonNode attribute : expected.get("attrs")) {
            values.put(
                    attribute.get("k").asText(),
                    attribute.has("v")
                            ? attribute.get("v").asText().getBytes(StandardCharsets.UTF_8)
                            : HexFormat.of().parseHex(attribute.get("v_hex").asText()));
        }
        RouterOsRow row = new RowDecoder(ApiCharset.UTF_8).decode(sentence);
        assertThat(List.copyOf(row.keySet())).isEqualTo(List.copyOf(values.keySet()));
        values.forEach((name, value) -> assertThat(row.getBytes(name)).as(name).isEqualTo(value));
        if (expected.get("reply").asText().equals("!fatal") && !expected.get("other").isEmpty()) {
            assertThat(ReplySentence.fatalReason(sentence, ApiCharset.UTF_8))
                    .isEqualTo(expected.get("other").get(0).get("v").asText());
        }
    }

    private static void checkTag(Sentence sentence, JsonNode expected) {
        long tag = ReplySentence.tag(sentence);
        if (expected.isNull()) {
            assertThat(tag).isEqualTo(ReplySentence.UNTAGGED);
        } else if (expected.asText().chars().allMatch(Character::isDigit)) {
            assertThat(tag).isEqualTo(expected.asLong());
        } else {
            assertThat(tag).isEqualTo(ReplySentence.FOREIGN_TAG);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("replyStreams")
    void isReadByteByByteAsAtOnce(String name, JsonNode vector) {
        byte[] bytes = HexFormat.of().parseHex(vector.get("hex").asText());
        EmbeddedChannel channel = new EmbeddedChannel(new SentenceDecoder(1 << 20, 1 << 20));
        int read = 0;
        try {
            for (byte one : bytes) {
                channel.writeInbound(Unpooled.wrappedBuffer(new byte[] { one }));
            }
        } catch (BadFrameException e) {
            assertThat(e).hasMessageContaining("control byte");
        }
        while (channel.readInbound() instanceof Sentence) {
            read++;
        }
        channel.finishAndReleaseAll();
        assertThat(read).as(Arrays.toString(bytes)).isEqualTo(vector.get("replies").size());
    }
}
