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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void onATerminalItIsABarThatGrowsAndGoes() {
        Progress progress = progress(true);
        progress.show(150);
        assertThat(out.toString()).isEqualTo("\r  [" + "#".repeat(10) + " ".repeat(30) + "] 50 of 200");
        progress.end();
        assertThat(out.toString()).endsWith(" \r");
    }

    @Test
    void elsewhereItIsALineForEveryTenth() {
        Progress progress = progress(false);
        progress.show(110);
        progress.show(121);
        progress.show(122);
        progress.end();
        assertThat(out.toString().lines()).containsExactly("  21 of 200");
    }

    @Test
    void removalsAreCountedOnceTheRowsBecomeFewer() {
        Progress progress = progress(false);
        progress.show(200);
        progress.show(140);
        progress.show(100);
        progress.end();
        assertThat(out.toString().lines()).containsExactly("  100 of 200", "  160 of 200", "  200 of 200");
    }

    /** 100 rows, 100 to add, 100 to remove; it asks nobody. */
    private Progress progress(boolean terminal) {
        Progress progress = new Progress(new PrintStream(out, true), terminal);
        progress.follow(() -> {
            throw new IllegalStateException();
        });
        progress.begin(100, 100, 100);
        return progress;
    }
}
