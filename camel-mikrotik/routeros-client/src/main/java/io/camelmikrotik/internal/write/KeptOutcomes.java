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
package io.camelmikrotik.internal.write;

import java.util.ArrayList;
import java.util.List;

import io.camelmikrotik.write.WriteOutcome;

/**
 * Outcomes of a bulk write of any length in bounded memory: all of them as long as they are few enough, and from then
 * on only the first ones of elements that were not done.
 */
final class KeptOutcomes {

    private final int most;
    private List<WriteOutcome> all = new ArrayList<>();
    private final List<WriteOutcome> failures = new ArrayList<>();

    KeptOutcomes(int most) {
        this.most = most;
    }

    void add(WriteOutcome outcome) {
        if (all != null) {
            if (all.size() < most) {
                all.add(outcome);
            } else {
                all = null;
            }
        }
        if (!outcome.isDone() && failures.size() < most) {
            failures.add(outcome);
        }
    }

    List<WriteOutcome> list() {
        return all != null ? all : failures;
    }
}
