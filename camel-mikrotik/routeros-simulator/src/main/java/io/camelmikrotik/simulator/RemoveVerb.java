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
package io.camelmikrotik.simulator;

import java.util.List;

final class RemoveVerb implements Verb {

    @Override
    public void run(RunningCommand command) {
        List<String> ids = Items.removable(command);
        ids.forEach(command.table()::removeIfPresent);
        command.executed();
        command.done();
        if ("/user/active".equals(command.table().menu().path)) {
            command.router.kick(ids);
        }
    }

    @Override
    public boolean writes() {
        return true;
    }
}
