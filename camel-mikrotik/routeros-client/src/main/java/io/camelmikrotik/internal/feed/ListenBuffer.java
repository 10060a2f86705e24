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

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.internal.session.DoneReply;
import io.camelmikrotik.internal.session.PendingCommand;
import io.camelmikrotik.internal.session.ReplyListener;
import io.camelmikrotik.routeros.RouterOsRow;

/**
 * The rows of one listen on their way from the event loop to the watch: a bounded buffer. When it overflows, the listen
 * is cancelled, what is in the buffer stays, and what would have followed is lost: the watch has to compare again. Any
 * thread may call it.
 */
final class ListenBuffer implements ReplyListener {

    private final int capacity;
    private final Runnable signal;
    private final ReentrantLock lock = new ReentrantLock();

    // guarded by lock
    private final Queue<RouterOsRow> rows = new ArrayDeque<>();
    private PendingCommand listen;
    private boolean cancelled;
    private boolean overflowed;
    private boolean ended;
    private boolean heard;
    private MikrotikException failure;

    /** @param signal called on any thread, event loops among them, when there may be something to do */
    ListenBuffer(int capacity, Runnable signal) {
        this.capacity = capacity;
        this.signal = signal;
    }

    /** Whether the row says that its item is gone. {@code .dead} is {@code yes} in the manual and true on routers. */
    static boolean isDead(RouterOsRow row) {
        String dead = row.get(".dead");
        return dead != null && !dead.equals("no") && !dead.equals("false");
    }

    void sent(PendingCommand pending) {
        boolean cancel;
        lock.lock();
        try {
            listen = pending;
            cancel = cancelled;
        } finally {
            lock.unlock();
        }
        if (cancel) {
            pending.cancel();
        }
    }

    @Override
    public void onRow(RouterOsRow row) {
        PendingCommand overflowing = null;
        lock.lock();
        try {
            if (cancelled) {
                return;
            }
            heard = true;
            if (rows.size() < capacity) {
                rows.add(row);
            } else {
                overflowed = true;
                cancelled = true;
                overflowing = listen;
            }
        } finally {
            lock.unlock();
        }
        if (overflowing != null) {
            overflowing.cancel();
        }
        signal.run();
    }

    @Override
    public void onDone(DoneReply done) {
        end(null);
    }

    @Override
    public void onFailure(MikrotikException reason) {
        end(reason);
    }

    private void end(MikrotikException reason) {
        lock.lock();
        try {
            ended = true;
            failure = reason;
        } finally {
            lock.unlock();
        }
        signal.run();
    }

    /** Stops the listen on the router. What is in the buffer stays. */
    void cancel() {
        PendingCommand running;
        lock.lock();
        try {
            if (cancelled || ended) {
                return;
            }
            cancelled = true;
            running = listen;
        } finally {
            lock.unlock();
        }
        if (running != null) {
            running.cancel();
        }
    }

    /** The next row, or {@code null} if there is none now. */
    RouterOsRow poll() {
        lock.lock();
        try {
            return rows.poll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes all rows there are. */
    List<RouterOsRow> takeAll() {
        lock.lock();
        try {
            List<RouterOsRow> all = new ArrayList<>(rows);
            rows.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** Whether rows were lost because the buffer was full. */
    boolean hasOverflowed() {
        lock.lock();
        try {
            return overflowed;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the listen ended without our doing. */
    boolean hasEnded() {
        lock.lock();
        try {
            return ended && !cancelled;
        } finally {
            lock.unlock();
        }
    }

    /** Why it ended; {@code null} if the router ended it without a reason. */
    MikrotikException failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    /** Whether there was any row. */
    boolean wasHeard() {
        lock.lock();
        try {
            return heard;
        } finally {
            lock.unlock();
        }
    }
}
