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
 * Sizes in bytes: {@code 5120}, {@code 10KiB}, {@code 1.5MiB} (powers of 1024), {@code 10k}, {@code 4G} (decimal).
 */
public final class DataSizeValue {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?) ?(?:([KMGT])iB|([kKMGT]?)B?)");

    private DataSizeValue() {
    }

    public static OptionalLong parse(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            return OptionalLong.empty();
        }
        long unit = size.group(2) != null
                ? 1L << 10 * ("KMGT".indexOf(size.group(2)) + 1) : IntegerValue.multiplier(size.group(3));
        try {
            return OptionalLong
                    .of(new BigDecimal(size.group(1)).multiply(BigDecimal.valueOf(unit)).toBigInteger().longValueExact());
        } catch (ArithmeticException e) {
            return OptionalLong.empty();
        }
    }
}
