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

import java.math.BigDecimal;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rates in bits per second: {@code 1Gbps}, {@code 72.2Mbps-20MHz/1S/SGI}, {@code 10M}, {@code 1000000}.
 */
public final class DataRateValue {

    private static final Pattern RATE = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?)([kKMGT]?)(?:bps(?:[-*].*)?)?");

    private DataRateValue() {
    }

    public static OptionalLong parse(String text) {
        Matcher rate = RATE.matcher(text);
        if (!rate.matches()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(
                    new BigDecimal(rate.group(1)).multiply(BigDecimal.valueOf(IntegerValue.multiplier(rate.group(2))))
                            .toBigInteger()
                            .longValueExact());
        } catch (ArithmeticException e) {
            return OptionalLong.empty();
        }
    }
}
