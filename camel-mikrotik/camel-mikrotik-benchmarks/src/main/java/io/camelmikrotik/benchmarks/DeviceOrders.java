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
package io.camelmikrotik.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.SimulatedTable;

/**
 * What the benchmark device does by order, a line each. {@code burst 100000} makes so many changes in the table of the
 * feed at once, {@code ticks 2000} one a millisecond; each change puts the time into the row, and
 * {@link System#nanoTime()} is the same for all processes of a machine. {@code clear} empties the table of the adds,
 * and is answered with the number of its rows.
 */
final class DeviceOrders {

    static final String FEED_MENU = "/ppp/active";
    static final int FEED_ROWS = 1000;

    private final SimulatedTable feed;
    private final SimulatedTable added;
    private final List<String> ids = new ArrayList<>();

    DeviceOrders(SimulatedRouter router) {
        added = router.table(BenchmarkDevice.ADDED_MENU);
        feed = router.table(FEED_MENU);
        for (int i = 0; i < FEED_ROWS; i++) {
            ids.add(feed.add("name", "cust" + i, "service", "pppoe", "address", "192.0.2." + i % 250, "stamp", "0"));
        }
    }

    /** Carries out orders until the input ends. */
    void obey(InputStream input) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(input, StandardCharsets.US_ASCII));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ");
            if (words[0].equals("clear")) {
                int rows = added.size();
                added.clear();
                System.out.println(rows);
            } else {
                change(Integer.parseInt(words[1]), words[0].equals("ticks") ? TimeUnit.MILLISECONDS.toNanos(1) : 0);
            }
        }
    }

    private void change(int count, long pause) {
        for (int i = 0; i < count; i++) {
            feed.set(ids.get(i % FEED_ROWS), "stamp", Long.toString(System.nanoTime()));
            if (pause > 0) {
                LockSupport.parkNanos(pause);
            }
        }
    }
}
