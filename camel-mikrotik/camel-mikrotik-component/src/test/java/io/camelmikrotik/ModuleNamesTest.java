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
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The automatic module names of the jars, which are on one module path together. */
class ModuleNamesTest {

    private static final Pattern NAME = Pattern.compile("<module\\.name>([a-z.]+)</module\\.name>");

    @Test
    void eachJarHasOneOfItsOwn() throws Exception {
        List<String> names = new ArrayList<>();
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            for (Path pom : modules.map(module -> module.resolve("pom.xml")).filter(Files::exists).toList()) {
                Matcher name = NAME.matcher(Files.readString(pom));
                assertThat(name.find()).as("module.name in %s", pom).isTrue();
                names.add(name.group(1));
            }
        }

        assertThat(names).contains("io.camelmikrotik", "io.camelmikrotik.routeros").doesNotHaveDuplicates();
        assertThat(Files.readString(Path.of("..", "pom.xml")))
                .contains("<Automatic-Module-Name>${module.name}</Automatic-Module-Name>");
    }
}
