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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.camelmikrotik.routeros.RouterOsRow;

/**
 * How far a device's log was read: tells a line that is new from one that was there before, over reconnects and
 * reboots. Not for several threads.
 * <p>
 * A router keeps its last lines (1000 by default) in memory, and numbers them with ids that increase while it runs.
 * After a reboot the memory is empty and the ids start again. Its clock may jump either way at any moment, so an order
 * by time says nothing. What is certain: <b>a line is the same if it has the same id and the same content</b>, its time
 * of day included, which old routers print in three forms that differ in the date only. Therefore the ids of the last
 * lines are remembered, each with a fingerprint of the line: as many as the router's ring has lines, so that all that
 * it can show again is known. From that follows what a ring that is read again says:
 * <ul>
 * <li>A line that is remembered is not new.</li>
 * <li>A remembered id with another content: the ids have started again, so the device was rebooted. Nothing that is
 * remembered applies any more, and every line of the ring is new, earlier ones of this reading included.</li>
 * <li>An id beyond all that are remembered: new. If no remembered line was met before it, either the device was
 * rebooted or the ring has moved on beyond what is remembered; both ways every line of the ring is new.</li>
 * <li>Any other id, below or between those remembered: after a reboot it is new; otherwise, below them, it is a line
 * from before, and between them one that was missed. That is decided by the next of the cases above, or by the end of
 * the ring: if it ends without a line that is remembered, the ids have gone back, which is a reboot. Lines are held
 * back until then; a ring that has not been enlarged has none that lie below.</li>
 * </ul>
 * So no line is taken for another unless it equals it in id, time of day, topics and message, and none is lost that the
 * ring still has. Memory: 16 bytes for each line of the ring.
 */
final class LogPosition {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private int capacity;
    private int size;
    /** Ascending. */
    private long[] ids = new long[16];
    private long[] fingerprints = new long[16];

    /** @param capacity lines remembered at least; a longer ring raises it */
    LogPosition(int capacity) {
        this.capacity = capacity;
    }

    /**
     * What is remembered of a line.
     *
     * @param id          negative if the line has none, which no line of a log should
     * @param fingerprint of its content
     */
    record Mark(long id, long fingerprint) {
    }

    static Mark mark(RouterOsRow line) {
        return new Mark(id(line), fingerprint(line));
    }

    /** Whether a line is older than another of the same run of the device. */
    static boolean precedes(RouterOsRow line, RouterOsRow other) {
        long id = id(line);
        return id >= 0 && id < id(other);
    }

    /** Whether a line that the device has just told is none of those remembered. */
    boolean isNew(RouterOsRow line) {
        long id = id(line);
        int index = index(id);
        return id < 0 || index < 0 || fingerprints[index] != fingerprint(line);
    }

    /** Remembers a line. */
    void add(RouterOsRow line) {
        add(mark(line));
    }

    void add(Mark mark) {
        if (mark.id() < 0) {
            return;
        }
        int index = index(mark.id());
        if (index < 0) {
            makeRoom();
            index = -index(mark.id()) - 1;
            System.arraycopy(ids, index, ids, index + 1, size - index);
            System.arraycopy(fingerprints, index, fingerprints, index + 1, size - index);
            size++;
        }
        ids[index] = mark.id();
        fingerprints[index] = mark.fingerprint();
    }

    /** The marks of the last lines, at most so many. */
    List<Mark> last(int count) {
        List<Mark> marks = new ArrayList<>();
        for (int i = Math.max(0, size - count); i < size; i++) {
            marks.add(new Mark(ids[i], fingerprints[i]));
        }
        return marks;
    }

    void clear() {
        size = 0;
    }

    /** Begins to read the ring, whose lines come in their order. */
    Reading read() {
        return new Reading();
    }

    /** The ring, line by line. Whoever gets a new line from it {@linkplain #add adds} it before the next one. */
    final class Reading {

        private final long last = size == 0 ? -1 : ids[size - 1];
        private List<RouterOsRow> undecided = new ArrayList<>();
        private long first = -1;
        private boolean known;
        /** Nothing that was remembered applies. */
        private boolean anew = last < 0;
        private int lines;

        boolean hasBegun() {
            return lines > 0;
        }

        /** @return the lines that are new for certain by now, in order */
        List<RouterOsRow> next(RouterOsRow line) {
            lines++;
            long id = id(line);
            first = first < 0 ? id : first;
            if (id < 0 || anew) {
                return isNew(line) ? List.of(line) : List.of();
            }
            int index = index(id);
            if (index >= 0 && fingerprints[index] == fingerprint(line)) {
                return sameRun();
            }
            if (index >= 0 || id > ids[size - 1] && !known) {
                undecided.add(line);
                return otherRun();
            }
            if (id > ids[size - 1] || known && id > ids[0]) {
                return List.of(line);
            }
            if (!known) {
                undecided.add(line);
            }
            return List.of();
        }

        /** @return the lines that are new because there are no others */
        List<RouterOsRow> end() {
            capacity = Math.max(capacity, lines);
            return undecided.isEmpty() ? List.of() : otherRun();
        }

        /** Whether the ring begins beyond the last line that was remembered: those between are lost. */
        boolean hasGap() {
            return last >= 0 && !known && first > last + 1;
        }

        private List<RouterOsRow> sameRun() {
            known = true;
            if (undecided.isEmpty()) {
                return List.of();
            }
            List<RouterOsRow> missed = undecided.stream().filter(line -> id(line) > ids[0]).toList();
            undecided = new ArrayList<>();
            return missed;
        }

        private List<RouterOsRow> otherRun() {
            anew = true;
            size = 0;
            List<RouterOsRow> all = undecided;
            undecided = new ArrayList<>();
            return all;
        }
    }

    /** Drops the oldest ones, a quarter at a time, so that lines are not moved for each new one. */
    private void makeRoom() {
        if (size < ids.length) {
            return;
        }
        int bound = capacity + capacity / 4 + 1;
        if (ids.length < bound) {
            int length = Math.min(bound, ids.length * 2);
            ids = Arrays.copyOf(ids, length);
            fingerprints = Arrays.copyOf(fingerprints, length);
        } else {
            int dropped = size - capacity;
            size = capacity;
            System.arraycopy(ids, dropped, ids, 0, size);
            System.arraycopy(fingerprints, dropped, fingerprints, 0, size);
        }
    }

    private int index(long id) {
        return Arrays.binarySearch(ids, 0, size, id);
    }

    /** @return negative if the row has no id, which no log row should */
    private static long id(RouterOsRow line) {
        String id = line.getId();
        if (id == null || id.length() < 2 || id.length() > 16 || id.charAt(0) != '*') {
            return -1;
        }
        try {
            return Long.parseLong(id, 1, id.length(), 16);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** FNV-1a over time of day, topics and message. */
    private static long fingerprint(RouterOsRow line) {
        String time = line.get("time");
        long hash = FNV_OFFSET;
        hash = hashed(hash, time == null ? null : time.substring(time.lastIndexOf(' ') + 1));
        hash = hashed(hash, line.get("topics"));
        return hashed(hash, line.get("message"));
    }

    private static long hashed(long begun, String text) {
        long hash = begun;
        for (int i = 0; text != null && i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return (hash ^ 0xFFFF) * FNV_PRIME;
    }
}
