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
package io.camelmikrotik.simulator.wire;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Text of one character per byte, as a router keeps it, and Unicode text of the tests.
 */
public final class RawText {

    private RawText() {
    }

    /** The UTF-8 bytes of the text, one character each. */
    public static String of(String unicode) {
        return new String(unicode.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** The bytes as UTF-8; what is not UTF-8 becomes replacement characters. */
    public static String toUnicode(String raw) {
        return new String(bytes(raw), StandardCharsets.UTF_8);
    }

    public static byte[] bytes(String raw) {
        return raw.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static Map<String, String> of(Map<String, String> unicode) {
        Map<String, String> raw = new LinkedHashMap<>();
        unicode.forEach((name, value) -> raw.put(of(name), of(value)));
        return raw;
    }

    public static Map<String, String> toUnicode(Map<String, String> raw) {
        Map<String, String> unicode = new LinkedHashMap<>();
        raw.forEach((name, value) -> unicode.put(toUnicode(name), toUnicode(value)));
        return unicode;
    }
}
