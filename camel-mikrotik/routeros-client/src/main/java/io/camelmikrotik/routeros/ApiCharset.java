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
package io.camelmikrotik.routeros;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import io.camelmikrotik.exception.BadInputException;

/**
 * How text becomes bytes and back. RouterOS stores raw bytes and declares no encoding; one device can hold several.
 * <p>
 * Requests are encoded in {@code requests}. Replies are decoded as strict UTF-8 first and, where that fails, in
 * {@code fallback}, a single-byte charset that cannot fail.
 *
 * @param requests charset of the words we send
 * @param fallback single-byte charset of words received that are not valid UTF-8
 */
public record ApiCharset(Charset requests, Charset fallback) {

    /** UTF-8 both ways, ISO-8859-1 for what is not UTF-8. */
    public static final ApiCharset UTF_8 = new ApiCharset(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1);

    public ApiCharset {
        Objects.requireNonNull(requests, "requests");
        Objects.requireNonNull(fallback, "fallback");
    }

    /**
     * The usual pair for a charset: itself in both directions, and ISO-8859-1 as fallback of UTF-8.
     */
    public static ApiCharset of(Charset charset) {
        return StandardCharsets.UTF_8.equals(charset) ? UTF_8 : new ApiCharset(charset, charset);
    }

    /**
     * @throws BadInputException if the charset lacks a character of the text: a router would store something else
     */
    public byte[] encode(String text) {
        if (isAscii(text)) {
            return text.getBytes(requests);
        }
        try {
            ByteBuffer encoded = requests.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new BadInputException("it has characters that the charset " + requests + " lacks", e);
        }
    }

    public String decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }

    public String decode(byte[] bytes, int offset, int length) {
        if (isAscii(bytes, offset, length)) {
            return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length)).toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, offset, length, fallback);
        }
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAscii(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }
}
