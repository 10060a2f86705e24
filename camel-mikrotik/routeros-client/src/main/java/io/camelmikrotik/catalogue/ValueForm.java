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
 * The form of an argument's values, as the consoles of RouterOS 7.21 and 7.22 describe it.
 *
 * @param kind      what the value is
 * @param described the console's words, such as {@code 0s..1w (time interval)}; empty if it says nothing
 * @param negatable whether {@code !} may stand before the value
 * @param words     the words offered, or for {@link ValueKind#SET_OF_WORDS} the closed list; empty if none
 */
public record ValueForm(ValueKind kind, String described, boolean negatable, List<String> words) {

    /** Nothing is known. */
    public static final ValueForm UNKNOWN = new ValueForm(ValueKind.UNKNOWN, "", false, List.of());

    static ValueForm of(String described, boolean negatable, String offered) {
        List<String> words = offered.isEmpty() ? List.of() : List.of(offered.split("\\|"));
        ValueKind kind = ValueKind.of(described, words);
        if (kind == ValueKind.SET_OF_WORDS) {
            words = List.of(described.substring(0, described.lastIndexOf("[,")).split("\\|"));
        }
        return new ValueForm(kind, described, negatable, words);
    }

    /** Whether no other words than {@link #words()} are values: {@code yes} and {@code no}, or a set of words. */
    public boolean isClosed() {
        return kind == ValueKind.YES_NO || kind == ValueKind.SET_OF_WORDS;
    }
}
