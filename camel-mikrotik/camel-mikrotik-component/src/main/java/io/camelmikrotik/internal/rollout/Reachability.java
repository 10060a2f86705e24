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

/** Whether devices can be reached. */
@FunctionalInterface
public interface Reachability {

    /**
     * Called on the component's workers before a device has its turn, and again and again while it is not reachable. A
     * failure means that it is not; its text is told.
     */
    CompletionStage<Boolean> check(String device);
}
