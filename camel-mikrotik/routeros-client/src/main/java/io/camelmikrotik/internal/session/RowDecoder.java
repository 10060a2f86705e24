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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import io.camelmikrotik.internal.codec.Sentence;
import io.camelmikrotik.routeros.ApiCharset;
import io.camelmikrotik.routeros.RouterOsRow;

/**
 * Makes rows of the attribute words of reply sentences. Of one command, so that its rows share their property names;
 * event loop only.
 * <p>
 * An attribute word is split at its second {@code =}; the value may hold any byte. A word without a second {@code =} is
 * a property with an empty value.
 */
final class RowDecoder {

    /** A device that invents new property names for each row must not fill the heap with shapes. */
    private static final int MAX_SHAPES = 64;
    /** A string with its bytes, its place in the shape and in the shape's index. */
    private static final int BYTES_OF_NAME = 100;

    private final ApiCharset charset;
    private final Map<String, Names> known = new HashMap<>();
    private long bytesOfNames;
    /** Those of the row before, which most rows have too. */
    private Names last;

    // of the sentence at hand: its attribute words, the values in them
    private int[] attributeStarts = new int[16];
    private int[] valueStarts = new int[16];
    private int[] valueEnds = new int[16];

    RowDecoder(ApiCharset charset) {
        this.charset = charset;
    }

    RouterOsRow decode(Sentence sentence) {
        if (last == null || !last.comparable || !hasNamesOfLastRow(sentence)) {
            int count = findAttributes(sentence);
            if (count == 0) {
                return RouterOsRow.EMPTY;
            }
            last = names(sentence, count);
        }
        return row(sentence);
    }

    /** About what the names take that were made for this reply: each kind of row has its own. */
    long bytesOfNames() {
        return bytesOfNames;
    }

    /** How many shapes are remembered. */
    int shapes() {
        return known.size();
    }

    /** Compares the names without looking for their ends, and notes where the values are. */
    private boolean hasNamesOfLastRow(Sentence sentence) {
        byte[] bytes = sentence.bytes();
        int[] nameEnds = last.ends;
        int attribute = 0;
        int nameStart = 0;
        for (int word = 1; word < sentence.size(); word++) {
            int start = sentence.start(word);
            if (bytes[start] != '=') {
                ReplyWords.checkTag(sentence, word);
                continue;
            }
            if (attribute == nameEnds.length) {
                return false;
            }
            int nameEnd = nameEnds[attribute];
            int valueStart = start + nameEnd - nameStart;
            int end = sentence.end(word);
            if (valueStart > end || !Arrays.equals(bytes, start, valueStart, last.received, nameStart, nameEnd)) {
                return false;
            }
            valueStarts[attribute] = valueStart;
            valueEnds[attribute] = end;
            if (end - start >= ReplyWords.SHORT) {
                ReplyWords.checkLong(sentence, word);
            }
            attribute++;
            nameStart = nameEnd;
        }
        return attribute == nameEnds.length;
    }

    private int findAttributes(Sentence sentence) {
        byte[] bytes = sentence.bytes();
        int count = 0;
        for (int word = 1; word < sentence.size(); word++) {
            int start = sentence.start(word);
            if (bytes[start] != '=') {
                ReplyWords.checkTag(sentence, word);
                continue;
            }
            ReplyWords.checkName(bytes, start, sentence.end(word));
            if (sentence.end(word) - start >= ReplyWords.SHORT) {
                ReplyWords.checkLong(sentence, word);
            }
            if (count == valueStarts.length) {
                attributeStarts = Arrays.copyOf(attributeStarts, 2 * count);
                valueStarts = Arrays.copyOf(valueStarts, 2 * count);
                valueEnds = Arrays.copyOf(valueEnds, 2 * count);
            }
            int end = sentence.end(word);
            int equals = start + 1;
            while (equals < end && bytes[equals] != '=') {
                equals++;
            }
            attributeStarts[count] = start;
            valueStarts[count] = Math.min(equals + 1, end);
            valueEnds[count] = end;
            count++;
        }
        return count;
    }

    private Names names(Sentence sentence, int count) {
        int[] ends = new int[count];
        int total = 0;
        for (int i = 0; i < count; i++) {
            total += valueStarts[i] - attributeStarts[i];
            ends[i] = total;
        }
        byte[] received = new byte[total];
        for (int i = 0; i < count; i++) {
            int length = valueStarts[i] - attributeStarts[i];
            System.arraycopy(sentence.bytes(), attributeStarts[i], received, ends[i] - length, length);
        }
        // their number too: a lone = may be a word of its own or the end of a name
        String key = count + new String(received, StandardCharsets.ISO_8859_1);
        Names names = known.get(key);
        if (names == null) {
            names = newNames(received, ends);
            if (known.size() < MAX_SHAPES) {
                known.put(key, names);
            }
        }
        return names;
    }

    private Names newNames(byte[] received, int[] ends) {
        String[] names = new String[ends.length];
        bytesOfNames += (long) BYTES_OF_NAME * ends.length + 4L * received.length;
        boolean comparable = true;
        int start = 0;
        for (int i = 0; i < ends.length; i++) {
            boolean complete = ends[i] - start > 1 && received[ends[i] - 1] == '=';
            names[i] = charset.decode(received, start + 1, ends[i] - start - (complete ? 2 : 1));
            comparable &= complete;
            start = ends[i];
        }
        return new Names(received, ends, comparable, new RowShape(names));
    }

    private RouterOsRow row(Sentence sentence) {
        int count = last.ends.length;
        int[] ends = new int[count];
        int total = 0;
        for (int i = 0; i < count; i++) {
            total += valueEnds[i] - valueStarts[i];
            ends[i] = total;
        }
        byte[] values = new byte[total];
        for (int i = 0; i < count; i++) {
            int length = valueEnds[i] - valueStarts[i];
            System.arraycopy(sentence.bytes(), valueStarts[i], values, ends[i] - length, length);
        }
        return new RouterOsRow(last.shape, values, ends, charset);
    }

    /**
     * The names of a row as received.
     *
     * @param received   one behind the other, each with both its {@code =}
     * @param ends       where each ends
     * @param comparable whether a word that begins with one has that name: not if one lacks its second {@code =}, for
     *                   so begins a longer name too
     * @param shape      made of them
     */
    private record Names(byte[] received, int[] ends, boolean comparable, RowShape shape) {
    }
}
