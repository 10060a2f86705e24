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

import java.util.Collection;
import java.util.Optional;

/**
 * Which of some names was probably meant: the one with the fewest letters added, left out, changed or swapped.
 */
final class NearestName {

    /** One letter of so many may be wrong, and one in any case. */
    private static final int LETTERS_PER_MISTAKE = 4;

    private NearestName() {
    }

    /** The name that is nearest to what was written, if it is near; the first of several that are as near. */
    static Optional<String> of(String written, Collection<String> names) {
        String nearest = null;
        int least = Math.max(1, written.length() / LETTERS_PER_MISTAKE) * 2 + 1;
        for (String name : names) {
            if (Math.abs(name.length() - written.length()) * 2 <= least && !name.equals(written)) {
                int distance = distance(written, name) * 2 + (sameBeginning(written, name) ? 0 : 1);
                if (distance < least || distance == least && nearest == null) {
                    least = distance;
                    nearest = name;
                }
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** Who writes a word wrongly seldom begins it wrongly. */
    private static boolean sameBeginning(String one, String other) {
        return !one.isEmpty() && !other.isEmpty() && one.charAt(0) == other.charAt(0);
    }

    /** Letters added, left out, changed, or swapped with their neighbour (optimal string alignment). */
    static int distance(String one, String other) {
        int[] beforeLast = new int[other.length() + 1];
        int[] last = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = last[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[other.length()];
    }
}
