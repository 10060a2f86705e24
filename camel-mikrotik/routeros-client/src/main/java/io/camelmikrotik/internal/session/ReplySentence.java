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

import io.camelmikrotik.internal.codec.Sentence;
import io.camelmikrotik.routeros.ApiCharset;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.routeros.Trap;

/**
 * Reads what every reply sentence has: its reply word and its tag, wherever the router put it (RouterOS manual, API,
 * "Reply word" and "Tags").
 */
final class ReplySentence {

    /** Of a reply without {@code .tag}, or with an empty one. */
    static final long UNTAGGED = -1;

    /** Of a reply whose tag is none of ours. */
    static final long FOREIGN_TAG = -2;

    static final byte[] ROW = ascii("!re");
    static final byte[] DONE = ascii("!done");
    static final byte[] TRAP = ascii("!trap");
    static final byte[] EMPTY = ascii("!empty");
    static final byte[] FATAL = ascii("!fatal");

    private static final byte[] TAG = ascii(".tag=");
    private static final String MESSAGE = "=message=";
    private static final int MAX_TAG_DIGITS = 18;

    private ReplySentence() {
    }

    /** Our tags are decimal counters. */
    static long tag(Sentence sentence) {
        for (int word = 1; word < sentence.size(); word++) {
            if (sentence.bytes()[sentence.start(word)] == '.' && sentence.startsWith(word, TAG)) {
                return number(sentence.bytes(), sentence.start(word) + TAG.length, sentence.end(word));
            }
        }
        return UNTAGGED;
    }

    /** The text of {@code !fatal}: a bare word on real routers, {@code =message=} in some implementations. */
    static String fatalReason(Sentence sentence, ApiCharset charset) {
        String reason = "";
        for (int word = 1; word < sentence.size(); word++) {
            String text = charset.decode(sentence.word(word));
            if (text.startsWith(MESSAGE) && text.length() > MESSAGE.length()) {
                return text.substring(MESSAGE.length());
            } else if (!text.startsWith(".tag=") && !text.startsWith("=")) {
                reason = reason.isEmpty() ? text : reason + " " + text;
            }
        }
        return reason.isEmpty() ? "no reason given" : reason;
    }

    /** The trap, whose {@code category} is often absent. */
    static Trap trap(RouterOsRow attributes) {
        String category = attributes.get("category");
        String message = attributes.get("message");
        return new Trap(
                category != null && category.matches("\\d{1,4}") ? Integer.valueOf(category) : null,
                message == null ? "" : message);
    }

    private static long number(byte[] bytes, int start, int end) {
        if (start == end) {
            return UNTAGGED;
        } else if (end - start > MAX_TAG_DIGITS) {
            return FOREIGN_TAG;
        }
        long number = 0;
        for (int i = start; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return FOREIGN_TAG;
            }
            number = 10 * number + digit;
        }
        return number;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
