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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a router has from its start: rows in JSON, or a configuration as RouterOS exports it. May be used for any number
 * of routers.
 * <p>
 * JSON holds a router's state: an object with menus as names, and for each an array of rows, or one object for a menu
 * that has no rows. Rows get the menu's defaults and are checked no further, so that they may stand in menus that no
 * client can write, such as {@code /ppp/active}. An export holds commands: the router executes them as its console
 * would, and refuses what it refuses.
 */
public abstract class Seed {

    /** For messages: the file's name. */
    private final String name;

    Seed(String name) {
        this.name = name;
    }

    /**
     * Reads a file; its name ends with {@code .json} or {@code .rsc}.
     *
     * @throws IllegalArgumentException if it is no such file or cannot be understood; names the line
     * @throws IOException              if it cannot be read
     */
    public static Seed of(Path file) throws IOException {
        try {
            return of(file.getFileName().toString(), Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file, e);
        }
    }

    /**
     * Reads a resource; its name ends with {@code .json} or {@code .rsc}.
     *
     * @param  owner                    whose class loader has it, and whose package a name without a slash is relative
     *                                  to
     * @throws IllegalArgumentException if there is no such resource, or it cannot be understood; names the line
     */
    public static Seed ofResource(Class<?> owner, String resource) {
        try (InputStream bytes = owner.getResourceAsStream(resource)) {
            if (bytes == null) {
                throw new IllegalArgumentException("there is no resource " + resource + " beside " + owner.getName());
            }
            return of(resource, bytes.readAllBytes());
        } catch (IOException e) {
            throw new IllegalArgumentException("resource " + resource + " cannot be read", e);
        }
    }

    /**
     * Rows in JSON.
     *
     * @throws IllegalArgumentException if they cannot be understood; names the line
     */
    public static Seed json(String text) {
        return new JsonSeed("seed", text);
    }

    /**
     * A configuration as RouterOS exports it.
     *
     * @throws IllegalArgumentException if it cannot be understood; names the line
     */
    public static Seed export(String text) {
        return new ExportSeed("seed", RawText.of(text));
    }

    private static Seed of(String name, byte[] bytes) {
        String kind = name.toLowerCase(Locale.ROOT);
        if (kind.endsWith(".json")) {
            return new JsonSeed(name, new String(bytes, StandardCharsets.UTF_8));
        }
        if (kind.endsWith(".rsc")) {
            // bytes, as a router keeps them
            return new ExportSeed(name, new String(bytes, StandardCharsets.ISO_8859_1));
        }
        throw new IllegalArgumentException(name + " is neither a .json nor a .rsc file");
    }

    /**
     * Event loop only.
     *
     * @throws IllegalArgumentException if the router refuses it
     */
    abstract void plant(SimulatedRouter router);

    /** @param line from 1; 0 for none */
    final IllegalArgumentException wrong(int line, String what) {
        return new IllegalArgumentException(name + (line == 0 ? "" : ", line " + line) + ": " + what);
    }

    @Override
    public final String toString() {
        return name;
    }
}
