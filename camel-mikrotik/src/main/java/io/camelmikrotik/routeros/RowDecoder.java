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
package io.camelmikrotik.routeros;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import io.camelmikrotik.routeros.codec.Sentence;

/**
 * Makes rows of the attribute words of reply sentences. Of one command, so that its rows share their property names;
 * event loop only.
 * <p/>
 * An attribute word is split at its second {@code =}; the value may hold any byte. A word without a second {@code =} is
 * a property with an empty value.
 */
final class RowDecoder {

    /** A device that invents new property names for each row must not fill the heap with shapes. */
    private static final int MAX_SHAPES = 64;

    private final WordCharset charset;
    private final Map<String, RowShape> shapes = new HashMap<>();

    // the shape of the row before, which most rows have too; its names as received, one behind the other, each with its =
    private byte[] lastNames = new byte[0];
    private int[] lastNameEnds = new int[0];
    private RowShape lastShape = RowShape.EMPTY;

    // of the sentence at hand: where the names end (after the second =) and which words they are
    private int[] attributeWords = new int[16];
    private int[] valueStarts = new int[16];

    RowDecoder(WordCharset charset) {
        this.charset = charset;
    }

    RouterOsRow decode(Sentence sentence) {
        int count = findAttributes(sentence);
        if (count == 0) {
            return RouterOsRow.EMPTY;
        }
        RowShape shape = hasNamesOfLastRow(sentence, count) ? lastShape : learnShape(sentence, count);
        return new RouterOsRow(shape, values(sentence, count), ends(sentence, count), charset);
    }

    /** How many shapes are remembered. */
    int shapes() {
        return shapes.size();
    }

    private int findAttributes(Sentence sentence) {
        byte[] bytes = sentence.bytes();
        int count = 0;
        for (int word = 1; word < sentence.size(); word++) {
            int start = sentence.start(word);
            if (bytes[start] != '=') {
                continue;
            }
            if (count == attributeWords.length) {
                attributeWords = Arrays.copyOf(attributeWords, 2 * count);
                valueStarts = Arrays.copyOf(valueStarts, 2 * count);
            }
            int end = sentence.end(word);
            int equals = start + 1;
            while (equals < end && bytes[equals] != '=') {
                equals++;
            }
            attributeWords[count] = word;
            valueStarts[count] = Math.min(equals + 1, end);
            count++;
        }
        return count;
    }

    private boolean hasNamesOfLastRow(Sentence sentence, int count) {
        if (count != lastNameEnds.length) {
            return false;
        }
        byte[] bytes = sentence.bytes();
        int from = 0;
        for (int i = 0; i < count; i++) {
            int to = lastNameEnds[i];
            if (!Arrays.equals(bytes, sentence.start(attributeWords[i]), valueStarts[i], lastNames, from, to)) {
                return false;
            }
            from = to;
        }
        return true;
    }

    private RowShape learnShape(Sentence sentence, int count) {
        lastNameEnds = new int[count];
        int total = 0;
        for (int i = 0; i < count; i++) {
            total += valueStarts[i] - sentence.start(attributeWords[i]);
            lastNameEnds[i] = total;
        }
        lastNames = new byte[total];
        String[] names = new String[count];
        for (int i = 0; i < count; i++) {
            int start = sentence.start(attributeWords[i]);
            int length = valueStarts[i] - start;
            System.arraycopy(sentence.bytes(), start, lastNames, lastNameEnds[i] - length, length);
            names[i] = name(sentence.bytes(), start + 1, valueStarts[i]);
        }
        String key = new String(lastNames, StandardCharsets.ISO_8859_1);
        lastShape = shapes.get(key);
        if (lastShape == null) {
            lastShape = new RowShape(names);
            if (shapes.size() < MAX_SHAPES) {
                shapes.put(key, lastShape);
            }
        }
        return lastShape;
    }

    private String name(byte[] bytes, int start, int end) {
        boolean hasEquals = end > start && bytes[end - 1] == '=';
        return charset.decode(bytes, start, end - start - (hasEquals ? 1 : 0));
    }

    private byte[] values(Sentence sentence, int count) {
        int total = 0;
        for (int i = 0; i < count; i++) {
            total += sentence.end(attributeWords[i]) - valueStarts[i];
        }
        byte[] values = new byte[total];
        int offset = 0;
        for (int i = 0; i < count; i++) {
            int length = sentence.end(attributeWords[i]) - valueStarts[i];
            System.arraycopy(sentence.bytes(), valueStarts[i], values, offset, length);
            offset += length;
        }
        return values;
    }

    private int[] ends(Sentence sentence, int count) {
        int[] ends = new int[count];
        int offset = 0;
        for (int i = 0; i < count; i++) {
            offset += sentence.end(attributeWords[i]) - valueStarts[i];
            ends[i] = offset;
        }
        return ends;
    }
}
