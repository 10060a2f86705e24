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
package io.camelmikrotik.internal.consumer;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.camelmikrotik.internal.fleet.Turns;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.internal.session.Dispatch;
import org.apache.camel.support.DefaultScheduledPollConsumerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Camel's default scheduler, for rounds that go on when the thread that began them has left: the delay counts from the
 * end of a round, or at a fixed rate from the time at which it was due.
 */
final class PollScheduler extends DefaultScheduledPollConsumerScheduler {

    private static final Logger LOG = LoggerFactory.getLogger(PollScheduler.class);
    private static final long DEFAULT_INITIAL_DELAY = TimeUnit.SECONDS.toNanos(1);
    private static final long DEFAULT_DELAY = TimeUnit.MILLISECONDS.toNanos(500);

    private final PollRounds rounds;
    private final AtomicReference<Schedule> current = new AtomicReference<>();

    PollScheduler(PollRounds rounds) {
        this.rounds = rounds;
    }

    @Override
    public void startScheduler() {
        Schedule schedule = new Schedule();
        if (current.compareAndSet(null, schedule)) {
            schedule.plan(rounds.turns() == null
                    ? getInitialDelay() < 0 ? DEFAULT_INITIAL_DELAY : getTimeUnit().toNanos(getInitialDelay())
                    : Turns.untilFirst(rounds.device(), period()));
        }
    }

    @Override
    public void unscheduleTask() {
        Schedule schedule = current.getAndSet(null);
        if (schedule != null) {
            schedule.cancel();
            rounds.interrupt();
        }
    }

    @Override
    public boolean isSchedulerStarted() {
        return current.get() != null;
    }

    @Override
    protected void doStop() throws Exception {
        unscheduleTask();
        super.doStop();
    }

    private long period() {
        return getDelay() <= 0 ? DEFAULT_DELAY : getTimeUnit().toNanos(getDelay());
    }

    /** From a start of the scheduler to its end. */
    private final class Schedule {

        private volatile ScheduledFuture<?> next;
        private long dueAt = System.nanoTime();

        void plan(long delay) {
            dueAt += delay;
            // a pool that fails by an Error may have taken the task all the same: it must not begin two rounds
            AtomicBoolean begun = new AtomicBoolean();
            Runnable once = () -> {
                if (begun.compareAndSet(false, true)) {
                    begin();
                }
            };
            try {
                next = getScheduledExecutorService().schedule(once, dueAt - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("The pool of threads is closed", e);
            } catch (Error e) {
                Dispatch.after(getScheduledExecutorService(), dueAt - System.nanoTime(), once);
            }
            if (!isCurrent()) {
                cancel();
            }
        }

        private void begin() {
            if (isCurrent()) {
                if (rounds.turns() != null) {
                    rounds.turns().polled(Math.max(0, System.nanoTime() - dueAt));
                }
                Completions.then(rounds.begin(), (over, never) -> planNext());
            }
        }

        private void planNext() {
            if (!isCurrent()) {
                return;
            }
            if (rounds.turns() == null) {
                dueAt = isUseFixedDelay() ? System.nanoTime() : dueAt;
                plan(period());
            } else {
                // turns that have passed meanwhile are skipped
                long passed = Math.max(0, (System.nanoTime() - dueAt) / period());
                rounds.turns().skipped(passed);
                plan((passed + 1) * period());
            }
        }

        void cancel() {
            ScheduledFuture<?> planned = next;
            if (planned != null) {
                planned.cancel(false);
            }
        }

        private boolean isCurrent() {
            return current.get() == this;
        }
    }
}
