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
package io.camelmikrotik.internal.rollout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import io.camelmikrotik.internal.feed.OwnerOnlyFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of a roll-out in a file of lines that people can read: whose it is, then a line for each thing that
 * happened, which is on the disk before anything follows from it.
 * <p>
 * The file appears whole with its head, or not at all, and a crash can only tear the line written last. What a torn
 * line was to tell has not had any effect: a step begins after the line that says so. So a torn end is cut off. A bad
 * line that others follow is damage of another kind; since it may have said that a step began, the file is refused. A
 * second file with the suffix {@code .lock} keeps other roll-outs out while this one is open.
 */
final class RolloutStateFile implements RolloutJournal {

    private static final Logger LOG = LoggerFactory.getLogger(RolloutStateFile.class);

    private static final String TITLE = "camel-mikrotik roll-out 1";
    private static final String TO = "to";
    private static final String WAVES = "waves";
    private static final String DEVICE = "device";
    private static final int NAMES_SHOWN = 5;

    private final Path file;
    private final RolloutPlan plan;
    private final String to;

    /** Files that roll-outs of this process have open. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private Path held;
    private FileChannel lockChannel;
    private FileLock lock;
    private FileChannel lines;

    /** @param to what is done to the devices, without secrets */
    RolloutStateFile(Path file, RolloutPlan plan, String to) {
        this.file = file.toAbsolutePath();
        this.plan = plan;
        this.to = to;
    }

    @Override
    public Map<String, Entry> open() throws IOException {
        try {
            Files.createDirectories(file.getParent());
            lock();
            if (!Files.exists(file)) {
                create();
            }
            OwnerOnlyFile.tighten(file);
            lines = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            return read();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void lock() throws IOException {
        Path key = file.getParent().toRealPath().resolve(file.getFileName());
        // before a channel is opened: closing it would drop the lock that another roll-out of this process has
        if (!HELD.add(key)) {
            throw inUse();
        }
        held = key;
        lockChannel = FileChannel.open(sibling(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            lock = lockChannel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw inUse();
        }
    }

    private IOException inUse() {
        return new IOException(file + " is in use by another roll-out: wait until that has ended, or abort it");
    }

    private void create() throws IOException {
        Path fresh = sibling(".new");
        try (FileChannel channel = OwnerOnlyFile.create(fresh)) {
            StringBuilder head
                    = new StringBuilder(line(TITLE)).append(line(TO, to)).append(line(WAVES, plan.text().toString()));
            plan.waves().forEach(wave -> wave.forEach(device -> head.append(line(DEVICE, device))));
            write(channel, head.toString());
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        // where a directory can be opened at all: on Windows it cannot, and need not
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }

    private Map<String, Entry> read() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        List<List<String>> found = new ArrayList<>();
        int good = 0;
        for (int end = end(bytes, good); end > 0; end = end(bytes, good)) {
            List<String> fields = StateLine.read(new String(bytes, good, end - good, StandardCharsets.UTF_8));
            if (fields == null) {
                break;
            }
            found.add(fields);
            good = end;
        }
        requireNothingBehind(bytes, good);
        Map<String, Entry> entries = entries(found);
        if (good < bytes.length) {
            LOG.info("{}: the last line was not written completely and is dropped ({} bytes)", file, bytes.length - good);
            lines.truncate(good);
            lines.force(true);
        }
        lines.position(good);
        return entries;
    }

    /** @return where the next line begins, or 0 if the one at {@code from} does not end */
    private static int end(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return 0;
    }

    private void requireNothingBehind(byte[] bytes, int bad) throws IOException {
        int from = end(bytes, bad);
        for (int end = from == 0 ? 0 : end(bytes, from); end > 0; end = end(bytes, from)) {
            if (StateLine.read(new String(bytes, from, end - from, StandardCharsets.UTF_8)) != null) {
                throw new IOException(
                        file + " is damaged at byte " + bad
                                      + ": a line that cannot be read may have said that a device was begun, so nothing is done. "
                                      + "Look at the devices and name another file for those that are left");
            }
            from = end;
        }
    }

    private Map<String, Entry> entries(List<List<String>> found) throws IOException {
        if (found.size() < 3 || !found.get(0).equals(List.of(TITLE)) || !found.get(1).get(0).equals(TO)
                || !found.get(2).get(0).equals(WAVES)) {
            throw new IOException(file + " is not a state file of a roll-out; name another one");
        }
        TreeSet<String> devices = new TreeSet<>();
        Map<String, Entry> entries = new HashMap<>();
        for (List<String> fields : found.subList(3, found.size())) {
            if (fields.get(0).equals(DEVICE)) {
                devices.add(fields.get(1));
            } else {
                entries.put(fields.get(2), new Entry(
                        Event.valueOf(fields.get(1).toUpperCase(Locale.ROOT)), fields.size() > 3 ? fields.get(3) : null));
            }
        }
        requireSame(TO, found.get(1).get(1), to);
        requireSame(WAVES, found.get(2).get(1), plan.text().toString());
        requireSameDevices(devices);
        return entries;
    }

    private void requireSame(String option, String theirs, String ours) throws IOException {
        if (!theirs.equals(ours)) {
            throw another("it was written for " + option + "=" + theirs + ", not for " + option + "=" + ours);
        }
    }

    private void requireSameDevices(TreeSet<String> theirs) throws IOException {
        TreeSet<String> ours = new TreeSet<>();
        plan.waves().forEach(ours::addAll);
        if (theirs.equals(ours)) {
            return;
        }
        TreeSet<String> gone = new TreeSet<>(theirs);
        gone.removeAll(ours);
        ours.removeAll(theirs);
        throw another("it was written for other devices" + names(", with ", gone) + names(", without ", ours));
    }

    private static String names(String what, TreeSet<String> names) {
        if (names.isEmpty()) {
            return "";
        }
        String more = names.size() > NAMES_SHOWN ? " and " + (names.size() - NAMES_SHOWN) + " more" : "";
        return what + String.join(", ", names.stream().limit(NAMES_SHOWN).toList()) + more;
    }

    private IOException another(String why) {
        return new IOException(
                file + " belongs to another roll-out: " + why + "; name another file, or delete it to begin anew");
    }

    @Override
    public void write(String device, Event event, String reason) throws IOException {
        if (lines == null) {
            throw new IOException(file + " is not open, or could not be written before");
        }
        List<String> fields = new ArrayList<>(
                List.of(
                        Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(), event.name().toLowerCase(Locale.ROOT),
                        device));
        if (reason != null) {
            fields.add(reason);
        }
        try {
            write(lines, StateLine.write(fields));
            lines.force(false);
        } catch (IOException e) {
            // a line behind one that was written in part would make it damage: nothing more until the next run
            closeLines();
            throw new IOException(file + " could not be written: " + e.getMessage(), e);
        }
    }

    private static String line(String... fields) {
        return StateLine.write(Arrays.asList(fields));
    }

    private static void write(FileChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private Path sibling(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private void closeLines() throws IOException {
        if (lines != null) {
            FileChannel open = lines;
            lines = null;
            open.close();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            closeLines();
        } finally {
            if (lockChannel != null) {
                // the lock goes with it
                lockChannel.close();
                lockChannel = null;
                HELD.remove(held);
                held = null;
            }
        }
    }
}
