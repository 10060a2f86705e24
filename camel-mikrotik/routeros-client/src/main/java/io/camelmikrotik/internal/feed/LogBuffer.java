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
 * <p>
 * Lines come from attempts to follow the log, numbered in their order. A line of an earlier one may arrive when the
 * next has begun, because the thread that brings it was slow; it changes nothing, for the next one reads it from the
 * ring.
 */
final class LogBuffer {

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
    private long attempt;
    /** Nothing is taken in before the next attempt, which finds in the ring what was left out. */
    private boolean closed;

    /** @param ringIsOld whether the lines of the ring are not new the first time */
    LogBuffer(int bufferSize, boolean ringIsOld) {
        this.bufferSize = bufferSize;
        this.ringIsOld = ringIsOld;
    }

    /** Goes on behind these marks of an earlier life, and not for the first time. */
    void resume(List<LogPosition.Mark> marks) {
        lock.lock();
        try {
            ringIsOld = false;
            closed = true;
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

    /** A listen begins, unless that of a later attempt has. */
    void listening(long newAttempt) {
        lock.lock();
        try {
            if (newAttempt > attempt) {
                attempt = newAttempt;
                closed = false;
                following = false;
                reading = null;
                early.clear();
            }
        } finally {
            lock.unlock();
        }
    }

    /** @return whether it was this line for which there was no room */
    boolean told(long by, RouterOsRow line) {
        return during(by, () -> {
            if (!following && early.size() >= bufferSize) {
                closed = true;
            } else if (!following) {
                early.add(line);
            } else if (position.isNew(line)) {
                accept(line);
            }
        });
    }

    /** The ring is asked for. */
    void ringBegins(long by) {
        during(by, () -> reading = position.read());
    }

    /** @return whether it was this line for which there was no room */
    boolean ring(long by, RouterOsRow line) {
        return during(by, () -> {
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
    boolean ringEnds(long by) {
        return during(by, () -> {
            reading.end().forEach(this::acceptFromRing);
            if (!closed) {
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
    boolean hasGap(long by) {
        lock.lock();
        try {
            return attempt == by && reading != null && reading.hasGap();
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

    private void acceptFromRing(RouterOsRow line) {
        if (ringIsOld) {
            position.add(line);
        } else {
            accept(line);
        }
    }

    private void accept(RouterOsRow line) {
        if (closed || waiting.size() >= bufferSize) {
            closed = true;
        } else {
            position.add(line);
            waiting.add(line);
        }
    }

    /** @return whether it was this change for which there was no room */
    private boolean during(long by, Runnable change) {
        lock.lock();
        try {
            if (attempt != by || closed) {
                return false;
            }
            change.run();
            return closed;
        } finally {
            lock.unlock();
        }
    }
}
