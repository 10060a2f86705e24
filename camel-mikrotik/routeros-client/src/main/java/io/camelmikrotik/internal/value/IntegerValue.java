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
package io.camelmikrotik.internal.value;

import java.math.BigInteger;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Integers of up to 64 bits: {@code 4294967296}, {@code 10k}, {@code 10M}, {@code 4G} (decimal multipliers),
 * {@code 0x1F}.
 */
public final class IntegerValue {

    private static final Pattern DECIMAL = Pattern.compile("(-?[0-9]{1,20})([kKMGT]?)");
    private static final Pattern HEXADECIMAL = Pattern.compile("0[xX]([0-9A-Fa-f]{1,16})");

    private IntegerValue() {
    }

    /**
     * Empty for text that is no integer, or one that does not fit 64 bits; an unsigned one of 64 bits comes out
     * negative.
     */
    public static OptionalLong parse(String text) {
        Matcher hexadecimal = HEXADECIMAL.matcher(text);
        if (hexadecimal.matches()) {
            return OptionalLong.of(Long.parseUnsignedLong(hexadecimal.group(1), 16));
        }
        Matcher decimal = DECIMAL.matcher(text);
        if (!decimal.matches()) {
            return OptionalLong.empty();
        }
        BigInteger value = new BigInteger(decimal.group(1)).multiply(BigInteger.valueOf(multiplier(decimal.group(2))));
        return value.bitLength() > 64 || value.signum() < 0 && value.bitLength() > 63
                ? OptionalLong.empty() : OptionalLong.of(value.longValue());
    }

    public static long multiplier(String letter) {
        switch (letter) {
            case "k", "K":
                return 1_000;
            case "M":
                return 1_000_000;
            case "G":
                return 1_000_000_000;
            case "T":
                return 1_000_000_000_000L;
            default:
                return 1;
        }
    }
}
