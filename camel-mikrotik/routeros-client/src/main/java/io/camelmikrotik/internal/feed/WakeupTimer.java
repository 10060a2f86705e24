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

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.internal.session.Dispatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wakes its owner at a moment: one at a time, the earliest that was asked for. For the owner's executor only. */
final class WakeupTimer {

    static final long NEVER = Long.MAX_VALUE;

    private static final Logger LOG = LoggerFactory.getLogger(WakeupTimer.class);

    private final ScheduledExecutorService timer;
    private final Executor executor;
    private final Runnable waking;
    private ScheduledFuture<?> set;
    private long at = NEVER;
    private long asked;

    /** @param waking runs on the executor */
    WakeupTimer(ScheduledExecutorService timer, Executor executor, Runnable waking) {
        this.timer = timer;
        this.executor = executor;
        this.waking = waking;
    }

    /** @param moment in {@link System#nanoTime()}, or {@link #NEVER} */
    void atLatest(long moment) {
        if (moment == NEVER || at != NEVER && at - moment <= 0) {
            return;
        }
        cancel();
        at = moment;
        long number = ++asked;
        Runnable ring = () -> executor.execute(() -> {
            if (number == asked) {
                at = NEVER;
                waking.run();
            }
        });
        try {
            set = timer.schedule(ring, Math.max(0, moment - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The timer is closed");
        } catch (Error e) {
            set = null;
            Dispatch.after(timer, moment - System.nanoTime(), ring);
        }
    }

    void cancel() {
        if (set != null) {
            set.cancel(false);
        }
        asked++;
        at = NEVER;
    }

    static long earlier(long one, long other) {
        return one == NEVER || other != NEVER && other - one < 0 ? other : one;
    }
}
