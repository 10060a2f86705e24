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
package io.camelmikrotik.fuzz;

import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** The inputs that the fuzzer started from and those it found worth keeping, in every test run. */
class FuzzCorpusTest {

    /** A hang, not slowness. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @ParameterizedTest
    @EnumSource
    void everyInputOfTheCorpusIsBorne(FuzzTarget target) throws IOException {
        List<byte[]> inputs = target.inputs();
        assertThat(inputs).hasSizeGreaterThan(target.seeds().size());
        for (byte[] input : inputs) {
            assertTimeoutPreemptively(LONGEST, () -> target.run(input), () -> "input " + HexFormat.of().formatHex(input));
        }
    }
}
