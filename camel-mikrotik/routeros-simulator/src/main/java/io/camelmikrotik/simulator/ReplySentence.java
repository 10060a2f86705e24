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
import java.util.Map;

import io.netty.buffer.ByteBuf;

/**
 * One sentence to a client.
 *
 * @param reply {@code !re}, {@code !done} and so on
 * @param tag   empty for none
 * @param words the words after it, complete with their equals signs
 */
record ReplySentence(String reply, String tag, List<String> words) {

    static ReplySentence of(String reply, String tag, Map<String, String> attributes) {
        List<String> words = new ArrayList<>(attributes.size());
        attributes.forEach((name, value) -> words.add("=" + name + "=" + value));
        return new ReplySentence(reply, tag, words);
    }

    ReplySentence withTag(String other) {
        return new ReplySentence(reply, other, words);
    }

    ReplySentence withWord(String word) {
        List<String> more = new ArrayList<>(words);
        more.add(word);
        return new ReplySentence(reply, tag, more);
    }

    void writeTo(ByteBuf out, TagPosition position) {
        writeWord(out, reply);
        if (position == TagPosition.SECOND) {
            writeTag(out, tag);
        }
        for (String word : words) {
            writeWord(out, word);
        }
        if (position == TagPosition.LAST) {
            writeTag(out, tag);
        }
        out.writeByte(0);
    }

    static void writeTag(ByteBuf out, String tag) {
        if (!tag.isEmpty()) {
            writeWord(out, ".tag=" + tag);
        }
    }

    private static void writeWord(ByteBuf out, String word) {
        writeLength(out, word.length());
        out.writeCharSequence(word, StandardCharsets.ISO_8859_1);
    }

    private static void writeLength(ByteBuf out, int length) {
        if (length < 0x80) {
            out.writeByte(length);
        } else if (length < 0x4000) {
            out.writeShort(length | 0x8000);
        } else if (length < 0x200000) {
            out.writeMedium(length | 0xC00000);
        } else if (length < 0x10000000) {
            out.writeInt(length | 0xE0000000);
        } else {
            out.writeByte(0xF0);
            out.writeInt(length);
        }
    }
}
