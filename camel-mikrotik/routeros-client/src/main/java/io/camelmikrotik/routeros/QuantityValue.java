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

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.camelmikrotik.internal.value.DurationValue;
import io.camelmikrotik.internal.value.IntegerValue;

/**
 * A number with its unit, of any size and with decimals: {@code 42}, {@code 10M}, {@code 1.5MiB}, {@code 72.2Mbps},
 * {@code 5%}, {@code 24.1V}, and the signal strength {@code -51@1Mbps} or {@code -51dBm}. Not times: see
 * {@link DurationValue}.
 *
 * @param amount in the unit itself: bits per second, bytes, percent, dBm
 * @param unit   {@code ""} for a plain number, {@code "k"} for one with a decimal multiplier and nothing else,
 *               {@code "bps"}, {@code "B"}, {@code "%"}, {@code "dBm"}, or another one as it is written
 */
public record QuantityValue(BigDecimal amount, String unit) {

    private static final String PLAIN = "";
    private static final String MULTIPLIED = "k";
    private static final String BITS = "bps";
    private static final String BYTES = "B";
    private static final String SIGNAL = "dBm";

    private static final Pattern SHAPE = Pattern.compile("([-+]?[0-9]{1,30}(?:\\.[0-9]{1,30})?) ?(.{0,64})");
    private static final Pattern HEXADECIMAL = Pattern.compile("0[xX]([0-9A-Fa-f]{1,16})");
    private static final Pattern RATE = Pattern.compile("([kKMGT]?)bps(?:[-*].*)?");
    private static final Pattern SIZE = Pattern.compile("(?:([KMGT])iB|([kKMGT]?)B)");
    private static final Pattern STRENGTH = Pattern.compile("(?:dBm)?@.*|dBm");
    private static final Pattern OTHER = Pattern.compile("%|m?V|m?A|W|°?C|[kMG]?Hz|(?i:rpm)|dB");

    public static Optional<QuantityValue> parse(String text) {
        Matcher hexadecimal = HEXADECIMAL.matcher(text);
        if (hexadecimal.matches()) {
            return Optional.of(new QuantityValue(new BigDecimal(new BigInteger(hexadecimal.group(1), 16)), PLAIN));
        }
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(shape.group(1));
        String unit = shape.group(2);
        if (unit.isEmpty()) {
            return text.endsWith(" ") ? Optional.empty() : Optional.of(new QuantityValue(number, PLAIN));
        }
        if (unit.length() == 1 && "kKMGT".contains(unit)) {
            return Optional.of(new QuantityValue(times(number, unit), MULTIPLIED));
        }
        Matcher rate = RATE.matcher(unit);
        if (rate.matches()) {
            return Optional.of(new QuantityValue(times(number, rate.group(1)), BITS));
        }
        Matcher size = SIZE.matcher(unit);
        if (size.matches()) {
            BigDecimal bytes = size.group(1) == null
                    ? times(number, size.group(2))
                    : number.multiply(BigDecimal.valueOf(1L << 10 * ("KMGT".indexOf(size.group(1)) + 1)));
            return Optional.of(new QuantityValue(bytes, BYTES));
        }
        if (STRENGTH.matcher(unit).matches()) {
            return Optional.of(new QuantityValue(number, SIGNAL));
        }
        return OTHER.matcher(unit).matches()
                ? Optional.of(new QuantityValue(number, unit.replace("°", "").replaceFirst("(?i)^rpm$", "rpm")))
                : Optional.empty();
    }

    /** Whether there is neither a unit nor a multiplier. */
    public boolean isPlain() {
        return unit.equals(PLAIN);
    }

    /** Whether both are amounts of the same; a plain number is one of anything, {@code 10M} of bits and bytes. */
    public boolean isComparableWith(QuantityValue other) {
        return unit.equals(other.unit) || isPlain() || other.isPlain() || isMultiplied(other) || other.isMultiplied(this);
    }

    private boolean isMultiplied(QuantityValue other) {
        return unit.equals(MULTIPLIED) && (other.unit.equals(BITS) || other.unit.equals(BYTES));
    }

    private static BigDecimal times(BigDecimal number, String letter) {
        return number.multiply(BigDecimal.valueOf(IntegerValue.multiplier(letter)));
    }
}
