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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code reset}: gives the properties named the values that a new row has. */
final class ResetVerb implements Verb {

    @Override
    public void run(RunningCommand command) {
        Menu menu = command.table().menu();
        List<String> names = command.request.attributes().keySet().stream()
                .filter(name -> !List.of(".id", "numbers").contains(name)).toList();
        Map<String, String> standard = new LinkedHashMap<>(menu.defaults);
        standard.keySet().retainAll(names);
        List<String> ids = menu.kind == Menu.Kind.SINGLETON ? List.of("*0") : Items.changeable(command);
        SetVerb.apply(command, ids, standard, names.stream().filter(name -> !standard.containsKey(name)).toList());
    }

    @Override
    public boolean writes() {
        return true;
    }
}
