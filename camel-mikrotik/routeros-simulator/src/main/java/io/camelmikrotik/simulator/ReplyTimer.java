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
package io.camelmikrotik.simulator;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;

/**
 * Runs tasks on an event loop when their time has come, to a fraction of a millisecond: an event loop's own timer waits
 * for whole ones. One thread for all routers of the process.
 */
final class ReplyTimer {

    private static final ScheduledThreadPoolExecutor TIMER = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "routeros-simulator-reply-timer");
        thread.setDaemon(true);
        return thread;
    });

    private ReplyTimer() {
    }

    static void schedule(long delay, EventLoop loop, Runnable task) {
        TIMER.schedule(() -> {
            if (!loop.isShuttingDown()) {
                loop.execute(task);
            }
        }, delay, TimeUnit.NANOSECONDS);
    }
}
