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
package io.camelmikrotik.feed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;

import io.camelmikrotik.routeros.RouterOsRow;

/**
 * What is taken in of a log: puts the lines of the ring and those told live in order, drops those that were there
 * before, and holds the new ones until they are handed out, bounded. A line counts as read when there was room for it.
 * Safe for any thread.
 */
final class LogIntake {

    /** What a router keeps unless {@code /system/logging/action} says otherwise. */
    private static final int USUAL_RING = 1000;

    private final int bufferSize;
    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private final LogPosition position = new LogPosition(USUAL_RING);
    private final Queue<RouterOsRow> waiting = new ArrayDeque<>();
    /** Told while the ring was not read to its end. */
    private final List<RouterOsRow> early = new ArrayList<>();
    private LogPosition.Reading reading;
    private List<LogPosition.Mark> skipped;
    private boolean following;
    private boolean ringIsOld;
    private boolean full;

    /** @param ringIsOld whether the lines of the ring are not new the first time */
    LogIntake(int bufferSize, boolean ringIsOld) {
        this.bufferSize = bufferSize;
        this.ringIsOld = ringIsOld;
    }

    /** Goes on behind these marks of an earlier life, and not for the first time. */
    void resume(List<LogPosition.Mark> marks) {
        lock.lock();
        try {
            ringIsOld = false;
            position.clear();
            waiting.clear();
            marks.forEach(position::add);
        } finally {
            lock.unlock();
        }
    }

    /** The last lines of a ring that was skipped, once, be they none; otherwise {@code null}. */
    List<LogPosition.Mark> takeSkipped() {
        lock.lock();
        try {
            List<LogPosition.Mark> taken = skipped;
            skipped = null;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** A listen begins. */
    void listening() {
        locked(() -> {
            following = false;
            reading = null;
            early.clear();
        });
    }

    /** @return whether it was this line for which there was no room */
    boolean told(RouterOsRow line) {
        return locked(() -> {
            if (!following && early.size() >= bufferSize) {
                full = true;
            } else if (!following) {
                early.add(line);
            } else if (position.isNew(line)) {
                accept(line);
            }
        });
    }

    /** The ring is asked for. */
    void ringBegins() {
        locked(() -> reading = position.read());
    }

    /** @return whether it was this line for which there was no room */
    boolean ring(RouterOsRow line) {
        return locked(() -> {
            // a row of an attempt that another one has followed belongs to no reading
            if (reading == null) {
                return;
            }
            if (!reading.hasBegun()) {
                takeEarlierThan(line).forEach(this::read);
            }
            read(line);
        });
    }

    /** Lines that were told since the listen began, and that the ring has lost already. */
    private List<RouterOsRow> takeEarlierThan(RouterOsRow firstOfRing) {
        List<RouterOsRow> earlier = early.stream().filter(line -> LogPosition.precedes(line, firstOfRing)).toList();
        early.removeIf(line -> LogPosition.precedes(line, firstOfRing));
        return earlier;
    }

    private void read(RouterOsRow line) {
        reading.next(line).forEach(this::acceptFromRing);
    }

    /** @return whether there was no room for what was held back until now */
    boolean ringEnds() {
        return locked(() -> {
            if (reading == null) {
                return;
            }
            reading.end().forEach(this::acceptFromRing);
            if (!full) {
                if (ringIsOld) {
                    skipped = position.last(LogStore.MARKS);
                }
                ringIsOld = false;
                following = true;
                early.stream().filter(position::isNew).forEach(this::accept);
                early.clear();
            }
        });
    }

    /** Whether the device no longer holds the lines behind the last one read. */
    boolean hasGap() {
        lock.lock();
        try {
            return reading != null && reading.hasGap();
        } finally {
            lock.unlock();
        }
    }

    /** @return the next line to hand out, or {@code null} */
    RouterOsRow poll() {
        lock.lock();
        try {
            return waiting.poll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is taken in since there was no room, until this is called. */
    void goOn() {
        lock.lock();
        try {
            full = false;
        } finally {
            lock.unlock();
        }
    }

    private void acceptFromRing(RouterOsRow line) {
        if (ringIsOld) {
            position.add(line);
        } else {
            accept(line);
        }
    }

    private void accept(RouterOsRow line) {
        if (full || waiting.size() >= bufferSize) {
            full = true;
        } else {
            position.add(line);
            waiting.add(line);
        }
    }

    /** @return whether it was this change for which there was no room */
    private boolean locked(Runnable change) {
        lock.lock();
        try {
            if (full) {
                return false;
            }
            change.run();
            return full;
        } finally {
            lock.unlock();
        }
    }
}
