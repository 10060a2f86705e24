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
package io.camelmikrotik.internal.endpoint;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecentTargetsTest {

    @Test
    void theOneThatWasNotUsedForLongestGoes() {
        RecentTargets<Integer> targets = new RecentTargets<>(3);
        for (int i = 0; i < 3; i++) {
            targets.put("target" + i, i);
        }

        targets.get("target0");
        targets.put("target3", 3);

        assertThat(targets.get("target0")).isZero();
        assertThat(targets.get("target1")).isNull();
        assertThat(targets.putIfAbsent("target2", 5)).isEqualTo(2);
    }
}
