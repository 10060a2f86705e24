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
package io.camelmikrotik.internal.producer;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.util.Map;
import java.util.Optional;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.command.CommandTemplate;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;

/**
 * A body that is there and cannot be a command's attributes. A command that was sent without it would do something else
 * than was meant: a firewall rule without its conditions matches everything.
 */
public final class StrayBody {

    private StrayBody() {
    }

    /** @throws BadInputException if the body is neither empty nor attributes */
    public static void refuse(String path, Object body) {
        if (!(body instanceof Map<?, ?>) && !isEmpty(body)) {
            throw new BadInputException(
                    path + ": a body of type " + CommandTemplate.typeOf(body)
                                        + " cannot be the command's attributes, which are a Map of property names to values; nothing was"
                                        + " sent. Unmarshal it to a Map (JSON, for instance), or set ignoreBody=true if it is not meant");
        }
    }

    /** Whether there is nothing in it that could be meant. Leaves it as it was. */
    static boolean isEmpty(Object body) {
        if (body == null) {
            return true;
        }
        if (body instanceof CharSequence text) {
            return text.toString().isBlank();
        }
        if (body instanceof Optional<?> optional) {
            return optional.isEmpty();
        }
        if (body instanceof StreamCache cache && cache.length() >= 0) {
            return cache.length() == 0;
        }
        if (body instanceof InputStream stream) {
            return isAtEnd(stream);
        }
        if (body instanceof WrappedFile<?> file) {
            return file.getFileLength() == 0;
        }
        if (body instanceof File file) {
            return file.length() == 0;
        }
        return body.getClass().isArray() && Array.getLength(body) == 0;
    }

    /** What cannot be looked at without taking something from it is taken to be something. */
    private static boolean isAtEnd(InputStream stream) {
        if (!stream.markSupported()) {
            return false;
        }
        try {
            stream.mark(1);
            boolean atEnd = stream.read() < 0;
            stream.reset();
            return atEnd;
        } catch (IOException e) {
            return false;
        }
    }
}
