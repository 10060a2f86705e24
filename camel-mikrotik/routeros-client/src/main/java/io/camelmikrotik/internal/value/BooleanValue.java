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
package io.camelmikrotik.internal.value;

import java.util.Optional;

/**
 * {@code true} and {@code false} as the API prints them, {@code yes} and {@code no} as some properties do.
 */
public final class BooleanValue {

    private BooleanValue() {
    }

    public static Optional<Boolean> parse(String text) {
        switch (text) {
            case "true", "yes":
                return Optional.of(true);
            case "false", "no":
                return Optional.of(false);
            default:
                return Optional.empty();
        }
    }
}
