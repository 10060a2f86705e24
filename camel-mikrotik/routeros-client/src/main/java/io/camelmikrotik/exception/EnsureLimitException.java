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
import io.camelmikrotik.write.ChangeLimit;
import io.camelmikrotik.write.EnsurePlan;

/**
 * More rows would be changed than {@code maxRemovals} or {@code maxChanges} allows. Nothing was written; the plan tells
 * what would have been.
 */
public class EnsureLimitException extends MikrotikException {

    private static final long serialVersionUID = 1L;

    private final transient EnsurePlan plan;

    public EnsureLimitException(String device, EnsurePlan plan, String option, ChangeLimit limit, int actual) {
        super(device, plan.settings().menu(), CommandFate.NEVER_SENT,
              device + ": " + option + "=" + limit + " forbids this: " + actual
                                                                      + (option.equals("maxRemovals")
                                                                              ? " rows would be removed or disabled"
                                                                              : " rows would be changed")
                                                                      + ", of " + plan.counts().rows()
                                                                      + " in the scope; nothing was changed. "
                                                                      + plan.summary(),
              null);
        this.plan = plan;
    }

    /** What would have been done. {@code null} after deserialization. */
    public EnsurePlan getPlan() {
        return plan;
    }
}
