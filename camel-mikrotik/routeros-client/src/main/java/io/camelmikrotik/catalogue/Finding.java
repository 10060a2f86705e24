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

import java.util.Objects;
import java.util.Optional;

/**
 * Something about a command that does not agree with the catalogue.
 *
 * @param subject what it is about
 * @param text    for people: what is wrong, and where known what would be right
 * @param nearest the name that is probably meant, if one of the catalogue is near
 */
public record Finding(Subject subject, String text, Optional<String> nearest) {

    /** What a finding is about. */
    public enum Subject {
        /**
         * The catalogue does not know the menu. It may be one of other hardware, of a package, or of a newer version.
         */
        UNKNOWN_MENU,
        /** The menu exists, and no version known has this command in it. */
        UNKNOWN_COMMAND,
        /** Other versions have it. */
        OTHER_VERSION,
        /** The command has no argument, or the menu no property, of that name in any version known. */
        UNKNOWN_NAME,
        /** The router tells the property, and does not let it be set. */
        CANNOT_BE_SET,
        /** The value is none of a closed list. */
        BAD_VALUE,
        /** The router would refuse the command for what is not said. */
        MISSING_VALUE
    }

    public Finding {
        Objects.requireNonNull(subject);
        Objects.requireNonNull(text);
        Objects.requireNonNull(nearest);
    }

    Finding(Subject subject, String text) {
        this(subject, text, Optional.empty());
    }

    @Override
    public String toString() {
        return text;
    }
}
