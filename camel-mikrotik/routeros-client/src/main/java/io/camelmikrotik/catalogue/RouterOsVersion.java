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
package io.camelmikrotik.catalogue;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of RouterOS as far as the catalogue tells versions apart: {@code 7.16} for {@code 7.16.2 (stable)} and
 * for {@code 7.16rc1}.
 *
 * @param major 7 in {@code 7.16.2}
 * @param minor 16 in {@code 7.16.2}
 */
public record RouterOsVersion(int major, int minor) implements Comparable<RouterOsVersion> {

    private static final Pattern BEGINNING = Pattern.compile("\\s*([0-9]{1,4})\\.([0-9]{1,4})(?![0-9]).*");

    /** Reads what a router calls its version, such as {@code 7.16.2 (stable)}; empty if it is no version. */
    public static Optional<RouterOsVersion> parse(String text) {
        Matcher version = BEGINNING.matcher(text);
        return version.matches()
                ? Optional.of(new RouterOsVersion(Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2))))
                : Optional.empty();
    }

    @Override
    public int compareTo(RouterOsVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    /** Such as {@code 7.16}. */
    @Override
    public String toString() {
        return major + "." + minor;
    }
}
