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
package io.camelmikrotik.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads {@code command-kinds-exceptions.tsv}, once, when first asked.
 */
final class CommandExceptions {

    private static final String RESOURCE = "command-kinds-exceptions.tsv";
    private static final String ANY_MENU = "*/";
    private static final Map<String, Set<CommandTrait>> TRAITS = read();

    private CommandExceptions() {
    }

    /** The traits of a command: those of its command word, else those of its verb; {@code null} if it has none. */
    static Set<CommandTrait> ofCommand(String path) {
        Set<CommandTrait> ofPath = TRAITS.get(path);
        return ofPath != null ? ofPath : TRAITS.get(ANY_MENU + path.substring(path.lastIndexOf('/') + 1));
    }

    /** The arguments with that trait. */
    static Set<String> arguments(CommandTrait trait) {
        return TRAITS.entrySet().stream().filter(e -> e.getKey().indexOf('/') < 0 && e.getValue().contains(trait))
                .map(Map.Entry::getKey).collect(Collectors.toUnmodifiableSet());
    }

    /** Every pattern, for the test that none of them is idle. */
    static Set<String> patterns() {
        return Collections.unmodifiableSet(TRAITS.keySet());
    }

    private static Map<String, Set<CommandTrait>> read() {
        Map<String, Set<CommandTrait>> traits = new HashMap<>();
        try (InputStream resource = CommandExceptions.class.getResourceAsStream(RESOURCE)) {
            new String(resource.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                    .forEach(line -> {
                        String[] fields = line.split("\t");
                        Set<CommandTrait> ofPattern = EnumSet.noneOf(CommandTrait.class);
                        for (String trait : fields[1].split(" ")) {
                            ofPattern.add(CommandTrait.valueOf(trait.toUpperCase(Locale.ROOT).replace('-', '_')));
                        }
                        traits.put(fields[0], ofPattern);
                    });
        } catch (IOException e) {
            throw new UncheckedIOException("the kinds of RouterOS commands cannot be read: " + RESOURCE, e);
        }
        return traits;
    }
}
