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
package io.camelmikrotik.fuzz;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.camelmikrotik.exception.ValueFormatException;
import io.camelmikrotik.internal.value.AddressValue;
import io.camelmikrotik.internal.value.CanonicalValue;
import io.camelmikrotik.internal.value.DateTimeValue;
import io.camelmikrotik.internal.value.DurationValue;
import io.camelmikrotik.routeros.PairValue;
import io.camelmikrotik.routeros.RouterOsRow;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Whatever text a property has: it is a value of the kind asked for or a {@link ValueFormatException}, and what is read
 * is consistent with itself.
 * <p>
 * The first line of an input is the name of the property, the rest its value.
 */
public final class ValuesFuzzTarget {

    private static final LocalDateTime NOW = LocalDateTime.of(2024, 2, 29, 12, 0);

    private ValuesFuzzTarget() {
    }

    /** Called by the fuzzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        String name = end < 0 ? "value" : text.substring(0, end);
        String value = text.substring(end + 1);
        checkAccessors(name, value);
        DurationValue.parse(value).ifPresent(ValuesFuzzTarget::checkDuration);
        AddressValue.parse(value).ifPresent(ValuesFuzzTarget::checkAddress);
        DateTimeValue.parse(value, NOW);
        Optional<PairValue> pair = PairValue.parse(value);
        pair.ifPresent(both -> checkCanonical(name, both.first(), both.second()));
        checkCanonical(name, value, value);
    }

    private static void checkAccessors(String name, String value) {
        RouterOsRow row = RouterOsRow.of(Map.of(name, value));
        List<ThrowingCallable> accessors = List.of(
                () -> row.getBoolean(name), () -> row.getDecimal(name), () -> row.getPair(name), () -> row.getVersion(name),
                () -> row.getLong(name), () -> row.getDuration(name), () -> row.getDataRate(name),
                () -> row.getDataSize(name), () -> row.getDateTime(name), () -> row.getInstant(name, ZoneOffset.UTC),
                () -> row.getList(name));
        for (ThrowingCallable accessor : accessors) {
            Throwable thrown = catchThrowable(accessor);
            if (thrown != null && !(thrown instanceof ValueFormatException)) {
                throw new AssertionError("not documented: " + thrown, thrown);
            }
        }
    }

    private static void checkDuration(Duration duration) {
        assertThat(DurationValue.parse(DurationValue.format(duration))).contains(duration);
    }

    private static void checkAddress(AddressValue address) {
        assertThat(address.first()).isLessThanOrEqualTo(address.last());
        assertThat(address.isOfSameKind(address.last())).isTrue();
        assertThat(address.length()).isBetween(0, address.toBytes().length * 8);
    }

    private static void checkCanonical(String property, String one, String other) {
        for (CanonicalValue values : List.of(CanonicalValue.INSTANCE, CanonicalValue.ignoringOrder(List.of(property)))) {
            assertThat(values.same(property, one, one)).isTrue();
            assertThat(values.same(property, one, other)).isEqualTo(values.same(property, other, one));
        }
    }
}
