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
package io.camelmikrotik.simulator.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;

/**
 * Bytes to sentences: lists of words. Empty sentences are skipped.
 */
public final class SentenceReader extends ByteToMessageDecoder {

    /** Changelog of 3.30. */
    private static final int LONGEST_WORD = 65536;

    private List<String> words = new ArrayList<>();

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        while (in.isReadable()) {
            int first = in.getUnsignedByte(in.readerIndex());
            int prefix = prefixBytes(first);
            if (in.readableBytes() < prefix) {
                return;
            }
            long length = length(in, first, prefix);
            if (length > LONGEST_WORD) {
                throw new WireFormatException("a word of " + length + " bytes");
            }
            if (in.readableBytes() < prefix + length) {
                return;
            }
            in.skipBytes(prefix);
            if (length > 0) {
                words.add(in.readCharSequence((int) length, StandardCharsets.ISO_8859_1).toString());
            } else if (!words.isEmpty()) {
                out.add(words);
                words = new ArrayList<>();
                return;
            }
        }
    }

    private static int prefixBytes(int first) {
        if (first > 0xF0) {
            throw new WireFormatException("length prefix " + Integer.toHexString(first));
        }
        return first < 0x80 ? 1 : first < 0xC0 ? 2 : first < 0xE0 ? 3 : first < 0xF0 ? 4 : 5;
    }

    private static long length(ByteBuf in, int first, int prefix) {
        int at = in.readerIndex();
        switch (prefix) {
            case 1:
                return first;
            case 2:
                return in.getUnsignedShort(at) & 0x3FFF;
            case 3:
                return in.getUnsignedMedium(at) & 0x1FFFFF;
            case 4:
                return in.getUnsignedInt(at) & 0x0FFFFFFF;
            default:
                return in.getUnsignedInt(at + 1);
        }
    }
}
