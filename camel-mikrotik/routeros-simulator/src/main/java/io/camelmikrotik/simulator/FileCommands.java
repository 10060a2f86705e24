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

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is special about files: their size, the bound on {@code contents}, and reading in chunks since 7.13.
 */
final class FileCommands {

    /** The most that can be read or written as a property. */
    static final int MOST_CONTENTS = 61_440;
    private static final int MOST_CHUNK = 32_768;

    private FileCommands() {
    }

    static void register(CommandTree tree, Version version) {
        SimulatedTable files = tree.table("/file");
        files.computed(FileCommands::printed);
        if (version.atLeast("7.13")) {
            tree.command("/file/read", files, "read", FileCommands::read);
        }
    }

    /** A file as the router itself writes it; one of that name is written over. */
    static void write(SimulatedRouter router, String name, String type, String contents) {
        SimulatedTable files = router.table("/file");
        String id = files.withName(name);
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", name);
        values.put("type", type);
        values.put("contents", contents);
        if (id == null) {
            files.addRaw(values, null);
        } else {
            files.setRaw(id, values, java.util.List.of());
        }
    }

    private static Map<String, String> printed(Map<String, String> row) {
        String contents = row.get("contents");
        if (contents == null) {
            return row;
        }
        Map<String, String> printed = new LinkedHashMap<>(row);
        printed.put("size", Integer.toString(contents.length()));
        if (contents.length() > MOST_CONTENTS) {
            printed.remove("contents");
        }
        return printed;
    }

    static void check(Map<String, String> values) {
        String contents = values.get("contents");
        if (contents != null && contents.length() > MOST_CONTENTS) {
            throw new Refusal(null, "failure: contents too long, maximum is " + MOST_CONTENTS + " bytes");
        }
    }

    private static void read(RunningCommand command) {
        Request request = command.request;
        String name = request.attribute("file");
        if (name == null) {
            throw Refusal.missing(command.router, "file");
        }
        String id = command.table().resolve(name);
        if (id == null) {
            throw Refusal.noSuchItem();
        }
        byte[] contents = command.table().raw(id).getOrDefault("contents", "").getBytes(StandardCharsets.ISO_8859_1);
        int offset = Math.min(number(request, "offset", 0, Integer.MAX_VALUE), contents.length);
        int length = Math.min(number(request, "chunk-size", MOST_CHUNK, MOST_CHUNK), contents.length - offset);
        command.row(Map.of("data", new String(contents, offset, length, StandardCharsets.ISO_8859_1)));
        command.done();
    }

    private static int number(Request request, String name, int standard, int most) {
        String text = request.attribute(name);
        if (text == null) {
            return standard;
        }
        int value;
        try {
            value = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw Refusal.invalidValue(name);
        }
        if (value < 0 || value > most) {
            throw new Refusal("1", "value of " + name + " is out of range (0 .. " + most + ")");
        }
        return value;
    }
}
