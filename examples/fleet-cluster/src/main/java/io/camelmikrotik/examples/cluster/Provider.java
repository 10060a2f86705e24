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
package io.camelmikrotik.examples.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.camelmikrotik.simulator.Journal;
import io.camelmikrotik.simulator.SimulatedFleet;
import io.camelmikrotik.simulator.SimulatedRouter;

/** The routers of the demo, whose subscribers come and go. */
final class Provider implements AutoCloseable {

    static final String PRINT = "/ppp/active/print";
    private static final int JOURNALS = 500;

    private final SimulatedFleet fleet;
    private final Random random;
    private int changes;

    /** @param seed of who comes and goes */
    Provider(int routers, long seed) {
        this.fleet = SimulatedFleet.start(routers, builder -> routers > JOURNALS ? builder.countingJournal() : builder);
        this.random = new Random(seed);
    }

    /** The list that the members read. */
    void write(Path devices) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < fleet.routers().size(); i++) {
            SimulatedRouter router = fleet.router(i);
            lines.add("{\"name\": \"router-%d\", \"host\": \"%s\", \"port\": %d}".formatted(
                    i, router.host(), router.port()));
        }
        Files.writeString(devices, "[" + String.join(",\n", lines) + "]\n");
    }

    /** A few subscribers dial in or hang up, somewhere. */
    void change(int count) {
        for (int i = 0; i < count; i++) {
            SimulatedRouter router = fleet.router(random.nextInt(fleet.routers().size()));
            List<Map<String, String>> online = router.table("/ppp/active").rows();
            if (online.size() > 3 && random.nextBoolean()) {
                router.table("/ppp/active").remove(online.get(random.nextInt(online.size())).get(".id"));
            } else {
                router.table("/ppp/active").add("name", "subscriber-" + changes);
            }
            changes++;
        }
    }

    int changes() {
        return changes;
    }

    /** How often each router was asked so far. */
    List<Integer> polls() {
        return fleet.routers().stream().map(each -> each.journal().count(PRINT)).toList();
    }

    /** How many routers were not asked again since then. */
    long notPolledSince(List<Integer> before) {
        List<Integer> now = polls();
        long missing = 0;
        for (int i = 0; i < now.size(); i++) {
            missing += now.get(i) > before.get(i) ? 0 : 1;
        }
        return missing;
    }

    /** The most sessions that one of the routers had at one time. */
    int sessionsAtMost() {
        return fleet.routers().stream().mapToInt(each -> each.journal().sessionsAtMost()).max().orElse(0);
    }

    /** Routers of which one that had lost them to another member went on to ask. */
    List<String> askedByTwo() {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < fleet.routers().size(); i++) {
            Set<Integer> before = new HashSet<>();
            int last = -1;
            for (Journal.Entry entry : fleet.router(i).journal().commands()) {
                if (entry.session() != last && !before.add(entry.session())) {
                    found.add("router-" + i + ", session " + entry.session() + " at " + entry.time());
                }
                last = entry.session();
            }
        }
        return found;
    }

    /**
     * Where the tables of the routers are not what the members told, all of them together, in the order of time.
     *
     * @param killed the change in the middle of which each of them was killed, one of each router, may have been told
     *               and not noted: if its subscriber hung up before another member came, nobody told that
     */
    List<String> differences(Path folder, Set<String> killed) throws IOException {
        Map<String, Set<String>> told = new TreeMap<>();
        Set<String> maybe = new HashSet<>();
        for (Change change : changes(folder)) {
            Set<String> names = told.computeIfAbsent(change.router, router -> new TreeSet<>());
            if (change.type.equals("removed")) {
                names.remove(change.name);
            } else {
                names.add(change.name);
            }
            if (change.last && killed.contains(change.member)) {
                maybe.add(change.name);
            }
        }
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < fleet.routers().size(); i++) {
            Set<String> online = fleet.router(i).table("/ppp/active").rows().stream().map(row -> row.get("name"))
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<String> known = told.getOrDefault("router-" + i, new TreeSet<>());
            known.removeIf(name -> maybe.contains(name) && !online.contains(name));
            if (!known.equals(online)) {
                differences.add("router-" + i + " has " + online + ", told was " + known);
            }
        }
        return differences;
    }

    private record Change(long time, String member, String router, String type, String name, boolean last) {
    }

    private static List<Change> changes(Path folder) throws IOException {
        List<Change> changes = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith("changes-")).toList()) {
                String member = file.getFileName().toString().replaceAll("changes-|\\.txt", "");
                Set<String> seen = new HashSet<>();
                List<String> lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.UTF_8));
                Collections.reverse(lines);
                for (String line : lines) {
                    String[] fields = line.split("\t");
                    // the last one may be torn by a kill
                    if (fields.length == 5) {
                        changes.add(new Change(
                                Long.parseLong(fields[0]), member, fields[1], fields[2], fields[3], seen.add(fields[1])));
                    }
                }
            }
        }
        changes.sort(Comparator.comparingLong(Change::time));
        return changes;
    }

    @Override
    public void close() {
        fleet.close();
    }
}
