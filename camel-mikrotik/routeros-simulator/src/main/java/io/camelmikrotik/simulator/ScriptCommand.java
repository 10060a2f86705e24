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

/**
 * A command that a script executes.
 *
 * @param reference what stands without a name: a row, a file; or null
 * @param find      the rows it is for, or null
 */
record ScriptCommand(String path, String reference, ScriptFind find, Map<String, String> values) implements ScriptStatement {

    @Override
    public void run(ScriptRun run) {
        Map<String, String> attributes = new LinkedHashMap<>(values);
        if (find != null) {
            List<String> ids = run.ids(find);
            if (ids.isEmpty()) {
                return;
            }
            attributes.put("numbers", String.join(",", ids));
        } else if (reference != null) {
            attributes.put(nameOfReference(), reference);
        }
        if (path.equals("/system/script/run")) {
            run.enterScript(attributes.getOrDefault("number", attributes.get("numbers")));
        } else if (path.equals("/import")) {
            run.enterFile(attributes.get("file-name"));
        } else {
            run.execute(path, attributes);
        }
    }

    private String nameOfReference() {
        return switch (path) {
            case "/system/script/run" -> "number";
            case "/import" -> "file-name";
            default -> "numbers";
        };
    }
}
