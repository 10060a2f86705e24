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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import io.camelmikrotik.leaks.RecordedLog;
import io.camelmikrotik.routeros.ApiCharset;
import io.camelmikrotik.routeros.RouterOsRow;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeliveredStateFileTest {

    @TempDir
    Path directory;
    private Path path;
    private DeliveredStateFile file;

    @BeforeEach
    void name() {
        path = directory.resolve("sub/active.state");
        file = file("core1");
    }

    private DeliveredStateFile file(String owner) {
        return new DeliveredStateFile(path, owner, ApiCharset.UTF_8);
    }

    private static Map<String, String> load(DeliveredStateFile file) throws IOException {
        Map<String, String> rows = new TreeMap<>();
        assertThat(file.open((identity, row) -> {
            if (row == null) {
                rows.remove(identity);
            } else {
                rows.put(identity, row.toString());
            }
        })).isTrue();
        return rows;
    }

    private void begin(DeliveredState table) throws IOException {
        assertThat(file.open((identity, row) -> {
            throw new AssertionError("there is nothing yet");
        })).isFalse();
        file.replace(table);
    }

    private static RouterOsRow row(String... namesAndValues) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return RouterOsRow.of(values);
    }

    @Test
    @EnabledOnOs({ OS.LINUX, OS.MAC })
    void aFileThatOthersMayReadIsClosedToThemWithAWarning() throws IOException {
        begin(new DeliveredState());
        file.close();
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--rw-"));
        try (RecordedLog log = RecordedLog.start("io.camelmikrotik.internal.feed")) {
            file.open((identity, row) -> {
            });

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rw-------");
            assertThat(log.lines()).anyMatch(line -> line.contains("could be read or written by others (rw-r--rw-)"));
        }
        file.put("*1", row(".id", "*1", "password", "s3cret"));
        file.close();
        try (RecordedLog log = RecordedLog.start("io.camelmikrotik.internal.feed")) {
            assertThat(load(file)).hasSize(1);
            assertThat(log.lines()).noneMatch(line -> line.contains("others"));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aForcedFileIsWrittenThroughToTheDisk() throws IOException {
        file = new DeliveredStateFile(path, "core1", ApiCharset.UTF_8, true);
        begin(new DeliveredState());
        assertThat(openedWithDataSync(path)).isTrue();
        file.put("*1", row(".id", "*1", "name", "a"));
        file.close();

        assertThat(load(file)).hasSize(1);
        assertThat(openedWithDataSync(path)).isTrue();
        file.close();

        file = file("core1");
        assertThat(load(file)).hasSize(1);
        assertThat(openedWithDataSync(path)).isFalse();
    }

    /** Asks the kernel with which flags this process has the file open. */
    private static boolean openedWithDataSync(Path path) throws IOException {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.exists(descriptor) && Files.readSymbolicLink(descriptor).equals(path.toRealPath())) {
                    String info = Files.readString(Path.of("/proc/self/fdinfo", descriptor.getFileName().toString()));
                    long flags = Long.parseLong(info.lines().filter(line -> line.startsWith("flags:")).findFirst()
                            .orElseThrow().substring("flags:".length()).trim(), 8);
                    return (flags & 010000) != 0;
                }
            }
        }
        throw new AssertionError(path + " is not open");
    }

    @Test
    void whatWasPutAndRemovedIsThereAgain() throws IOException {
        begin(new DeliveredState());
        file.put("*1", row(".id", "*1", "name", "Zo\u00EB\n=x", "comment", ""));
        file.put("*2", row(".id", "*2", "name", "b"));
        file.put("*1", row(".id", "*1", "name", "c"));
        file.remove("*2");
        file.close();

        assertThat(load(file)).isEqualTo(Map.of("*1", "{.id=*1, name=c}"));
        file.put("*3", row(".id", "*3", "name", "d"));
        file.close();
        assertThat(load(file("core1"))).containsOnlyKeys("*1", "*3");
    }

    @Test
    void anEmptyTableThatWasSavedIsNotAFirstTime() throws IOException {
        begin(new DeliveredState());
        file.close();

        assertThat(load(file)).isEmpty();
    }

    @Test
    void aCrashAtEachByteOfTheLastChangeLosesThatChangeOnly() throws IOException {
        begin(new DeliveredState());
        file.put("*1", row(".id", "*1", "name", "a"));
        long whole = Files.size(path);
        file.put("*2", row(".id", "*2", "address", "192.0.2.1"));
        file.close();
        byte[] all = Files.readAllBytes(path);

        for (int length = (int) whole; length < all.length; length++) {
            Files.write(path, Arrays.copyOf(all, length));
            assertThat(load(file)).as("cut after %d bytes", length).containsOnlyKeys("*1");
            file.put("*3", row(".id", "*3", "address", "192.0.2.3"));
            file.close();
            assertThat(load(file)).as("continued after %d bytes", length).containsOnlyKeys("*1", "*3");
            file.close();
        }
    }

    @Test
    void damageInTheMiddleIsAWarningAndACopyOfTheFileIsKept() throws IOException {
        begin(new DeliveredState());
        file.put("*1", row(".id", "*1", "name", "a"));
        int whole = (int) Files.size(path);
        file.put("*2", row(".id", "*2", "name", "b"));
        file.put("*3", row(".id", "*3", "name", "c"));
        file.close();
        byte[] all = Files.readAllBytes(path);
        all[whole + 10] ^= 1;
        Files.write(path, all);

        try (RecordedLog log = RecordedLog.start("io.camelmikrotik.internal.feed")) {
            assertThat(load(file)).containsOnlyKeys("*1");
            file.close();
            assertThat(log.lines(Level.WARN)).singleElement().asString().contains(path.toString(),
                    "is damaged at byte " + whole,
                    ".damaged");
        }
        assertThat(Files.readAllBytes(path.resolveSibling(path.getFileName() + ".damaged"))).isEqualTo(all);
    }

    @Test
    @EnabledOnOs({ OS.LINUX, OS.MAC })
    void onlyTheOwnerMayReadTheRowsWhereverTheyAreCopied() throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Path damaged = path.resolveSibling(path.getFileName() + ".damaged");
        Files.createDirectories(path.getParent());
        for (Path left : new Path[] { fresh, damaged }) {
            // as an older version left them
            Files.createFile(left);
            Files.setPosixFilePermissions(left, PosixFilePermissions.fromString("rw-r--r--"));
        }

        begin(new DeliveredState());
        assertThat(permissions(path)).isEqualTo("rw-------");
        file.put("*1", row(".id", "*1", "name", "a", "password", "geheim"));
        file.replace(new DeliveredState());
        assertThat(permissions(path)).isEqualTo("rw-------");

        file.put("*1", row(".id", "*1", "name", "a"));
        long whole = Files.size(path);
        file.put("*2", row(".id", "*2", "name", "b"));
        file.put("*3", row(".id", "*3", "name", "c"));
        file.close();
        byte[] all = Files.readAllBytes(path);
        all[(int) whole + 8] ^= 1;
        Files.write(path, all);
        load(file);
        file.close();

        assertThat(permissions(damaged)).isEqualTo("rw-------");
        assertThat(Files.readAllBytes(damaged)).isEqualTo(all);
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void aTornLastChangeIsNoDamage() throws IOException {
        begin(new DeliveredState());
        file.put("*1", row(".id", "*1", "name", "a"));
        file.close();
        byte[] all = Files.readAllBytes(path);
        Files.write(path, Arrays.copyOf(all, all.length - 3));

        try (RecordedLog log = RecordedLog.start("io.camelmikrotik.internal.feed")) {
            assertThat(load(file)).isEmpty();
            file.close();
            assertThat(log.lines(Level.WARN)).isEmpty();
        }
        assertThat(path.resolveSibling(path.getFileName() + ".damaged")).doesNotExist();
    }

    @Test
    void changedBytesAreNoticed() throws IOException {
        begin(new DeliveredState());
        file.put("*1", row(".id", "*1", "name", "a"));
        file.put("*2", row(".id", "*2", "name", "b"));
        file.close();
        byte[] all = Files.readAllBytes(path);
        all[all.length - 1] ^= 1;
        Files.write(path, all);

        assertThat(load(file)).containsOnlyKeys("*1");
        file.close();
    }

    @Test
    void aLongJournalIsWrittenAnew() throws IOException {
        DeliveredState table = new DeliveredState();
        begin(table);
        int changes = 0;
        while (!file.isDueForReplacement(table)) {
            table.put("*1", row(".id", "*1", "name", "n" + changes));
            file.put("*1", table.get("*1"));
            changes++;
        }
        long before = Files.size(path);
        file.replace(table);
        file.close();

        assertThat(changes).isGreaterThan(1000);
        assertThat(Files.size(path)).isLessThan(before / 100);
        assertThat(load(file)).isEqualTo(Map.of("*1", "{.id=*1, name=n" + (changes - 1) + "}"));
        file.close();
    }

    @Test
    void aFileOfAnotherSubscriptionIsRefused() throws IOException {
        begin(new DeliveredState());
        file.close();

        assertThatThrownBy(() -> file("core2").open((identity, row) -> {
        })).hasMessageContaining("another subscription").hasMessageContaining("core1").hasMessageContaining("core2");
    }

    @Test
    void aFileOfAnotherKindIsRefusedAndLeftAlone() throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "precious", StandardCharsets.US_ASCII, StandardOpenOption.CREATE);

        assertThatThrownBy(() -> file.open((identity, row) -> {
        })).hasMessageContaining("not a state file");
        assertThat(path).hasContent("precious");
    }

    @Test
    void aFileInUseIsRefused() throws IOException {
        begin(new DeliveredState());

        assertThatThrownBy(() -> file("core1").open((identity, row) -> {
        })).hasMessageContaining("in use");
        file.close();
    }
}
