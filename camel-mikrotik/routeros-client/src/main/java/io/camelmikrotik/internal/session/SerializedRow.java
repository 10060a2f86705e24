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
package io.camelmikrotik.internal.session;

import java.io.InvalidObjectException;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

import io.camelmikrotik.routeros.ApiCharset;

/**
 * A row as it is serialized: without what it shares with others.
 */
public record SerializedRow(String[] names, byte[][] values, String requests, String fallback) implements Serializable {

    private Object readResolve() throws ObjectStreamException {
        if (names == null || values == null || names.length != values.length || Arrays.asList(names).contains(null)
                || Arrays.asList(values).contains(null) || new HashSet<>(Arrays.asList(names)).size() != names.length) {
            throw new InvalidObjectException("not a row");
        }
        try {
            ApiCharset charset = new ApiCharset(Charset.forName(requests), Charset.forName(fallback));
            return new RowFactory(charset).row(List.of(names), List.of(values));
        } catch (UnsupportedCharsetException e) {
            throw new InvalidObjectException("this JDK lacks a charset of the row: " + e.getCharsetName());
        }
    }
}
