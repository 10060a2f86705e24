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
package io.camelmikrotik.internal.rollout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.camelmikrotik.write.ChangeLimit;

/**
 * How many devices have been tried after each wave: numbers, and shares of all devices, that grow up to all of them.
 */
public final class Waves {

    private static final String EXAMPLE = "expected numbers and shares of devices that grow up to 100%, such as 1,10%,100%";

    private final List<ChangeLimit> sizes;

    private Waves(List<ChangeLimit> sizes) {
        this.sizes = sizes;
    }

    /**
     * @param  text                     such as {@code 1,10%,100%}
     * @throws IllegalArgumentException naming the option {@code waves}, if it is no such text
     */
    public static Waves parse(String text) {
        List<ChangeLimit> sizes = new ArrayList<>();
        double number = 0;
        double share = 0;
        for (String word : text.strip().split("\\s*,\\s*", -1)) {
            ChangeLimit size = size(text, word);
            if (size.percent() ? size.amount() <= share || size.amount() > 100 : size.amount() <= number) {
                throw bad(text, word + (size.percent() && size.amount() > 100 ? " is more than all" : " adds no device"));
            }
            number = size.percent() ? number : size.amount();
            share = size.percent() ? size.amount() : share;
            sizes.add(size);
        }
        if (!sizes.get(sizes.size() - 1).percent() || share < 100) {
            throw bad(text, "the last wave is not 100%, and devices would be left out");
        }
        return new Waves(List.copyOf(sizes));
    }

    private static ChangeLimit size(String text, String word) {
        try {
            return ChangeLimit.parse(word);
        } catch (IllegalArgumentException e) {
            throw bad(text, "\"" + word + "\" is neither");
        }
    }

    private static IllegalArgumentException bad(String text, String why) {
        return new IllegalArgumentException("waves: " + EXAMPLE + ", not \"" + text + "\": " + why);
    }

    /** Cuts a list into its waves. Shares are rounded up; a wave that adds no device is left out. */
    <T> List<List<T>> cut(List<T> all) {
        List<List<T>> waves = new ArrayList<>();
        int from = 0;
        for (ChangeLimit size : sizes) {
            double reached = size.percent() ? Math.ceil(size.amount() * all.size() / 100) : size.amount();
            int to = (int) Math.min(all.size(), Math.max(from, reached));
            if (to > from) {
                waves.add(List.copyOf(all.subList(from, to)));
            }
            from = to;
        }
        return List.copyOf(waves);
    }

    @Override
    public String toString() {
        return String.join(",", sizes.stream().map(ChangeLimit::toString).toList());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Waves waves && waves.sizes.equals(sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes.toArray());
    }
}
