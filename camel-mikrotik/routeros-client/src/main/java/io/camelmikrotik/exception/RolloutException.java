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
import io.camelmikrotik.write.RolloutResult;
import io.camelmikrotik.write.RolloutResult.State;

/**
 * A roll-out was stopped, aborted or broken before it had gone through all of its devices. {@link #getResult()} tells
 * what became of each. With a state file the same roll-out goes on where this one was left: no device is done twice.
 */
public class RolloutException extends MikrotikException {

    private static final long serialVersionUID = 1L;

    private final transient RolloutResult result;

    /** @param cause what broke the roll-out, or the last failure of a device; {@code null} if there is none */
    public RolloutException(RolloutResult result, Throwable cause) {
        super(null, null,
              result.count(State.UNKNOWN) > 0 ? CommandFate.OUTCOME_UNKNOWN : CommandFate.ANSWERED,
              result.toString(), cause);
        this.result = result;
    }

    /** What became of each device. {@code null} after deserialization. */
    public RolloutResult getResult() {
        return result;
    }
}
