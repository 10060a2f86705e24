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

import java.util.Arrays;

/** A way to send commands to the device. */
interface Contender extends AutoCloseable {

    String name();

    /** One {@code /system/identity/print}, until its reply is complete. Called by many threads at once. */
    void identity() throws Exception;

    /** One print of the large table. @return the number of rows */
    int print() throws Exception;

    /** So many {@code /system/identity/print}, one after the other. @return the median of their times, in µs */
    default double sequentialMicros(int count) throws Exception {
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            identity();
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos[count / 2] / 1e3;
    }

    /** One print of the large table. @return rows per second */
    default double printRate() throws Exception {
        long start = System.nanoTime();
        int rows = print();
        if (rows != BenchmarkDevice.LARGE_ROWS) {
            throw new IllegalStateException(name() + " got " + rows + " rows");
        }
        return rows * 1e9 / (System.nanoTime() - start);
    }

    /** What goes wrong when closing is of no interest here. */
    @Override
    void close();
}
