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

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.routeros.CommandFate;

/** What is read from the failure of a step. */
final class StepFailures {

    private static final int MOST_CAUSES = 50;

    private StepFailures() {
    }

    static Throwable unwrap(Throwable failure) {
        return (failure instanceof CompletionException || failure instanceof ExecutionException) && failure.getCause() != null
                ? failure.getCause() : failure;
    }

    /** Whether the change may have been made all the same: a command of it was sent and its reply was lost. */
    static boolean leavesDoubt(Throwable failure) {
        Throwable at = failure;
        for (int i = 0; at != null && i < MOST_CAUSES; i++) {
            if (at instanceof StepUnfinishedException
                    || at instanceof MikrotikException known && known.getFate() == CommandFate.OUTCOME_UNKNOWN) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }

    static String text(Throwable failure) {
        String message = failure.getMessage();
        return failure instanceof MikrotikException && message != null
                ? message : failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
