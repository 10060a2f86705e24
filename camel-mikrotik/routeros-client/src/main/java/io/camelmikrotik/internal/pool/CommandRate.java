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
package io.camelmikrotik.internal.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import io.camelmikrotik.internal.pool.DeviceThrottle.Timer;
import io.camelmikrotik.internal.session.ApiSession;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.internal.session.PendingCommand;
import io.camelmikrotik.internal.session.ReplyListener;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.RouterOsCommand;

/**
 * Sends the commands of one device, over all of its sessions, no faster than a number per second, in the order in which
 * they come. How long one waits is bounded by how many leases there may be, see
 * {@link io.camelmikrotik.pool.PoolSettings#commandsAtOnce()}. A command's own timeout begins when it is sent. Logins,
 * cancellations and the probes of sessions do not pass here.
 * <p>
 * Safe for any thread; nothing blocks, and no lock is held while a session or a listener is called.
 */
final class CommandRate {

    /** What was missed while the timer was late may be made up for, but no more than that of this time. */
    private static final long BURST = TimeUnit.MILLISECONDS.toNanos(50);

    private final long interval;
    private final LongSupplier clock;
    private final Timer timer;
    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private final Deque<DelayedCommand> waiting = new ArrayDeque<>();
    private long nextDue;
    private boolean sending;
    private boolean timerSet;

    /** @param timer runs its task on a thread that may call listeners */
    CommandRate(double commandsPerSecond, LongSupplier clock, Timer timer) {
        this.interval = (long) (TimeUnit.SECONDS.toNanos(1) / commandsPerSecond);
        this.clock = clock;
        this.timer = timer;
        this.nextDue = clock.getAsLong();
    }

    /** As {@link ApiSession#send}, at once or when its turn comes. */
    PendingCommand send(ApiSession session, RouterOsCommand command, CommandOptions options, ReplyListener listener) {
        DelayedCommand delayed = new DelayedCommand(session, command, options, listener);
        lock.lock();
        try {
            waiting.add(delayed);
        } finally {
            lock.unlock();
        }
        proceed();
        return delayed;
    }

    /** Ends at once what waits to be sent over sessions that have closed. */
    void sessionClosed() {
        List<DelayedCommand> dead = new ArrayList<>();
        lock.lock();
        try {
            for (Iterator<DelayedCommand> each = waiting.iterator(); each.hasNext();) {
                DelayedCommand next = each.next();
                if (!next.session().isOpen()) {
                    each.remove();
                    dead.add(next);
                }
            }
        } finally {
            lock.unlock();
        }
        // the session says that they were never sent
        dead.forEach(each -> Completions.run(each::send));
    }

    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private void proceed() {
        for (DelayedCommand next = takeDue(); next != null; next = takeDue()) {
            Completions.run(next::send);
            lock.lock();
            try {
                sending = false;
            } finally {
                lock.unlock();
            }
        }
    }

    /** One at a time, whoever comes meanwhile leaves it to the one who sends: so their order is kept. */
    private DelayedCommand takeDue() {
        long wakeAt;
        lock.lock();
        try {
            while (!waiting.isEmpty() && waiting.peek().isCancelled()) {
                waiting.poll();
            }
            if (sending || waiting.isEmpty()) {
                return null;
            }
            long now = clock.getAsLong();
            if (nextDue - now <= 0) {
                nextDue = (now - nextDue > BURST ? now - BURST : nextDue) + interval;
                sending = true;
                return waiting.poll();
            }
            if (timerSet) {
                return null;
            }
            timerSet = true;
            wakeAt = nextDue;
        } finally {
            lock.unlock();
        }
        timer.runAt(wakeAt, this::timerFired);
        return null;
    }

    private void timerFired() {
        lock.lock();
        try {
            timerSet = false;
        } finally {
            lock.unlock();
        }
        proceed();
    }
}
