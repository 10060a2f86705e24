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

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command that some version of RouterOS has. Immutable.
 */
public final class CatalogueCommand {

    private final String path;
    private final VersionRanges versions;
    private final Map<String, CatalogueArgument> arguments;
    private final List<String> rowProperties;

    CatalogueCommand(String path, VersionRanges versions, Map<String, CatalogueArgument> arguments,
                     List<String> rowProperties) {
        this.path = path;
        this.versions = versions;
        this.arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
        this.rowProperties = List.copyOf(rowProperties);
    }

    /** The command word, such as {@code /ppp/secret/add}. */
    public String path() {
        return path;
    }

    /** The last segment of the path. */
    public String verb() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The versions that have it. */
    public VersionRanges versions() {
        return versions;
    }

    /** Its arguments in all versions, by name, in alphabetical order. */
    public Map<String, CatalogueArgument> arguments() {
        return arguments;
    }

    /** The argument of that name, if a version has it. */
    public Optional<CatalogueArgument> argument(String name) {
        return Optional.ofNullable(arguments.get(name));
    }

    /** The properties of the rows that it returns, if it is not a {@code print} and returns rows; else empty. */
    public List<String> rowProperties() {
        return rowProperties;
    }

    @Override
    public String toString() {
        return path;
    }
}
