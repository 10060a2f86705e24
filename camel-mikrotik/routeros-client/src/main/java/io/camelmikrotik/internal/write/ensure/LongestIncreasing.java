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
package io.camelmikrotik.internal.write.ensure;

import java.util.Arrays;

/**
 * The most elements of a sequence that are in order already: what need not move.
 */
final class LongestIncreasing {

    private LongestIncreasing() {
    }

    /**
     * In n log n: of all increasing subsequences seen so far, the last element of the shortest-tailed one of each
     * length is kept ("patience sorting").
     *
     * @param  sequence distinct numbers
     * @return          for each element whether it belongs to one longest increasing subsequence
     */
    static boolean[] of(int[] sequence) {
        int[] tails = new int[sequence.length];
        int[] tailAt = new int[sequence.length];
        int[] previous = new int[sequence.length];
        int length = 0;
        for (int i = 0; i < sequence.length; i++) {
            int found = Arrays.binarySearch(tails, 0, length, sequence[i]);
            int place = found < 0 ? -found - 1 : found;
            tails[place] = sequence[i];
            tailAt[place] = i;
            previous[i] = place == 0 ? -1 : tailAt[place - 1];
            length = Math.max(length, place + 1);
        }
        boolean[] member = new boolean[sequence.length];
        for (int i = length == 0 ? -1 : tailAt[length - 1]; i >= 0; i = previous[i]) {
            member[i] = true;
        }
        return member;
    }
}
