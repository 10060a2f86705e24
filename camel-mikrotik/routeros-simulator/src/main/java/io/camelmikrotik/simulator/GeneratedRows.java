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

import java.util.Map;
import java.util.function.LongFunction;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Rows that are made while they are printed.
 *
 * @param encoded the untagged sentences, or null
 */
record GeneratedRows(long count, LongFunction<Map<String, String>> rowAt, byte[][] encoded) {

    static final GeneratedRows NONE = new GeneratedRows(0, index -> Map.of(), null);

    static byte[] encode(Map<String, String> row) {
        ByteBuf bytes = Unpooled.buffer();
        ReplySentence.of("!re", "", row).writeTo(bytes, TagPosition.SECOND);
        byte[] array = new byte[bytes.readableBytes()];
        bytes.readBytes(array);
        return array;
    }
}
