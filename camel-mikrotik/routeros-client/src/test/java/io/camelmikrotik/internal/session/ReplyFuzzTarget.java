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

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

import com.sun.management.ThreadMXBean;
import io.camelmikrotik.internal.codec.BadFrameException;
import io.camelmikrotik.internal.codec.Sentence;
import io.camelmikrotik.internal.codec.SentenceDecoder;
import io.camelmikrotik.routeros.ApiCharset;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.routeros.SessionLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever bytes a device sends: sentences and rows are those that a plain reading of the protocol finds, however the
 * network split the bytes, a broken frame is reported once, nothing else is thrown, and memory grows with the bytes
 * that came, not with those that were announced.
 * <p>
 * The first byte of an input chooses the split, the others are the stream.
 */
public final class ReplyFuzzTarget {

    private static final long BYTES_PER_RUN = 2 << 20;
    private static final long BYTES_PER_BYTE = 1_000;

    private static final Limits USUAL
            = new Limits(SessionLimits.DEFAULTS.maxWordLength(), SessionLimits.DEFAULTS.maxSentenceLength());
    private static final Limits TIGHT = new Limits(200, 500);

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private ReplyFuzzTarget() {
    }

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] stream = Arrays.copyOfRange(input, 1, input.length);
        Reading whole = decode(stream, 0, USUAL);
        Reading split = decode(stream, input[0] & 0xFF, TIGHT);
        List<Optional<RouterOsRow>> rows = rows(whole.sentences);
        checkMemory(stream);

        check(whole, PlainReading.of(stream, USUAL));
        check(split, PlainReading.of(stream, TIGHT));
        assertThat(rows(whole.sentences)).as("rows, read again").isEqualTo(rows);
        for (int i = 0; i < rows.size(); i++) {
            Sentence sentence = whole.sentences.get(i);
            rows.get(i).ifPresent(row -> checkRow(row, sentence));
        }
    }

    /** Reads once more, with all classes loaded: the fuzzer changes each, which takes more memory than any input. */
    private static void checkMemory(byte[] stream) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        rows(decode(stream, 0, USUAL).sentences);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).as("bytes allocated").isLessThan(BYTES_PER_RUN + BYTES_PER_BYTE * stream.length);
    }

    private record Limits(int word, int sentence) {
    }

    private record Reading(List<Sentence> sentences, boolean broken) {
    }

    private static Reading decode(byte[] stream, int split, Limits limits) {
        EmbeddedChannel channel = new EmbeddedChannel(new SentenceDecoder(limits.word, limits.sentence));
        SplittableRandom sizes = new SplittableRandom(split);
        List<Sentence> sentences = new ArrayList<>();
        boolean broken = false;
        for (int from = 0; from < stream.length;) {
            int size = split == 0 ? stream.length : Math.min(stream.length - from, 1 + sizes.nextInt(split));
            ByteBuf received = Unpooled.copiedBuffer(stream, from, size);
            from += size;
            try {
                channel.writeInbound(received);
            } catch (BadFrameException e) {
                assertThat(broken).as("broken before").isFalse();
                broken = true;
            }
            for (Sentence each = channel.readInbound(); each != null; each = channel.readInbound()) {
                sentences.add(each);
            }
        }
        assertThat(channel.finish()).as("anything left at the end").isFalse();
        return new Reading(sentences, broken);
    }

    /** Empty where the words of a sentence are out of step, which ends a session. */
    private static List<Optional<RouterOsRow>> rows(List<Sentence> sentences) {
        RowDecoder decoder = new RowDecoder(ApiCharset.UTF_8);
        return sentences.stream().map(sentence -> {
            try {
                return Optional.of(decoder.decode(sentence));
            } catch (BadFrameException e) {
                return Optional.<RouterOsRow> empty();
            }
        }).toList();
    }

    private static void check(Reading reading, PlainReading expected) {
        assertThat(reading.broken).as("broken").isEqualTo(expected.broken);
        assertThat(reading.sentences).as("sentences").hasSameSizeAs(expected.sentences);
        for (int i = 0; i < reading.sentences.size(); i++) {
            Sentence sentence = reading.sentences.get(i);
            List<byte[]> words = expected.sentences.get(i);
            assertThat(sentence.size()).as("words").isEqualTo(words.size());
            for (int word = 0; word < words.size(); word++) {
                assertThat(sentence.word(word)).isEqualTo(words.get(word));
            }
        }
    }

    private static void checkRow(RouterOsRow row, Sentence sentence) {
        Map<String, byte[]> expected = new LinkedHashMap<>();
        for (int word = 1; word < sentence.size(); word++) {
            String text = sentence.ascii(word);
            if (text.startsWith("=")) {
                int second = text.indexOf('=', 1);
                int end = second < 0 ? text.length() : second;
                byte[] bytes = sentence.word(word);
                expected.put(
                        ApiCharset.UTF_8.decode(bytes, 1, end - 1),
                        Arrays.copyOfRange(bytes, Math.min(end + 1, bytes.length), bytes.length));
            }
        }
        assertThat(List.copyOf(row.keySet())).as("names").isEqualTo(List.copyOf(expected.keySet()));
        expected.forEach((name, value) -> {
            assertThat(row.getBytes(name)).as(name).isEqualTo(value);
            assertThat(row.get(name)).isEqualTo(ApiCharset.UTF_8.decode(value));
        });
        assertThat(row.toString()).isNotNull();
        assertThat(ReplySentence.tag(sentence)).isGreaterThanOrEqualTo(ReplySentence.FOREIGN_TAG);
        assertThat(ReplySentence.fatalReason(sentence, ApiCharset.UTF_8)).isNotEmpty();
        assertThat(ReplySentence.trap(row).message()).isNotNull();
    }

    /** The protocol's framing once more, as plainly as can be. */
    private record PlainReading(List<List<byte[]>> sentences, boolean broken) {

        private static final int[] LENGTH_BITS = { 0x7F, 0x3F, 0x1F, 0x0F, 0 };

        static PlainReading of(byte[] stream, Limits limits) {
            List<List<byte[]>> sentences = new ArrayList<>();
            List<byte[]> words = new ArrayList<>();
            int start = 0;
            for (int at = 0; at < stream.length;) {
                int first = stream[at] & 0xFF;
                if (first > 0xF0) {
                    return new PlainReading(sentences, true);
                }
                int more = first < 0x80 ? 0 : first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
                if (at + more >= stream.length) {
                    break;
                }
                long length = first & LENGTH_BITS[more];
                for (int i = 1; i <= more; i++) {
                    length = length << 8 | stream[at + i] & 0xFF;
                }
                at += more + 1;
                if (length == 0) {
                    if (!words.isEmpty()) {
                        sentences.add(words);
                    }
                    words = new ArrayList<>();
                    start = at;
                    continue;
                }
                if (length > limits.word || at - start + length > limits.sentence) {
                    return new PlainReading(sentences, true);
                }
                if (at + length > stream.length) {
                    break;
                }
                words.add(Arrays.copyOfRange(stream, at, at + (int) length));
                at += (int) length;
            }
            return new PlainReading(sentences, false);
        }
    }
}
