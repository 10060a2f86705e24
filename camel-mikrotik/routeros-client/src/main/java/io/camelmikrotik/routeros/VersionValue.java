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

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of RouterOS or of a firmware: {@code 7.10.1 (stable)}, {@code 7.9}, {@code 7.16rc2}, {@code 6.49.10}. What
 * follows a blank is not compared. A beta is less than a release candidate, and that less than the release.
 */
public final class VersionValue implements Comparable<VersionValue> {

    private static final Pattern SHAPE
            = Pattern.compile("([0-9]{1,9})(?:\\.([0-9]{1,9}))?(?:\\.([0-9]{1,9}))?(?:(alpha|beta|rc)([0-9]{1,9})?)?( .*)?");
    private static final List<String> STAGES = List.of("alpha", "beta", "rc");

    private static final Comparator<VersionValue> ORDER = Comparator.<VersionValue, Integer> comparing(each -> each.major)
            .thenComparing(each -> each.minor).thenComparing(each -> each.patch).thenComparing(each -> each.stage)
            .thenComparing(each -> each.stageNumber);

    private final int major;
    private final int minor;
    private final int patch;
    private final int stage;
    private final int stageNumber;
    private final boolean unmistakable;

    private VersionValue(Matcher shape) {
        this.major = number(shape.group(1));
        this.minor = number(shape.group(2));
        this.patch = number(shape.group(3));
        this.stage = shape.group(4) == null ? STAGES.size() : STAGES.indexOf(shape.group(4));
        this.stageNumber = number(shape.group(5));
        this.unmistakable = shape.group(3) != null || shape.group(4) != null;
    }

    public static Optional<VersionValue> parse(String text) {
        Matcher shape = SHAPE.matcher(text);
        return shape.matches() ? Optional.of(new VersionValue(shape)) : Optional.empty();
    }

    /** Whether it cannot be a number: {@code 7.10} can, {@code 7.10.1} and {@code 7.10rc1} cannot. */
    public boolean isUnmistakable() {
        return unmistakable;
    }

    @Override
    public int compareTo(VersionValue other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VersionValue version && compareTo(version) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * (31 * major + minor) + patch) + stage) + stageNumber;
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
