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
package io.camelmikrotik.examples.blocklist;

import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.camelmikrotik.write.WriteProgress;

/** How far the writes are: a bar on a terminal, elsewhere a line for every tenth. */
final class Progress {

    private static final int WIDTH = 40;
    private static final long MILLIS = 250;

    private final PrintStream out;
    private final boolean terminal;
    private ScheduledExecutorService clock;
    private int tenthsShown;

    Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** @param writes gives {@code null} as long as nothing has begun */
    void follow(Supplier<WriteProgress> writes) {
        tenthsShown = 0;
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleWithFixedDelay(() -> show(writes.get()), MILLIS, MILLIS, TimeUnit.MILLISECONDS);
    }

    synchronized void show(WriteProgress writes) {
        Long total = writes == null ? null : writes.getTotal();
        if (total == null || total == 0) {
            return;
        }
        long done = Math.min(total, writes.getCompleted());
        if (terminal) {
            int filled = (int) (WIDTH * done / total);
            out.print("\r  [" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + done + " of " + total);
            out.flush();
        } else if (10 * done / total > tenthsShown) {
            tenthsShown = (int) (10 * done / total);
            out.println("  " + done + " of " + total);
        }
    }

    void end() {
        if (clock != null) {
            clock.shutdownNow();
            clock = null;
            if (terminal) {
                out.print("\r" + " ".repeat(WIDTH + 40) + "\r");
                out.flush();
            }
        }
    }
}
