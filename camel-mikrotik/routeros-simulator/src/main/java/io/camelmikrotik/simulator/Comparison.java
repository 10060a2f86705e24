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

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.regex.Pattern;

import io.netty.util.NetUtil;

/** How query words compare values: by what they look like, as the console does. */
final class Comparison {

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,40}(\\.\\d{1,20})?");

    private Comparison() {
    }

    static boolean equal(String stored, String asked) {
        return stored.equals(asked) || Booleans.same(stored, asked);
    }

    static int compare(String left, String right) {
        if (NUMBER.matcher(left).matches() && NUMBER.matcher(right).matches()) {
            return new BigDecimal(left).compareTo(new BigDecimal(right));
        }
        Duration leftDuration = Durations.parse(left);
        Duration rightDuration = leftDuration == null ? null : Durations.parse(right);
        if (rightDuration != null) {
            return leftDuration.compareTo(rightDuration);
        }
        BigInteger leftAddress = address(left);
        BigInteger rightAddress = leftAddress == null ? null : address(right);
        return rightAddress == null ? left.compareTo(right) : leftAddress.compareTo(rightAddress);
    }

    /** The address and, in the last byte, its prefix length; null for other texts. */
    private static BigInteger address(String text) {
        int slash = text.indexOf('/');
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(slash < 0 ? text : text.substring(0, slash));
        if (bytes == null) {
            return null;
        }
        String length = slash < 0 ? "128" : text.substring(slash + 1);
        if (!NUMBER.matcher(length).matches()) {
            return null;
        }
        return new BigInteger(1, bytes).shiftLeft(8).add(new BigDecimal(length).toBigInteger());
    }
}
