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
package io.camelmikrotik.springboot;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * Properties below {@code camel.component.mikrotik} that are no options. Tells names and where they are written, no
 * values.
 */
final class UnknownOptionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param properties names, with where they are written, empty if not known
     */
    UnknownOptionException(Map<String, String> properties) {
        super(properties.entrySet().stream()
                .map(each -> each.getKey() + (each.getValue().isEmpty() ? "" : " (" + each.getValue() + ")"))
                .collect(Collectors.joining(", ", "no option of the MikroTik component: ", "")));
    }
}
