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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.provider.Arguments;

import static org.assertj.core.api.Assertions.assertThat;

/** The published test vectors of the wire protocol, {@code routeros-vectors.json}. */
public final class Vectors {

    private static final JsonNode ALL = read();

    private Vectors() {
    }

    /** A section; it is a mistake if it is empty, for then nothing would be tested. */
    public static JsonNode section(String name) {
        JsonNode section = ALL.path(name);
        assertThat(section).as("vectors, " + name).isNotEmpty();
        return section;
    }

    /** The vectors of a section, each with the name to show. */
    public static Stream<Arguments> of(String section, String nameField) {
        return StreamSupport.stream(section(section).spliterator(), false)
                .map(vector -> Arguments.of(vector.path(nameField).asText(), vector));
    }

    /** What travels, from the field {@code hex}. */
    public static byte[] bytes(JsonNode vector) {
        return HexFormat.of().parseHex(vector.get("hex").asText());
    }

    /** A word as the vectors write it: text in UTF-8, text in another charset, or hexadecimal. */
    public static byte[] word(JsonNode word) {
        if (word.isTextual()) {
            return word.asText().getBytes(StandardCharsets.UTF_8);
        }
        return word.has("text")
                ? word.get("text").asText().getBytes(Charset.forName(word.get("charset").asText())) : bytes(word);
    }

    private static JsonNode read() {
        try (InputStream file = Vectors.class.getResourceAsStream("/routeros-vectors.json")) {
            return new ObjectMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
