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

import java.util.Arrays;
import java.util.Optional;

/**
 * An IPv4 or IPv6 address, or the prefix {@code address/length}. Never looks a name up.
 */
public final class AddressValue implements Comparable<AddressValue> {

    private static final int V4_BYTES = 4;
    private static final int V6_BYTES = 16;
    private static final int V6_GROUPS = 8;

    private final byte[] bytes;
    private final int length;

    private AddressValue(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    /** {@code 192.0.2.1}, {@code 192.0.2.0/24}, {@code 2001:db8::1/64}; an interface after {@code %} is left out. */
    public static Optional<AddressValue> parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        int zone = address.indexOf('%');
        byte[] bytes = bytes(zone < 0 ? address : address.substring(0, zone));
        if (bytes == null) {
            return Optional.empty();
        }
        int length = bytes.length * 8;
        if (slash >= 0) {
            String digits = text.substring(slash + 1);
            if (!digits.matches("[0-9]{1,3}") || Integer.parseInt(digits) > length) {
                return Optional.empty();
            }
            length = Integer.parseInt(digits);
        }
        return Optional.of(new AddressValue(bytes, length));
    }

    /** @param bytes of a single address, 4 or 16 of them */
    public static AddressValue of(byte[] bytes) {
        if (bytes.length != V4_BYTES && bytes.length != V6_BYTES) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length);
        }
        return new AddressValue(bytes.clone(), bytes.length * 8);
    }

    /** The address, 4 or 16 bytes, most significant first. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** The length of the prefix in bits; that of the whole address where the text has none. */
    public int length() {
        return length;
    }

    /** Whether both are IPv4 or both IPv6. */
    public boolean isOfSameKind(AddressValue other) {
        return bytes.length == other.bytes.length;
    }

    /** The lowest address of this prefix. */
    public AddressValue first() {
        return withHostBits(false);
    }

    /** The highest address of this prefix. */
    public AddressValue last() {
        return withHostBits(true);
    }

    /** IPv4 before IPv6, then by address, then the shorter prefix first. */
    @Override
    public int compareTo(AddressValue other) {
        if (bytes.length != other.bytes.length) {
            return Integer.compare(bytes.length, other.bytes.length);
        }
        int byAddress = Arrays.compareUnsigned(bytes, other.bytes);
        return byAddress != 0 ? byAddress : Integer.compare(length, other.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressValue address && compareTo(address) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(bytes) + length;
    }

    /** As RouterOS prints it (RFC 5952), with the length of the prefix unless it is a single address. */
    @Override
    public String toString() {
        String address = bytes.length == V4_BYTES ? v4Text() : v6Text();
        return length == bytes.length * 8 ? address : address + "/" + length;
    }

    private String v4Text() {
        return (bytes[0] & 0xFF) + "." + (bytes[1] & 0xFF) + "." + (bytes[2] & 0xFF) + "." + (bytes[3] & 0xFF);
    }

    private String v6Text() {
        int gap = -1;
        int gapLength = 1;
        for (int first = 0; first < V6_GROUPS; first++) {
            int end = first;
            while (end < V6_GROUPS && group(end) == 0) {
                end++;
            }
            if (end - first > gapLength) {
                gap = first;
                gapLength = end - first;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < V6_GROUPS; i++) {
            if (i == gap) {
                text.append("::");
                i += gapLength - 1;
            } else {
                text.append(text.length() == 0 || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(group(i)));
            }
        }
        return text.toString();
    }

    private int group(int index) {
        return (bytes[2 * index] & 0xFF) << 8 | bytes[2 * index + 1] & 0xFF;
    }

    private AddressValue withHostBits(boolean set) {
        byte[] result = bytes.clone();
        for (int bit = length; bit < 8 * result.length; bit++) {
            int mask = 0x80 >> bit % 8;
            result[bit / 8] = (byte) (set ? result[bit / 8] | mask : result[bit / 8] & ~mask);
        }
        return new AddressValue(result, 8 * result.length);
    }

    private static byte[] bytes(String address) {
        return address.indexOf(':') >= 0 ? v6(address) : v4(address);
    }

    private static byte[] v4(String address) {
        long number = v4Number(address);
        if (number < 0) {
            return null;
        }
        return new byte[] { (byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number };
    }

    /** A plain IPv4 address as a number, without making anything else of it; -1 if the text is none. */
    public static long v4Number(String text) {
        long number = 0;
        int dots = 0;
        int digits = 0;
        int part = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9' && digits < 3) {
                part = 10 * part + (c - '0');
                digits++;
            } else if (c == '.' && digits > 0 && part <= 255 && dots < V4_BYTES - 1) {
                number = number << 8 | part;
                dots++;
                digits = 0;
                part = 0;
            } else {
                return -1;
            }
        }
        return dots == V4_BYTES - 1 && digits > 0 && part <= 255 ? number << 8 | part : -1;
    }

    private static byte[] v6(String address) {
        int gap = address.indexOf("::");
        if (gap >= 0 && address.indexOf("::", gap + 1) >= 0) {
            return null;
        }
        byte[] head = groups(gap < 0 ? address : address.substring(0, gap));
        byte[] tail = gap < 0 ? new byte[0] : groups(address.substring(gap + 2));
        if (head == null || tail == null) {
            return null;
        }
        int given = head.length + tail.length;
        if (gap < 0 ? given != V6_BYTES : given > V6_BYTES - 2) {
            return null;
        }
        byte[] bytes = Arrays.copyOf(head, V6_BYTES);
        System.arraycopy(tail, 0, bytes, V6_BYTES - tail.length, tail.length);
        return bytes;
    }

    private static byte[] groups(String text) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        String[] groups = text.split(":", -1);
        byte[] bytes = new byte[groups.length * 2 + 2];
        int count = 0;
        for (int i = 0; i < groups.length; i++) {
            if (i == groups.length - 1 && groups[i].indexOf('.') >= 0) {
                byte[] v4 = v4(groups[i]);
                if (v4 == null) {
                    return null;
                }
                System.arraycopy(v4, 0, bytes, count, V4_BYTES);
                count += V4_BYTES;
            } else if (groups[i].matches("[0-9A-Fa-f]{1,4}")) {
                int group = Integer.parseInt(groups[i], 16);
                bytes[count++] = (byte) (group >> 8);
                bytes[count++] = (byte) group;
            } else {
                return null;
            }
        }
        return Arrays.copyOf(bytes, count);
    }
}
