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
package io.camelmikrotik.examples.service;

import java.util.stream.Stream;

/** Why an application cannot start, in words for who operates it. */
public final class StartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what is missing, and what to do about it */
    public StartException(String message) {
        super(message);
    }

    public StartException(String message, Throwable cause) {
        super(message + ": " + lineOf(cause), cause);
    }

    /** The cause of all causes, in one line; a {@link StartException} says it best. */
    static String lineOf(Throwable failure) {
        Throwable told = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(StartException.class::isInstance).findFirst()
                .orElseGet(() -> Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                        .reduce((outer, inner) -> inner.getMessage() == null ? outer : inner).orElse(failure));
        String message = told.getMessage() == null ? told.toString() : told.getMessage();
        String line = message.lines().map(String::trim).filter(text -> !text.isEmpty()).findFirst().orElse(message);
        // some messages are a name only, such as that of a host
        return line.contains(" ") ? line : told.getClass().getSimpleName() + ": " + line;
    }
}
