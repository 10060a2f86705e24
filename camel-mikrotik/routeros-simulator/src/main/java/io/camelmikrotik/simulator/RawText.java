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
package io.camelmikrotik.simulator;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A router stores bytes and knows no character set. Inside the simulator every text holds one byte per character (ISO
 * 8859-1), so that any byte survives; the public methods speak ordinary text, which is UTF-8 on the wire.
 */
final class RawText {

    private RawText() {
    }

    static String of(String text) {
        return isAscii(text) ? text : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    static String readable(String raw) {
        if (isAscii(raw)) {
            return raw;
        }
        try {
            byte[] bytes = raw.getBytes(StandardCharsets.ISO_8859_1);
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return raw;
        }
    }

    static Map<String, String> of(Map<String, String> texts) {
        Map<String, String> raw = new LinkedHashMap<>();
        texts.forEach((name, value) -> raw.put(of(name), of(value)));
        return raw;
    }

    static Map<String, String> readable(Map<String, String> raw) {
        Map<String, String> texts = new LinkedHashMap<>();
        raw.forEach((name, value) -> texts.put(readable(name), readable(value)));
        return texts;
    }

    static Map<String, String> pairs(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("names and values alternate: the last name has no value");
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            pairs.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return pairs;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }
}
