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

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.stream.BaseStream;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.command.CommandTemplate;
import org.apache.camel.Exchange;
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
public record ElementBody(Iterator<?> elements, Long total, Iterable<?> again, AutoCloseable resource) {

    private static final Logger LOG = LoggerFactory.getLogger(ElementBody.class);

    /** Of an exchange, the last body of it that can be read only once. */
    private static final String READ_ONCE = "CamelMikrotikBodyReadOnce";

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
    public static boolean isOne(Object body) {
        return body instanceof Collection<?> || body instanceof Object[] || body instanceof Iterator<?>
                || body instanceof BaseStream<?, ?> || body instanceof Iterable<?> && !(body instanceof Path);
    }

    /**
     * As {@link #of(Object)}, for the body of an exchange.
     *
     * @throws BadInputException if it can be read only once and was: it would look like an empty one
     */
    static ElementBody of(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (!(body instanceof Iterator<?>) && !(body instanceof BaseStream<?, ?>)) {
            return of(body);
        }
        if (exchange.getProperty(READ_ONCE) instanceof ReadOnce earlier && earlier.body() == body && earlier.isBegun()) {
            throw new BadInputException(
                    "the body, a " + CommandTemplate.typeOf(body)
                                        + ", was read already and can be read only once, so a redelivery would send what is left of"
                                        + " it, or nothing; use a List, or make the body anew. Nothing was sent");
        }
        ElementBody given;
        try {
            given = of(body);
        } catch (IllegalStateException e) {
            throw new BadInputException("the body was read already: " + e.getMessage() + "; nothing was sent", e);
        }
        ReadOnce once = new ReadOnce(body, given.elements());
        exchange.setProperty(READ_ONCE, once);
        return new ElementBody(once, null, null, given.resource());
    }

    /** Remembers that it was read. Read by one thread at a time; whether it was may be asked by another. */
    private static final class ReadOnce implements Iterator<Object> {

        private final Object body;
        private final Iterator<?> elements;
        private volatile boolean begun;

        ReadOnce(Object body, Iterator<?> elements) {
            this.body = body;
            this.elements = elements;
        }

        Object body() {
            return body;
        }

        boolean isBegun() {
            return begun;
        }

        @Override
        public boolean hasNext() {
            begun = true;
            return elements.hasNext();
        }

        @Override
        public Object next() {
            begun = true;
            return elements.next();
        }
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
