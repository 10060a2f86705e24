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

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Tells in one sentence, instead of a stack trace, which property is no option.
 */
final class UnknownOptionAnalyzer extends AbstractFailureAnalyzer<UnknownOptionException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnknownOptionException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Correct the name, or remove it. Options of the component are camel.component.mikrotik.NAME, those of a "
                                    + "device camel.component.mikrotik.devices.DEVICE.NAME.",
                cause);
    }
}
