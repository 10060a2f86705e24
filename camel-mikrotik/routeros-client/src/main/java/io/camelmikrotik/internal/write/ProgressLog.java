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
package io.camelmikrotik.internal.write;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.write.WriteProgress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line in the log at intervals, that tells how far a piece of work has come.
 */
public final class ProgressLog {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressLog.class);

    private final ScheduledFuture<?> lines;

    private ProgressLog(ScheduledFuture<?> lines) {
        this.lines = lines;
    }

    /** @param interval zero for no line at all */
    public static ProgressLog start(WriteProgress progress, Duration interval, ScheduledExecutorService timer) {
        long nanos = interval.toNanos();
        if (nanos == 0) {
            return new ProgressLog(null);
        }
        try {
            return new ProgressLog(
                    timer.scheduleAtFixedRate(() -> LOG.info("{}", progress), nanos, nanos, TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException | Error e) {
            // the work matters more than what is told of it
            LOG.debug("The timer is closed, or has failed", e);
            return new ProgressLog(null);
        }
    }

    public void stop() {
        if (lines != null) {
            lines.cancel(false);
        }
    }
}
