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
package io.camelmikrotik.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Classes in a folder, as those of a build are, cost a descriptor each when they are loaded, and one that could not be
 * loaded may never be. An application has them in jars, which stay open.
 */
final class ClassFolders {

    private static final String OURS = "io/camelmikrotik";
    private static final String CLASS = ".class";

    private ClassFolders() {
    }

    /** Loads all classes of ours that lie in folders, and opens every jar of the class path. */
    static void load() {
        ClassLoader loader = ClassFolders.class.getClassLoader();
        // found nowhere, so every element of the class path is opened
        loader.getResource(OURS + "/none");
        try {
            for (URL each : Collections.list(loader.getResources(OURS))) {
                if (each.getProtocol().equals("file")) {
                    load(Path.of(URI.create(each.toString())), loader);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void load(Path folder, ClassLoader loader) throws IOException {
        List<String> names;
        try (Stream<Path> files = Files.walk(folder)) {
            names = files.map(file -> OURS + "/" + folder.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(CLASS)).toList();
        }
        for (String name : names) {
            try {
                Class.forName(name.substring(0, name.length() - CLASS.length()).replace('/', '.'), false, loader);
            } catch (ClassNotFoundException | LinkageError e) {
                // it needs what is not on the class path: nothing here uses it
            }
        }
    }
}
