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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.camelmikrotik.internal.rollout.RolloutJournal.Entry;
import io.camelmikrotik.internal.rollout.RolloutJournal.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

/** What is kept of a roll-out on disk. */
class RolloutStateFileTest {

    private static final Waves WAVES = Waves.parse("1,100%");

    @TempDir(factory = InMemory.class)
    Path directory;

    @Test
    void whatWasWrittenIsThereInTheNextRun() throws IOException {
        try (RolloutStateFile file = file(3, "direct:one")) {
            assertThat(file.open()).isEmpty();
            file.write("r0", Event.BEGUN, null);
            file.write("r0", Event.DONE, null);
            file.write("r1", Event.BEGUN, null);
            file.write("r1", Event.FAILED, "a\ttext\nwith \\n, \r and \u00fc");
            file.write("r2", Event.BEGUN, null);
        }
        try (RolloutStateFile file = file(3, "direct:one")) {
            assertThat(file.open()).containsOnly(
                    Map.entry("r0", new Entry(Event.DONE, null)),
                    Map.entry("r1", new Entry(Event.FAILED, "a\ttext\nwith \\n, \r and \u00fc")),
                    Map.entry("r2", new Entry(Event.BEGUN, null)));
            file.write("r2", Event.CHANGED, null);
        }
        try (RolloutStateFile file = file(3, "direct:one")) {
            assertThat(file.open()).containsEntry("r2", new Entry(Event.CHANGED, null));
        }
        assertThat(Files.readAllLines(state()).get(8)).as("for people").matches("[0-9a-f]{8}\t20\\S+Z\tbegun\tr1");
    }

    @Test
    void cutAtAnyByteItHasAllThatWasWrittenBeforeAndCanBeWrittenOn() throws IOException {
        Map<Long, Map<String, Entry>> known = new HashMap<>();
        try (RolloutStateFile file = file(2, "direct:one")) {
            file.open();
            Map<String, Entry> entries = new HashMap<>();
            known.put(Files.size(state()), Map.of());
            for (Event event : List.of(Event.BEGUN, Event.CHANGED, Event.FAILED)) {
                file.write("r1", event, "\u20ac");
                entries.put("r1", new Entry(event, "\u20ac"));
                known.put(Files.size(state()), Map.copyOf(entries));
            }
        }
        byte[] whole = Files.readAllBytes(state());
        long head = known.keySet().stream().min(Long::compare).orElseThrow();
        for (int length = (int) head; length <= whole.length; length++) {
            Files.write(state(), Arrays.copyOf(whole, length));
            int cut = length;
            Map<String, Entry> expected
                    = known.get(known.keySet().stream().filter(at -> at <= cut).max(Long::compare).orElseThrow());
            try (RolloutStateFile file = file(2, "direct:one")) {
                assertThat(file.open()).as("cut at %s", length).isEqualTo(expected);
                file.write("r0", Event.BEGUN, null);
            }
            try (RolloutStateFile file = file(2, "direct:one")) {
                assertThat(file.open()).as("cut at %s", length).containsEntry("r0", new Entry(Event.BEGUN, null))
                        .containsAllEntriesOf(expected);
            }
        }
    }

    @Test
    void aTornEndMayBeAnyBytes() throws IOException {
        begin();
        Files.write(state(), new byte[] { 0, 0, '\n', 0, (byte) 0xff }, StandardOpenOption.APPEND);

        try (RolloutStateFile file = file(2, "direct:one")) {
            assertThat(file.open()).containsOnlyKeys("r0");
        }
    }

    @Test
    void aDamagedLineBeforeOthersIsRefusedForItMayHaveSaidThatADeviceWasBegun() throws IOException {
        begin();
        String text = Files.readString(state());
        Files.writeString(state(),
                text.replace("begun\tr0", "begun\tr1") + text.substring(text.lastIndexOf('\n', text.length() - 2) + 1));

        assertRefused(file(2, "direct:one"), "is damaged at byte");
    }

    @Test
    void theStateOfAnotherRolloutIsRefusedWithTheDifference() throws IOException {
        begin();

        assertRefused(file(2, "direct:two"),
                "belongs to another roll-out: it was written for to=direct:one, not for to=direct:two");
        assertRefused(new RolloutStateFile(state(), PretendFleet.plan(2, Waves.parse("100%")), "direct:one"),
                "it was written for waves=1,100%, not for waves=100%");
        assertRefused(file(4, "direct:one"), "it was written for other devices, without r2, r3");
        assertRefused(file(1, "direct:one"), "it was written for other devices, with r1");
        assertRefused(file(20, "direct:one"), "without r10, r11, r12, r13, r14 and 13 more");
        assertThat(Files.readAllLines(state())).as("nothing is lost").hasSize(6);
    }

    @Test
    void theOrderOfTheSelectionDoesNotMatter() throws IOException {
        begin();
        RolloutPlan turned = RolloutPlan.of(List.of("r1", "r0"), Map.of(), WAVES);

        try (RolloutStateFile file = new RolloutStateFile(state(), turned, "direct:one")) {
            assertThat(file.open()).containsOnlyKeys("r0");
        }
    }

    @Test
    void aFileThatIsNoneOfOursIsRefusedAndLeftAlone() throws IOException {
        for (String content : List.of("", "my diary", "my diary\nof many\nlines\nmore\n")) {
            Files.writeString(state(), content);

            assertRefused(file(2, "direct:one"), "is not a state file of a roll-out");
            assertThat(Files.readString(state())).isEqualTo(content);
        }
    }

    @Test
    void itIsInUseByOneRolloutAtATime() throws IOException {
        try (RolloutStateFile first = file(2, "direct:one")) {
            first.open();
            assertRefused(file(2, "direct:one"), "is in use by another roll-out");
            first.write("r0", Event.BEGUN, null);
        }
        try (RolloutStateFile second = file(2, "direct:one")) {
            assertThat(second.open()).hasSize(1);
        }
    }

    @Test
    void onlyItsOwnerMayReadIt() throws IOException {
        assumeThat(directory.getFileSystem().supportedFileAttributeViews()).contains("posix");
        begin();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state()))).isEqualTo("rw-------");

        Files.setPosixFilePermissions(state(), PosixFilePermissions.fromString("rw-r--r--"));
        try (RolloutStateFile file = file(2, "direct:one")) {
            file.open();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state()))).isEqualTo("rw-------");
    }

    private void begin() throws IOException {
        try (RolloutStateFile file = file(2, "direct:one")) {
            file.open();
            file.write("r0", Event.BEGUN, null);
        }
    }

    private static void assertRefused(RolloutStateFile file, String why) {
        assertThatThrownBy(file::open).isInstanceOf(IOException.class).hasMessageContaining(why);
    }

    private RolloutStateFile file(int devices, String to) {
        return new RolloutStateFile(state(), PretendFleet.plan(devices, WAVES), to);
    }

    private Path state() {
        return directory.resolve("state");
    }
}
