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
package io.camelmikrotik.catalogue;

import java.util.List;

/**
 * What a value is, as the console of a router describes it.
 */
public enum ValueKind {

    /** Free text. */
    TEXT,
    /** A span of time, such as {@code 1d2h}. */
    TIME,
    /** An IPv4 address. */
    ADDRESS,
    /** An IPv4 prefix, range or address. */
    ADDRESS_RANGE,
    /** An IPv4 or IPv6 prefix. */
    PREFIX,
    MAC_ADDRESS,
    /** A whole number. */
    NUMBER,
    HEXADECIMAL,
    /** {@code yes} or {@code no}. */
    YES_NO,
    /** Some of a closed list of words, in any order, joined by commas. */
    SET_OF_WORDS,
    /** The console offers words. Some of these lists are closed, others show what the router has at the moment. */
    WORDS_OFFERED,
    /** The console says nothing of it. */
    UNKNOWN;

    static ValueKind of(String form, List<String> words) {
        if (form.endsWith("*]")) {
            return SET_OF_WORDS;
        }
        if (form.contains("(time interval)") || form.equals("time interval")) {
            return TIME;
        }
        if (form.contains("(IP address range)")) {
            return ADDRESS_RANGE;
        }
        if (form.contains("(IP address)")) {
            return ADDRESS;
        }
        if (form.contains("prefix)")) {
            return PREFIX;
        }
        if (form.contains("(MAC address)")) {
            return MAC_ADDRESS;
        }
        if (form.startsWith("string value")) {
            return TEXT;
        }
        if (form.startsWith("hexadecimal")) {
            return HEXADECIMAL;
        }
        if (form.matches("-?[0-9]+\\.\\.-?[0-9]+")) {
            return NUMBER;
        }
        if (words.size() == 2 && words.contains("yes") && words.contains("no")) {
            return YES_NO;
        }
        return words.isEmpty() ? UNKNOWN : WORDS_OFFERED;
    }
}
