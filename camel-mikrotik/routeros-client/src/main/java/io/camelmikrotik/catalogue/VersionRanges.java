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

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The versions of RouterOS that have something, among those that the catalogue knows. Immutable.
 */
public final class VersionRanges {

    /** Everything that the catalogue knows. */
    public static final VersionRanges ALL = new VersionRanges(List.of(new Range(null, null)));

    /** From the first to the last, both included; open where {@code null}. */
    private record Range(RouterOsVersion first, RouterOsVersion last) {

        boolean contains(RouterOsVersion version) {
            return (first == null || first.compareTo(version) <= 0) && (last == null || version.compareTo(last) <= 0);
        }

        @Override
        public String toString() {
            if (Objects.equals(first, last)) {
                return first == null ? "all versions" : "only " + first;
            }
            if (last == null) {
                return "since " + first;
            }
            return first == null ? "until " + last : first + " to " + last;
        }
    }

    private final List<Range> ranges;

    private VersionRanges(List<Range> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    /** Reads the catalogue's own form: {@code 7.22-}, {@code -7.15}, {@code 7.12-7.14}, several joined by {@code |}. */
    static VersionRanges parse(String text) {
        if (text.isEmpty()) {
            return ALL;
        }
        List<Range> ranges = new ArrayList<>();
        for (String range : text.split("\\|")) {
            int dash = range.indexOf('-');
            ranges.add(new Range(version(range.substring(0, dash)), version(range.substring(dash + 1))));
        }
        return new VersionRanges(ranges);
    }

    private static RouterOsVersion version(String text) {
        return text.isEmpty() ? null : RouterOsVersion.parse(text).orElseThrow();
    }

    /** Whether that version is among them. */
    public boolean contains(RouterOsVersion version) {
        return ranges.stream().anyMatch(range -> range.contains(version));
    }

    /** The first version; empty if the oldest one known has it already. */
    public Optional<RouterOsVersion> since() {
        return Optional.ofNullable(ranges.get(0).first());
    }

    /** The last version; empty if the newest one known still has it. */
    public Optional<RouterOsVersion> until() {
        return Optional.ofNullable(ranges.get(ranges.size() - 1).last());
    }

    /** For people: {@code since 7.22}, {@code 7.12 to 7.14}, {@code all versions}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        ranges.forEach(range -> text.append(text.isEmpty() ? "" : " and ").append(range));
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VersionRanges others && ranges.equals(others.ranges);
    }

    @Override
    public int hashCode() {
        return ranges.hashCode();
    }
}
