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
package io.camelmikrotik.internal.where;

/**
 * The characters that a regular expression begins with and that stand for themselves, such as {@code cust-} of
 * {@code ^cust-[0-9]+$}: what a value must hold, told far quicker than by matching. Immutable.
 *
 * @param text       may be empty
 * @param atBegin    whether the value must begin with it
 * @param isAll      whether nothing else is asked for
 * @param isAllToEnd whether the value must end with it, and nothing else is asked for
 */
record LiteralBeginning(String text, boolean atBegin, boolean isAll, boolean isAllToEnd) {

    private static final LiteralBeginning NONE = new LiteralBeginning("", false, false, false);
    private static final String PLAIN_BESIDE_LETTERS_AND_DIGITS = " -_/:;,=@#%&<>!~'\"";
    private static final String REPETITIONS = "*+?{";

    /** @param expression one that was parsed, and so is right */
    static LiteralBeginning of(String expression) {
        if (expression.indexOf('|') >= 0 || expression.contains("(?i")) {
            return NONE;
        }
        boolean atBegin = expression.startsWith("^");
        int start = atBegin ? 1 : 0;
        int end = start;
        while (end < expression.length() && isPlain(expression.charAt(end))) {
            end++;
        }
        if (end < expression.length() && end > start && REPETITIONS.indexOf(expression.charAt(end)) >= 0) {
            end--;
        }
        String rest = expression.substring(end);
        return new LiteralBeginning(expression.substring(start, end), atBegin, rest.isEmpty(), rest.equals("$"));
    }

    private static boolean isPlain(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
                || PLAIN_BESIDE_LETTERS_AND_DIGITS.indexOf(c) >= 0;
    }

    /** Whether the value can match, as far as this tells. */
    boolean allows(String value) {
        if (isAllToEnd) {
            return atBegin ? value.equals(text) : value.endsWith(text);
        }
        return atBegin ? value.startsWith(text) : value.contains(text);
    }

    /** Whether a value that is allowed matches, without looking further. */
    boolean decides() {
        return isAll || isAllToEnd;
    }
}
