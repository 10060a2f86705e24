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
package io.camelmikrotik.write;

import java.util.List;

/**
 * How a bulk write ended.
 *
 * @param outcomes of the elements, in their order; of more elements than were to be kept, only of those that were not
 *                 done, as many as were to be kept
 * @param done     elements that the router executed
 * @param trapped  elements that it refused
 * @param notSent  elements that did not reach it. Of a source whose length is not known, elements that were never read
 *                 are not counted
 * @param unknown  elements that were sent and whose reply was lost
 * @param end      why nothing more was sent
 * @param safeMode how Safe Mode ended; if it was rolled back, so was what is counted as done
 */
public record BulkResult(List<WriteOutcome> outcomes, long done, long trapped, long notSent, long unknown, PipelineEnd end,
        SafeModeEnd safeMode) {

    public BulkResult {
        outcomes = List.copyOf(outcomes);
    }

    public BulkResult with(SafeModeEnd newSafeMode) {
        return new BulkResult(outcomes, done, trapped, notSent, unknown, end, newSafeMode);
    }

    /** Whether every element was done, and stays. */
    public boolean isDone() {
        return (safeMode == SafeModeEnd.NOT_USED || safeMode == SafeModeEnd.RELEASED) && end.isComplete() && trapped == 0
                && notSent == 0 && unknown == 0;
    }
}
