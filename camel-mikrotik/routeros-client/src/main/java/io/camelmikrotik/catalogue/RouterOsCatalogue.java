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
package io.camelmikrotik.catalogue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every command, argument and property of RouterOS 7.9 to 7.24 that the consoles of virtual routers show, with the
 * versions that have it. Immutable and safe for any thread; read from a resource when first asked for.
 * <p>
 * What is not in it may exist all the same: other hardware and other packages have other menus, newer versions have
 * more, and the API has words that the console does not show, such as {@code listen} and {@code .proplist}. So an
 * absence is a reason to warn, and never one to refuse.
 */
public final class RouterOsCatalogue {

    /** Read at the first use of the catalogue, and not before. */
    private static final class Held {

        static final RouterOsCatalogue CATALOGUE = new RouterOsCatalogue(new CatalogueReader());
    }

    private final CatalogueReader reader;
    private final Map<String, CatalogueMenu> read = new ConcurrentHashMap<>();
    private volatile List<String> commandPaths;

    private RouterOsCatalogue(CatalogueReader reader) {
        this.reader = reader;
    }

    /**
     * The catalogue of this client.
     *
     * @throws java.io.UncheckedIOException if its resource cannot be read
     */
    public static RouterOsCatalogue get() {
        return Held.CATALOGUE;
    }

    /** The versions that were looked at, oldest first. */
    public List<RouterOsVersion> versions() {
        return Collections.unmodifiableList(reader.versions());
    }

    /** The paths of all menus, sorted; the root is the empty path. */
    public Set<String> menus() {
        return Collections.unmodifiableSet(reader.menus());
    }

    /** The menu at that path, such as {@code /ppp/secret}, if a version has it. */
    public Optional<CatalogueMenu> menu(String path) {
        return reader.menus().contains(path) ? Optional.of(read.computeIfAbsent(path, reader::menu)) : Optional.empty();
    }

    /** The command with that command word, such as {@code /ppp/secret/add}, if a version has it. */
    public Optional<CatalogueCommand> command(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? Optional.empty() : menu(path.substring(0, slash)).flatMap(m -> m.command(path.substring(slash + 1)));
    }

    /** Whether the path is a menu or leads to one: {@code /ip} has no commands, its menus have. */
    public boolean leadsToMenu(String path) {
        String below = path + "/";
        return reader.menus().stream().anyMatch(menu -> menu.equals(path) || menu.startsWith(below));
    }

    /** The command words of all commands, sorted. */
    public List<String> commandPaths() {
        List<String> paths = commandPaths;
        if (paths == null) {
            paths = new ArrayList<>();
            for (String menu : reader.menus()) {
                for (CatalogueCommand command : menu(menu).orElseThrow().commands().values()) {
                    paths.add(command.path());
                }
            }
            paths = Collections.unmodifiableList(paths);
            commandPaths = paths;
        }
        return paths;
    }

    /**
     * The command word that was probably meant: of the same menu if there is such a menu, else of any. Empty if none is
     * near.
     */
    public Optional<String> nearestCommand(String path) {
        int slash = path.lastIndexOf('/');
        String menu = path.substring(0, Math.max(slash, 0));
        String verb = path.substring(slash + 1);
        Optional<String> inMenu = menu(menu)
                .flatMap(known -> NearestName.of(verb, known.commands().keySet())).map(name -> menu + "/" + name);
        return inMenu.isPresent() ? inMenu : NearestName.of(path, commandPaths());
    }

    /** The property or argument that was probably meant. Empty if none is near. */
    public static Optional<String> nearest(String written, Set<String> names) {
        return NearestName.of(written, names);
    }
}
