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
package io.camelmikrotik.simulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;

/**
 * Bytes to requests, however the bytes are split. A control byte, an undefined length prefix or a word above 65536
 * bytes closes the connection, as a router does.
 */
final class RequestReader extends ByteToMessageDecoder {

    private static final int LONGEST_WORD = 65536;
    private static final int INCOMPLETE = -1;
    private static final int BROKEN = -2;

    private List<String> words = new ArrayList<>();
    private boolean broken;

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (broken) {
            in.skipBytes(in.readableBytes());
            return;
        }
        in.markReaderIndex();
        int length = length(in);
        if (length == BROKEN || length > LONGEST_WORD) {
            broken = true;
            in.skipBytes(in.readableBytes());
            Session session = context.pipeline().get(Session.class);
            session.cut();
        } else if (length == INCOMPLETE || in.readableBytes() < length) {
            in.resetReaderIndex();
        } else if (length > 0) {
            words.add(in.readCharSequence(length, StandardCharsets.ISO_8859_1).toString());
        } else if (!words.isEmpty()) {
            List<String> sentence = words;
            words = new ArrayList<>();
            out.add(Request.of(sentence));
        }
    }

    private static int length(ByteBuf in) {
        int first = in.readUnsignedByte();
        if (first < 0x80) {
            return first;
        }
        if (first > 0xF0) {
            return BROKEN;
        }
        int more = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (in.readableBytes() < more) {
            return INCOMPLETE;
        }
        long length = first & (0xFF >> (more + 1));
        for (int i = 0; i < more; i++) {
            length = length << 8 | in.readUnsignedByte();
        }
        return length > LONGEST_WORD ? BROKEN : (int) length;
    }
}
