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

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.stream.BaseStream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A body of many elements: a list or another collection, an array of objects, an iterator, an iterable, a stream.
 *
 * @param elements to read once
 * @param total    number of elements, or {@code null} if only reading tells
 * @param again    the body again, for a second look; {@code null} where it can be read once only
 * @param resource to close when it is not needed any more, or {@code null}
 */
record ElementBody(Iterator<?> elements, Long total, Iterable<?> again, AutoCloseable resource) {

    private static final Logger LOG = LoggerFactory.getLogger(ElementBody.class);

    /** @return {@code null} if the body is a single thing */
    static ElementBody of(Object body) {
        if (body instanceof Collection<?> collection) {
            return new ElementBody(collection.iterator(), (long) collection.size(), collection, null);
        }
        if (body instanceof Object[] array) {
            return of(Arrays.asList(array));
        }
        if (body instanceof Iterator<?> iterator) {
            return new ElementBody(iterator, null, null, iterator instanceof AutoCloseable resource ? resource : null);
        }
        if (body instanceof BaseStream<?, ?> stream) {
            return new ElementBody(stream.iterator(), null, null, stream);
        }
        if (body instanceof Iterable<?> iterable && !(body instanceof Path)) {
            return new ElementBody(
                    iterable.iterator(), null, null, iterable instanceof AutoCloseable resource ? resource : null);
        }
        return null;
    }

    /** Whether the body is of many elements. Touches nothing. */
    static boolean isOne(Object body) {
        return body instanceof Collection<?> || body instanceof Object[] || body instanceof Iterator<?>
                || body instanceof BaseStream<?, ?> || body instanceof Iterable<?> && !(body instanceof Path);
    }

    void close() {
        if (resource != null) {
            try {
                resource.close();
            } catch (Exception e) {
                LOG.debug("The body could not be closed", e);
            }
        }
    }
}
