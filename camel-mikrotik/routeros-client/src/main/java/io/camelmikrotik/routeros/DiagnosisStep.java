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
package io.camelmikrotik.routeros;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One step of a {@link Diagnosis}.
 *
 * @param name    such as {@code connect}
 * @param result  how it ended
 * @param time    how long it took; zero for one that was skipped
 * @param found   what was found, or why it was skipped, in words
 * @param details the same for programs: text, numbers, booleans, and lists and maps of these
 * @param mend    the RouterOS command, or the option here, that would mend it; {@code null} where nothing is to be
 *                mended
 */
public record DiagnosisStep(
        String name, Result result, Duration time, String found, Map<String, Object> details, String mend) {

    /** How a step ended; the later, the worse. */
    public enum Result {
        /** It was not done: the text says why. */
        SKIPPED,
        /** As it should be. */
        OK,
        /** It works, and something should be looked at; or the rights of the user do not allow to look. */
        WARNING,
        /** It does not work. */
        FAILED
    }

    public DiagnosisStep {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(found, "found");
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** Result, name, what was found, and what mends it. */
    @Override
    public String toString() {
        return result.name().toLowerCase(java.util.Locale.ROOT) + " " + name + ": " + found
               + (mend == null ? "" : " -> " + mend);
    }
}
