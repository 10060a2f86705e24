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

import java.util.concurrent.CompletionStage;

/**
 * What a roll-out does to a device. Called on the component's workers, for several devices at a time. Whatever is
 * thrown, or ends a stage, is the failure of that device alone.
 */
public interface RolloutSteps {

    /** Changes the device. Called once for each, over all runs of the application. */
    CompletionStage<Void> change(String device);

    /** Whether there is something to verify with. */
    boolean verifies();

    /** Looks whether the change is there; may be called again after a restart. A failure says that it is not. */
    CompletionStage<Void> verify(String device);
}
