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

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The form of an argument's values, in the console's words. What the words leave open is not judged: which of the words
 * offered are all there are, and where a name may stand for an address.
 *
 * @param kind      what a value is
 * @param described such as {@code 0s..1d (time interval)}
 * @param negatable whether {@code !} may stand before the value
 * @param words     that are offered
 */
record ValueForm(Kind kind, String described, boolean negatable, List<String> words) {

    enum Kind {
        SET_OF_WORDS,
        TIME,
        TEXT,
        HEXADECIMAL,
        MAC_ADDRESS,
        ADDRESS,
        NUMBER,
        YES_NO,
        UNKNOWN;

        private static Kind of(String described, List<String> words) {
            if (described.endsWith("*]")) {
                return SET_OF_WORDS;
            } else if (described.endsWith("time interval") || described.endsWith("(time interval)")) {
                return TIME;
            } else if (described.startsWith("string value")) {
                return TEXT;
            } else if (described.startsWith("hexadecimal")) {
                return HEXADECIMAL;
            } else if (described.contains("(MAC address)")) {
                return MAC_ADDRESS;
            } else if (described.contains("(IP ")) {
                return ADDRESS;
            } else if (RANGE.matcher(described).matches()) {
                return NUMBER;
            }
            return words.size() == 2 && words.contains("yes") && words.contains("no") ? YES_NO : UNKNOWN;
        }
    }

    static final ValueForm NOT_KNOWN = new ValueForm(Kind.UNKNOWN, "", false, List.of());

    private static final Pattern LENGTH = Pattern.compile("(min|max) length (\\d+)");
    private static final Pattern RANGE = Pattern.compile("(\\S+?)\\.\\.(\\S+)(?: \\(time interval\\))?");
    private static final Pattern HEXADECIMAL = Pattern.compile("(0x)?[0-9A-Fa-f]*");
    private static final Pattern MAC = Pattern.compile("[0-9A-Fa-f]{1,2}(?:[:.-][0-9A-Fa-f]{1,2}){5}|[0-9A-Fa-f]{12}");
    private static final Pattern NUMBERS_OF_ADDRESS = Pattern.compile("[0-9/-]*\\.[0-9./-]*");
    private static final Pattern ADDRESS = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:/(\\d{1,2}))?");

    static ValueForm of(String described, boolean negatable, String offered) {
        List<String> words = offered.isEmpty() ? List.of() : Arrays.asList(offered.split("\\|"));
        return new ValueForm(Kind.of(described, words), described, negatable, words);
    }

    /** @throws Refusal in the router's words */
    void check(String argument, String value) {
        if (kind == Kind.UNKNOWN) {
            return;
        }
        String plain = negatable && value.startsWith("!") ? value.substring(1) : value;
        if (plain.isEmpty() || words.contains(plain)) {
            return;
        }
        switch (kind) {
            case SET_OF_WORDS -> checkSet(argument, plain);
            case TIME -> checkTime(argument, plain);
            case TEXT -> checkLength(argument, plain);
            case HEXADECIMAL -> {
                require(HEXADECIMAL.matcher(plain).matches(), argument);
                checkLength(argument, plain);
            }
            case MAC_ADDRESS -> require(MAC.matcher(plain).matches(), argument);
            case ADDRESS -> checkAddresses(argument, plain);
            case NUMBER -> checkNumber(argument, plain);
            default -> require(Booleans.isTrue(plain) || Booleans.same("false", plain), argument);
        }
    }

    private static void require(boolean fits, String argument) {
        if (!fits) {
            throw Refusal.invalidValue(argument);
        }
    }

    /** Several words of a closed list, in any order. */
    private void checkSet(String argument, String value) {
        List<String> closed = List.of(described.substring(0, described.lastIndexOf("[,")).split("\\|"));
        for (String word : value.split(",")) {
            if (!closed.contains(word.startsWith("!") ? word.substring(1) : word)) {
                throw Refusal.noMatch(argument);
            }
        }
    }

    private void checkTime(String argument, String value) {
        Duration time = Durations.parse(value);
        require(time != null, argument);
        Matcher range = RANGE.matcher(described);
        if (range.matches()) {
            Duration least = Durations.parse(range.group(1));
            Duration most = Durations.parse(range.group(2));
            if (least != null && most != null && (time.compareTo(least) < 0 || time.compareTo(most) > 0)) {
                throw Refusal.outOfRange(argument, range.group(1), range.group(2));
            }
        }
    }

    private void checkLength(String argument, String value) {
        if (!described.contains(" length ")) {
            return;
        }
        for (Matcher bound = LENGTH.matcher(described); bound.find();) {
            int length = Integer.parseInt(bound.group(2));
            require("min".equals(bound.group(1)) ? value.length() >= length : value.length() <= length, argument);
        }
    }

    private void checkNumber(String argument, String value) {
        if (!value.chars().allMatch(Character::isDigit)) {
            // 65000.1 of an AS
            require(value.matches("\\d+\\.\\d+"), argument);
            return;
        }
        Matcher range = RANGE.matcher(described);
        require(range.matches() && value.length() < 19, argument);
        if (Long.parseLong(value) < Long.parseLong(range.group(1)) || Long.parseLong(value) > Long.parseLong(range.group(2))) {
            throw Refusal.outOfRange(argument, range.group(1), range.group(2));
        }
    }

    /**
     * What looks like IPv4 addresses, ranges or prefixes must be some. Anything else may be a name or an IPv6 address:
     * routers take these in many places whose form says IP address.
     */
    private static void checkAddresses(String argument, String value) {
        if (words(value).allMatch(part -> NUMBERS_OF_ADDRESS.matcher(part).matches())) {
            require(words(value).flatMap(part -> Arrays.stream(part.split("-"))).allMatch(ValueForm::isAddress), argument);
        }
    }

    private static Stream<String> words(String value) {
        return Arrays.stream(value.split(","));
    }

    private static boolean isAddress(String text) {
        Matcher address = ADDRESS.matcher(text);
        if (!address.matches()) {
            return false;
        }
        for (int i = 1; i <= 4; i++) {
            if (Integer.parseInt(address.group(i)) > 255) {
                return false;
            }
        }
        return address.group(5) == null || Integer.parseInt(address.group(5)) <= 32;
    }
}
