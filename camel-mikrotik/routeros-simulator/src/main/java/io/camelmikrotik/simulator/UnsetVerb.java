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
import java.util.Map;

final class UnsetVerb implements Verb {

    @Override
    public void run(RunningCommand command) {
        String names = command.request.attribute("value-name");
        if (names == null) {
            throw Refusal.missing(command.router, "value-name");
        }
        List<String> properties = List.of(names.split(","));
        CatalogueMenu known = command.table().menu().known;
        if (known != null && !known.unsetProperties().isEmpty() && !known.unsetProperties().containsAll(properties)) {
            throw Refusal.noMatch("value-name");
        }
        SetVerb.apply(command, Items.changeable(command), Map.of(), properties);
    }

    @Override
    public boolean writes() {
        return true;
    }
}
