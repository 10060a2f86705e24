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
package io.camelmikrotik;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.camelmikrotik.processes.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class ChangeFeedMemoryTest {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeedMemoryTest.class);

    @TempDir
    Path directory;

    @Test
    void aHundredThousandRowsAndABurstOfAsManyChangesFitInAHundredMegabytes() throws Exception {
        String said = ChildJvm.run(Duration.ofMinutes(8), HundredThousandRows.class,
                List.of("-Xmx100m", "-XX:+ExitOnOutOfMemoryError"), directory.resolve("state").toString());
        LOG.info("{}", said);

        assertThat(said).contains("done");
        assertThat(Files.size(directory.resolve("state"))).isLessThan(50_000_000);
    }

    @Test
    void aHundredThousandRowsThatAppearBetweenTwoPollsAndDisappearFitToo() throws Exception {
        String said = ChildJvm.run(Duration.ofMinutes(8), HundredThousandRows.class,
                List.of("-Xmx100m", "-XX:+ExitOnOutOfMemoryError"), "changes");
        LOG.info("{}", said);

        assertThat(said).contains("done");
    }
}
