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

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.camelmikrotik.routeros.Diagnosis;
import io.camelmikrotik.routeros.DiagnosisStep;
import io.camelmikrotik.routeros.DiagnosisStep.Result;

/** What a step has found, while it is put together. */
final class Finding {

    private final Map<String, Object> details = new LinkedHashMap<>();
    private final StringBuilder found;
    private Result result;
    private String mend;

    private Finding(Result result, String found, String mend) {
        this.result = result;
        this.found = new StringBuilder(found.replace(Diagnosis.POINTER, ""));
        this.mend = mend;
    }

    static Finding ok(String found) {
        return new Finding(Result.OK, found, null);
    }

    static Finding warning(String found, String mend) {
        return new Finding(Result.WARNING, found, mend);
    }

    static Finding failed(String found, String mend) {
        return new Finding(Result.FAILED, found, mend);
    }

    static Finding skipped(String why) {
        return new Finding(Result.SKIPPED, why, null);
    }

    boolean isFailed() {
        return result == Result.FAILED;
    }

    /** Nothing if there is no such value. */
    Finding with(String name, Object value) {
        if (value != null) {
            details.put(name, value);
        }
        return this;
    }

    Finding and(String more) {
        found.append(more);
        return this;
    }

    /** Something to look at besides; what was worse before stays so. */
    Finding warn(String more, String how) {
        if (result == Result.OK) {
            result = Result.WARNING;
        }
        mend = mend == null ? how : mend + "; " + how;
        return and("; " + more);
    }

    DiagnosisStep step(String name, Duration time) {
        return new DiagnosisStep(name, result, time, found.toString(), details, mend);
    }
}
