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
import java.util.HexFormat;
import java.util.Optional;

/**
 * One spelling for all texts of an address, a prefix or a range: for comparing.
 */
final class CanonicalAddress {

    private static final int V4_BYTES = 4;

    private CanonicalAddress() {
    }

    /**
     * @param  network whether the bits of the host do not count
     * @return         {@code null} if the text is none
     */
    static String of(String text, boolean network) {
        if (text.indexOf('%') >= 0 || text.indexOf('.') < 0 && text.indexOf(':') < 0) {
            return null;
        }
        int dash = text.indexOf('-');
        if (dash > 0) {
            return range(text.substring(0, dash), text.substring(dash + 1));
        }
        return AddressValue.parse(text).map(address -> spelled(network ? address.first() : address, address.length()))
                .orElse(null);
    }

    /** RouterOS makes a prefix of a range where it can. */
    private static String range(String first, String last) {
        Optional<AddressValue> from = AddressValue.parse(first);
        Optional<AddressValue> to = AddressValue.parse(last);
        if (from.isEmpty() || to.isEmpty()) {
            return null;
        }
        BigInteger low = new BigInteger(1, from.get().toBytes());
        BigInteger size = new BigInteger(1, to.get().toBytes()).subtract(low).add(BigInteger.ONE);
        boolean prefix = from.get().isOfSameKind(to.get()) && size.signum() > 0 && size.bitCount() == 1
                && low.mod(size).signum() == 0;
        return prefix
                ? spelled(from.get(), from.get().toBytes().length * 8 - size.getLowestSetBit())
                : spelled(from.get(), from.get().length()) + "-" + spelled(to.get(), to.get().length());
    }

    /** A single address without its length. */
    private static String spelled(AddressValue address, int length) {
        byte[] bytes = address.toBytes();
        StringBuilder text = new StringBuilder();
        if (bytes.length == V4_BYTES) {
            for (byte each : bytes) {
                text.append(text.length() == 0 ? "" : ".").append(each & 0xFF);
            }
        } else {
            text.append(HexFormat.of().formatHex(bytes));
        }
        return length == bytes.length * 8 ? text.toString() : text.append('/').append(length).toString();
    }
}
