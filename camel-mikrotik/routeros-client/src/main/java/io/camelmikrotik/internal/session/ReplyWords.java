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

import io.camelmikrotik.internal.codec.BadFrameException;
import io.camelmikrotik.internal.codec.Sentence;

/**
 * Tells whether a sentence can be a reply at all. Where bytes are lost or added the lengths of words are read from the
 * middle of others, and what follows may look like sentences with less in them; so a word in a place where none of its
 * kind can stand ends the session.
 */
final class ReplyWords {

    /** Words shorter than this have a prefix of one byte, which cannot swallow a word and begin as one. */
    static final int SHORT = 0x80;

    private static final byte[] TAG = { '.', 't', 'a', 'g', '=' };

    private ReplyWords() {
    }

    /** @throws BadFrameException if a word is neither an attribute nor a tag, or the first is no reply word */
    static void check(Sentence sentence) {
        byte[] bytes = sentence.bytes();
        int start = sentence.start(0);
        int end = sentence.end(0);
        if (bytes[start] != '!' || end - start < 2 || end - start > 32) {
            throw outOfStep("no reply word");
        }
        for (int i = start + 1; i < end; i++) {
            if (!(bytes[i] >= 'a' && bytes[i] <= 'z' || bytes[i] == '-')) {
                throw outOfStep("no reply word");
            }
        }
        for (int word = 1; word < sentence.size(); word++) {
            if (bytes[sentence.start(word)] == '=') {
                checkName(bytes, sentence.start(word), sentence.end(word));
                if (sentence.end(word) - sentence.start(word) >= SHORT) {
                    checkLong(sentence, word);
                }
            } else {
                checkTag(sentence, word);
            }
        }
    }

    /** A word that is no attribute. */
    static void checkTag(Sentence sentence, int word) {
        if (!sentence.startsWith(word, TAG)) {
            if (sentence.equals(0, ReplySentence.FATAL)) {
                // its reason is a bare word
                return;
            }
            throw outOfStep("a word that is neither an attribute nor a tag");
        }
        for (int i = sentence.start(word); i < sentence.end(word); i++) {
            if (sentence.bytes()[i] >= 0 && sentence.bytes()[i] < ' ') {
                throw outOfStep("a tag with control characters");
            }
        }
    }

    /** The name in {@code =name=value}. */
    static void checkName(byte[] bytes, int start, int end) {
        if (start + 1 == end || bytes[start + 1] == '=') {
            throw outOfStep("an attribute without a name");
        }
        for (int i = start + 1; i < end && bytes[i] != '='; i++) {
            if (bytes[i] >= 0 && bytes[i] < ' ' || bytes[i] == 0x7F) {
                throw outOfStep("a name with control characters");
            }
        }
    }

    /**
     * A byte too many before a word can turn its length into one that covers the words behind it: then the word goes
     * on, after its own length, with words to its very end.
     */
    static void checkLong(Sentence sentence, int word) {
        byte[] bytes = sentence.bytes();
        int start = sentence.start(word);
        int end = sentence.end(word);
        int next = start + (end - start & 0xFF);
        if (next < end && hasWordsToItsEnd(bytes, next, end)) {
            throw outOfStep("a word that has others in it");
        }
    }

    private static boolean hasWordsToItsEnd(byte[] bytes, int from, int end) {
        int words = 0;
        int next = from;
        while (next < end) {
            int length = bytes[next] & 0xFF;
            int start = next + 1;
            if (length >= 0xC0) {
                return false;
            } else if (length >= SHORT) {
                if (start == end) {
                    return false;
                }
                length = (length & 0x3F) << 8 | bytes[start++] & 0xFF;
            }
            if (length > 0) {
                if (start + length > end || !isWordBegin(bytes, start, start + length)) {
                    return false;
                }
                words++;
            }
            next = start + length;
        }
        return words > 0;
    }

    private static boolean isWordBegin(byte[] bytes, int start, int end) {
        if (bytes[start] != '=') {
            return bytes[start] == '!' || bytes[start] == '.';
        }
        int equals = start + 1;
        while (equals < end && (Character.isLetterOrDigit(bytes[equals]) || bytes[equals] == '-' || bytes[equals] == '.')) {
            equals++;
        }
        return equals > start + 1 && equals < end && bytes[equals] == '=';
    }

    static BadFrameException outOfStep(String what) {
        return new BadFrameException(what + " received: the session is out of step");
    }
}
