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
 * Writes words and ends of sentences into a buffer. Pure functions.
 */
public final class SentenceEncoder {

    private SentenceEncoder() {
    }

    /** Writes one word, which must not be empty: an empty word ends the sentence. */
    public static void word(ByteBuf out, byte[] word) {
        if (word.length == 0) {
            throw new IllegalArgumentException("an empty word would end the sentence");
        }
        WordLength.write(out, word.length);
        out.writeBytes(word);
    }

    /** Writes one word made of two parts, such as {@code =name=} and a value. */
    public static void word(ByteBuf out, byte[] first, byte[] second) {
        WordLength.write(out, (long) first.length + second.length);
        out.writeBytes(first);
        out.writeBytes(second);
    }

    /** Writes the zero-length word that ends a sentence. */
    public static void endOfSentence(ByteBuf out) {
        out.writeByte(0);
    }
}
