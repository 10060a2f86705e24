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

/** The router's name. */
final class IdentityQuestion implements Question {

    static final RouterOsCommand PRINT = RouterOsCommand.of("/system/identity/print");

    @Override
    public String step() {
        return "identity";
    }

    @Override
    public List<RouterOsCommand> commands() {
        return List.of(PRINT);
    }

    @Override
    public Finding finding(List<Answer> answers) {
        String name = answers.get(0).row().get("name");
        return Finding.ok(String.valueOf(name)).with("name", name);
    }
}
