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

import java.util.Set;

/**
 * Words that RouterOS prints in place of a number or a time.
 */
public final class SpecialWord {

    private static final Set<String> WORDS = Set.of(
            "none", "never", "auto", "forever", "lease-time", "immediately", "sometime", "default", "unlimited", "infinity",
            "disabled", "n/a");

    private SpecialWord() {
    }

    public static boolean matches(String text) {
        return WORDS.contains(text);
    }
}
