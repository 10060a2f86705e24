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

import io.netty.buffer.ByteBuf;

/**
 * The length prefix of a word: one to five bytes, most significant first (RouterOS manual, API, "API words").
 */
final class WordLength {

    /** The prefix is not complete yet. */
    static final long INCOMPLETE = -1;

    private static final int CONTROL_BYTES = 0xF8;
    private static final int FIVE_BYTES = 0xF0;

    private WordLength() {
    }

    /** How many bytes the shortest prefix of this length takes. */
    static int prefixLength(int length) {
        if (length < 0x80) {
            return 1;
        } else if (length < 0x4000) {
            return 2;
        } else if (length < 0x200000) {
            return 3;
        }
        return length < 0x10000000 ? 4 : 5;
    }

    /**
     * Writes the shortest prefix.
     *
     * @param length 0 to 0xFFFFFFFF
     */
    static void write(ByteBuf out, long length) {
        if (length < 0 || length > 0xFFFFFFFFL) {
            throw new IllegalArgumentException("length: " + length + " (expected: 0..4294967295)");
        } else if (length < 0x80) {
            out.writeByte((int) length);
        } else if (length < 0x4000) {
            out.writeShort((int) length | 0x8000);
        } else if (length < 0x200000) {
            out.writeMedium((int) length | 0xC00000);
        } else if (length < 0x10000000) {
            out.writeInt((int) length | 0xE0000000);
        } else {
            out.writeByte(FIVE_BYTES);
            out.writeInt((int) length);
        }
    }

    /** How many bytes the prefix that begins with this byte takes. */
    static int prefixLengthOf(int first) {
        if (first < 0x80) {
            return 1;
        } else if (first < 0xC0) {
            return 2;
        } else if (first < 0xE0) {
            return 3;
        } else if (first < FIVE_BYTES) {
            return 4;
        } else if (first == FIVE_BYTES) {
            return 5;
        }
        // F1 to F7 are not defined and clients disagree about them; F8 and above are reserved control bytes. Neither
        // tells how long what follows is: there is no way to go on.
        throw new BadFrameException(
                first >= CONTROL_BYTES
                        ? String.format("control byte 0x%02X received where a word should begin", first)
                        : String.format("undefined length prefix 0x%02X", first));
    }

    /**
     * Reads a prefix without moving the reader index. Longer prefixes than needed are accepted.
     *
     * @return                   the length, or {@link #INCOMPLETE}
     * @throws BadFrameException for a control byte or an undefined prefix
     */
    static long get(ByteBuf in, int index, int end) {
        if (index >= end) {
            return INCOMPLETE;
        }
        int first = in.getUnsignedByte(index);
        if (first < 0x80) {
            return first;
        }
        int bytes = prefixLengthOf(first);
        if (end - index < bytes) {
            return INCOMPLETE;
        }
        switch (bytes) {
            case 2:
                return in.getUnsignedShort(index) & 0x3FFF;
            case 3:
                return in.getUnsignedMedium(index) & 0x1FFFFF;
            case 4:
                return in.getInt(index) & 0x0FFFFFFF;
            default:
                return in.getUnsignedInt(index + 1);
        }
    }
}
