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

import java.io.ByteArrayOutputStream;
import java.util.Map;

/**
 * Words to bytes.
 */
public final class SentenceWriter {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public SentenceWriter word(String raw) {
        return word(RawText.bytes(raw));
    }

    public SentenceWriter word(byte[] content) {
        int length = content.length;
        if (length < 1 << 7) {
            bytes.write(length);
        } else if (length < 1 << 14) {
            low(length | 0x8000, 2);
        } else if (length < 1 << 21) {
            low(length | 0xC00000, 3);
        } else if (length < 1 << 28) {
            low(length | 0xE0000000, 4);
        } else {
            bytes.write(0xF0);
            low(length, 4);
        }
        bytes.writeBytes(content);
        return this;
    }

    public SentenceWriter attributes(Map<String, String> row) {
        row.forEach((name, value) -> word("=" + name + "=" + value));
        return this;
    }

    public SentenceWriter end() {
        bytes.write(0);
        return this;
    }

    public byte[] toBytes() {
        return bytes.toByteArray();
    }

    private void low(int value, int count) {
        for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
            bytes.write(value >>> shift);
        }
    }
}
