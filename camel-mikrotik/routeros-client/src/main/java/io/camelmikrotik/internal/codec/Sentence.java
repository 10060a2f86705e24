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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An immutable list of words, the unit in which routers and clients speak (RouterOS manual, API, "API sentences"). The
 * zero-length word that ends a sentence is not part of it.
 * <p>
 * All words lie in one array, one behind the other: word {@code i} is {@code bytes()[start(i)] … bytes()[end(i) - 1]}.
 */
public final class Sentence {

    private final byte[] bytes;
    private final int[] bounds;
    private final int size;

    /**
     * @param bytes  holds the words; not copied
     * @param bounds start and end of word {@code i} at {@code 2 * i} and {@code 2 * i + 1}; not copied
     * @param size   the number of words
     */
    Sentence(byte[] bytes, int[] bounds, int size) {
        this.bytes = bytes;
        this.bounds = bounds;
        this.size = size;
    }

    /** A sentence of these words. */
    public static Sentence of(byte[]... words) {
        int total = Arrays.stream(words).mapToInt(word -> word.length).sum();
        byte[] bytes = new byte[total];
        int[] bounds = new int[2 * words.length];
        int offset = 0;
        for (int i = 0; i < words.length; i++) {
            System.arraycopy(words[i], 0, bytes, offset, words[i].length);
            bounds[2 * i] = offset;
            offset += words[i].length;
            bounds[2 * i + 1] = offset;
        }
        return new Sentence(bytes, bounds, words.length);
    }

    public int size() {
        return size;
    }

    /** The array that holds the words: shared, not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    public int start(int word) {
        return bounds[2 * word];
    }

    public int end(int word) {
        return bounds[2 * word + 1];
    }

    /** A copy of one word. */
    public byte[] word(int word) {
        return Arrays.copyOfRange(bytes, start(word), end(word));
    }

    /** One word as ISO-8859-1: for words that are ASCII by definition. */
    public String ascii(int word) {
        return new String(bytes, start(word), end(word) - start(word), StandardCharsets.ISO_8859_1);
    }

    /** Whether the word begins with these bytes. */
    public boolean startsWith(int word, byte[] prefix) {
        int start = start(word);
        return end(word) - start >= prefix.length
                && Arrays.equals(bytes, start, start + prefix.length, prefix, 0, prefix.length);
    }

    /** Whether the word is exactly these bytes. */
    public boolean equals(int word, byte[] other) {
        return Arrays.equals(bytes, start(word), end(word), other, 0, other.length);
    }

    /** The number of words and the first word: the others may hold secrets. */
    @Override
    public String toString() {
        return size == 0 ? "(empty)" : ascii(0) + " (" + size + " words)";
    }
}
