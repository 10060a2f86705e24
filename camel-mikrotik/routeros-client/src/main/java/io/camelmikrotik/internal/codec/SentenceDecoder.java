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

import java.util.Arrays;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;

/**
 * Cuts the byte stream into {@link Sentence}s, however the network split it. Empty sentences are skipped.
 * <p>
 * A broken frame, or one beyond the limits, raises {@link BadFrameException} once; what follows is discarded, for there
 * is no way back into step.
 */
public final class SentenceDecoder extends ByteToMessageDecoder {

    private static final int USUAL_WORDS = 16;
    /** Each takes 8 bytes here and more in a row, however small it is. */
    private static final int MAX_WORDS = 1 << 16;

    private final int maxWordLength;
    private final int maxSentenceLength;

    // of the sentence that is not complete yet, relative to the reader index; so no byte is looked at twice
    private int[] bounds = new int[2 * USUAL_WORDS];
    private int words;
    private int scanned;
    private boolean broken;

    /**
     * @param maxWordLength     largest word accepted, in bytes
     * @param maxSentenceLength largest sum of the words of one sentence accepted, prefixes included, in bytes
     */
    public SentenceDecoder(int maxWordLength, int maxSentenceLength) {
        this.maxWordLength = maxWordLength;
        this.maxSentenceLength = maxSentenceLength;
        setCumulator(MERGE_CUMULATOR);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (broken) {
            in.skipBytes(in.readableBytes());
            return;
        }
        try {
            Sentence sentence = next(in);
            if (sentence != null) {
                out.add(sentence);
            }
        } catch (BadFrameException e) {
            broken = true;
            in.skipBytes(in.readableBytes());
            throw e;
        }
    }

    // <prefix><word> <prefix><word> … <00>
    private Sentence next(ByteBuf in) {
        int end = in.writerIndex();
        while (true) {
            int base = in.readerIndex();
            int index = base + scanned;
            long length = WordLength.get(in, index, end);
            if (length == WordLength.INCOMPLETE) {
                return null;
            }
            int start = index + WordLength.prefixLengthOf(in.getUnsignedByte(index));
            if (length == 0) {
                Sentence sentence = words == 0 ? null : sentence(in, base, index);
                in.readerIndex(start);
                words = 0;
                scanned = 0;
                if (sentence != null) {
                    return sentence;
                }
                continue;
            }
            checkLimits(length, start - base);
            if (end - start < length) {
                return null;
            }
            addWord(start - base, start - base + (int) length);
        }
    }

    private void checkLimits(long length, int before) {
        if (length > maxWordLength) {
            throw new BadFrameException("word of " + length + " bytes received (at most " + maxWordLength + ")");
        }
        if (before + length > maxSentenceLength) {
            throw new BadFrameException(
                    "sentence of more than " + maxSentenceLength + " bytes received (" + (words + 1) + " words)");
        }
    }

    private void addWord(int start, int end) {
        if (2 * words == bounds.length) {
            if (words >= MAX_WORDS) {
                throw new BadFrameException("sentence of more than " + MAX_WORDS + " words received");
            }
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        bounds[2 * words] = start;
        bounds[2 * words + 1] = end;
        words++;
        scanned = end;
    }

    private Sentence sentence(ByteBuf in, int base, int end) {
        byte[] bytes = new byte[end - base];
        in.getBytes(base, bytes);
        return new Sentence(bytes, Arrays.copyOf(bounds, 2 * words), words);
    }
}
