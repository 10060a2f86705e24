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

/**
 * A command of which no more is known than the catalogue tells: its arguments are checked, the items it names must be
 * there, and it is answered. It has no effect and no rows.
 */
record CatalogueVerb(CatalogueCommand known) implements Verb {

    @Override
    public void run(RunningCommand command) {
        Request request = command.request;
        if (command.table() != null && (request.has(".id") || request.has("numbers") || request.has("number"))) {
            Items.of(command);
        }
        if (!known.showsAgainAndAgain() || request.has("once") || request.has("count")) {
            command.done();
        } else {
            command.executed();
            if (request.has("duration")) {
                ToolCommands.endAfterDuration(command);
            }
        }
    }

    @Override
    public boolean writes() {
        return !known.reads();
    }
}
