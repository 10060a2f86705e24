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
package io.camelmikrotik.internal.feed;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import io.camelmikrotik.internal.session.RowFactory;
import io.camelmikrotik.routeros.RouterOsRow;

/**
 * Changes of delivered state as bytes, and back. Property names are written once, at their first use; so what was
 * written by one object must be read by one object, from the beginning and in order. Values are the router's own bytes.
 *
 * <pre>
 * N names                       the names that records below refer to by number, counted from 0
 * P identity number values      a row put
 * R identity                    a row removed
 * </pre>
 */
public final class RowRecords {

    private static final int NAMES = 'N';
    private static final int PUT = 'P';
    private static final int REMOVED = 'R';
    private static final int MAX_LENGTH = 64 << 20;

    private final Map<List<String>, Integer> numbers = new HashMap<>();
    private final List<List<String>> names = new ArrayList<>();

    public byte[] put(String identity, RouterOsRow row) {
        return write(out -> {
            List<String> columns = List.copyOf(row.keySet());
            Integer number = numbers.get(columns);
            if (number == null) {
                number = learn(columns);
                out.writeByte(NAMES);
                out.writeInt(columns.size());
                for (String name : columns) {
                    writeBytes(out, name.getBytes(StandardCharsets.UTF_8));
                }
            }
            out.writeByte(PUT);
            writeBytes(out, identity.getBytes(StandardCharsets.UTF_8));
            out.writeInt(number);
            for (String name : columns) {
                writeBytes(out, row.getBytes(name));
            }
        });
    }

    public byte[] removed(String identity) {
        return write(out -> {
            out.writeByte(REMOVED);
            writeBytes(out, identity.getBytes(StandardCharsets.UTF_8));
        });
    }

    /**
     * Reads records.
     *
     * @param  records     whole ones
     * @param  rows        takes each identity and its row, or {@code null} for a removed one
     * @throws IOException if these are no such records
     */
    public void read(byte[] records, RowFactory factory, BiConsumer<String, RouterOsRow> rows) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(records));
        for (int kind = in.read(); kind >= 0; kind = in.read()) {
            switch (kind) {
                case NAMES -> {
                    List<String> columns = new ArrayList<>();
                    for (int left = in.readInt(); left > 0; left--) {
                        columns.add(new String(readBytes(in), StandardCharsets.UTF_8));
                    }
                    learn(List.copyOf(columns));
                }
                case PUT -> {
                    String identity = new String(readBytes(in), StandardCharsets.UTF_8);
                    List<String> columns = columns(in.readInt());
                    List<byte[]> values = new ArrayList<>(columns.size());
                    for (int i = 0; i < columns.size(); i++) {
                        values.add(readBytes(in));
                    }
                    rows.accept(identity, factory.row(columns, values));
                }
                case REMOVED -> rows.accept(new String(readBytes(in), StandardCharsets.UTF_8), null);
                default -> throw new IOException("not a record of delivered state: " + kind);
            }
        }
    }

    private int learn(List<String> columns) {
        numbers.put(columns, names.size());
        names.add(columns);
        return names.size() - 1;
    }

    private List<String> columns(int number) throws IOException {
        if (number < 0 || number >= names.size()) {
            throw new IOException("a record refers to property names that were not written");
        }
        return names.get(number);
    }

    private static byte[] write(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writing.to(out);
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MAX_LENGTH) {
            throw new IOException("a record claims " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    @FunctionalInterface
    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }
}
