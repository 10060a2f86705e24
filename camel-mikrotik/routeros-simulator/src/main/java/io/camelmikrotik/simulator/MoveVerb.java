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

final class MoveVerb implements Verb {

    @Override
    public void run(RunningCommand command) {
        SimulatedTable table = command.table();
        String destination = command.request.attribute("destination");
        List<String> ids = Items.changeable(command);
        table.moveRaw(ids, destination == null ? null : destination(table, destination));
        command.executed();
        command.done();
    }

    /** An item, or a place counted from 0. */
    static String destination(SimulatedTable table, String reference) {
        if (!reference.isEmpty() && reference.chars().allMatch(Character::isDigit)) {
            int place = Integer.parseInt(reference);
            if (place >= table.size()) {
                throw Refusal.noSuchItem();
            }
            return table.snapshot().get(place).get(".id");
        }
        return Items.resolve(table, reference).get(0);
    }

    @Override
    public boolean writes() {
        return true;
    }
}
