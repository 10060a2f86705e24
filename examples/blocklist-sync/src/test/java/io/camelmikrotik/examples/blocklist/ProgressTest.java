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
package io.camelmikrotik.examples.blocklist;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

import io.camelmikrotik.write.WriteProgress;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final WriteProgress writes = new WriteProgress("a test", null);

    @Test
    void onATerminalItIsABarThatGrowsAndGoes() {
        Progress progress = new Progress(new PrintStream(out, true), true);
        progress.follow(() -> null);
        writes.now(200, 50, 0, 0, 0);
        progress.show(writes);
        assertThat(out.toString()).isEqualTo("\r  [" + "#".repeat(10) + " ".repeat(30) + "] 50 of 200");
        progress.end();
        assertThat(out.toString()).endsWith(" \r");
    }

    @Test
    void elsewhereItIsALineForEveryTenthOfWhatIsDoneOrRefused() {
        Progress progress = new Progress(new PrintStream(out, true), false);
        for (int done : new int[] { 10, 21, 22, 195 }) {
            writes.now(200, done, done == 195 ? 5 : 0, 0, 0);
            progress.show(writes);
        }
        assertThat(out.toString().lines()).containsExactly("  21 of 200", "  200 of 200");
    }

    @Test
    void asLongAsThereIsNoPlanItShowsNothing() {
        Progress progress = new Progress(new PrintStream(out, true), true);
        progress.show(null);
        progress.show(writes);
        writes.now(0, 0, 0, 0, 0);
        progress.show(writes);
        assertThat(out.toString()).isEmpty();
    }
}
