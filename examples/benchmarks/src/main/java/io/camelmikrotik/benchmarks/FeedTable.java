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
 * A table of the benchmark device that changes by order: {@code burst 100000} makes so many changes at once, {@code
 * ticks 2000} one a millisecond. Each change puts the time into the row; {@link System#nanoTime()} is the same for all
 * processes of a machine.
 */
final class FeedTable {

    static final String MENU = "/ppp/active";
    static final int ROWS = 1000;

    private final SimulatedTable table;
    private final List<String> ids = new ArrayList<>();

    FeedTable(SimulatedRouter router) {
        table = router.table(MENU);
        for (int i = 0; i < ROWS; i++) {
            ids.add(table.add("name", "cust" + i, "service", "pppoe", "address", "192.0.2." + i % 250, "stamp", "0"));
        }
    }

    /** Carries out orders until the input ends. */
    void obey(InputStream input) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(input, StandardCharsets.US_ASCII));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ");
            int count = Integer.parseInt(words[1]);
            for (int i = 0; i < count; i++) {
                table.set(ids.get(i % ROWS), "stamp", Long.toString(System.nanoTime()));
                if (words[0].equals("ticks")) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                }
            }
        }
    }
}
