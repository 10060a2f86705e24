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
package io.camelmikrotik.internal.diagnosis;

import java.util.List;

import io.camelmikrotik.routeros.RouterOsCommand;

/** One step that asks the router, and only reads. */
interface Question {

    /** The step's name. */
    String step();

    /** In the order in which they are sent, one after the other. */
    List<RouterOsCommand> commands();

    /** What is to be made of the answers, one for each command; only called when the first command was not refused. */
    Finding finding(List<Answer> answers);

    /** What is to be made of a first command that was refused. */
    default Finding refused(Answer answer) {
        return Refused.finding(answer);
    }
}
