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
package io.camelmikrotik.internal.pool;

/**
 * What earlier openings say about the next one to a device: who has a good record overtakes the others, who has none
 * has a share of the room at most, so that there is always some for those with a good one.
 */
enum DeviceRecord {

    /** It was logged in to, and not found down since. */
    GOOD(8),
    /** It was logged in to, and is down: a try whether it is back. */
    RETURNING(4),
    /** It was never tried, or too long ago to be remembered. */
    UNKNOWN(4),
    /** It was never logged in to, or refuses the login now. */
    FAILING(1);

    /** How many of its kind start for those of other kinds, while all of them wait. */
    final int weight;

    DeviceRecord(int weight) {
        this.weight = weight;
    }

    /** Whether it was down when last tried. */
    boolean isTrial() {
        return this == RETURNING || this == FAILING;
    }
}
