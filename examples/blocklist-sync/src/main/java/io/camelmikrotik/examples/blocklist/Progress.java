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
import java.util.function.IntSupplier;

/**
 * How far the writes are: a bar on a terminal, elsewhere a line for every tenth. It asks the router for the number of
 * rows: they become more while rows are added, and then fewer while others are removed.
 */
final class Progress {

    private static final int WIDTH = 40;
    private static final long MILLIS = 500;

    private final PrintStream out;
    private final boolean terminal;
    private IntSupplier rows;
    private ScheduledExecutorService clock;
    private int before;
    private int most;
    private int adds;
    private int steps;
    private int tenthsShown;

    Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** @param present the number of rows on the router now; may throw */
    void follow(IntSupplier present) {
        rows = present;
    }

    void begin(int present, int toAdd, int toRemove) {
        before = present;
        most = present;
        adds = toAdd;
        steps = toAdd + toRemove;
        tenthsShown = 0;
        if (steps > 0) {
            clock = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "progress");
                thread.setDaemon(true);
                return thread;
            });
            clock.scheduleWithFixedDelay(this::ask, MILLIS, MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void ask() {
        try {
            show(rows.getAsInt());
        } catch (RuntimeException e) {
            // the router is away: the run itself will tell
        }
    }

    synchronized void show(int present) {
        most = Math.max(most, present);
        int done = Math.min(steps, Math.min(adds, most - before) + most - present);
        if (terminal) {
            int filled = (int) ((long) WIDTH * done / steps);
            out.print("\r  [" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + done + " of " + steps);
            out.flush();
        } else if ((int) (10L * done / steps) > tenthsShown) {
            tenthsShown = (int) (10L * done / steps);
            out.println("  " + done + " of " + steps);
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
