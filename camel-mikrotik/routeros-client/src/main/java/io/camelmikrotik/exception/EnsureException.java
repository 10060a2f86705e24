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
package io.camelmikrotik.exception;

import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.write.EnsureResult;
import io.camelmikrotik.write.RowResult.State;

/**
 * The table is not equal to the list: rows were refused, not sent, or have an unknown outcome, or all was rolled back.
 * {@link #getResult()} tells what became of each row. Running it again goes on where this run was left.
 */
public class EnsureException extends MikrotikException {

    private static final long serialVersionUID = 1L;

    private final transient EnsureResult result;

    public EnsureException(String device, EnsureResult result) {
        super(device, result.plan().settings().menu(),
              result.count(State.UNKNOWN) > 0 ? CommandFate.OUTCOME_UNKNOWN : CommandFate.ANSWERED,
              device + ": not completed: " + result,
              null);
        this.result = result;
    }

    /** What became of each row. {@code null} after deserialization. */
    public EnsureResult getResult() {
        return result;
    }
}
