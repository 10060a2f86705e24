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
package io.camelmikrotik.soak;

import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

import com.sun.management.UnixOperatingSystemMXBean;

/**
 * What this JVM holds at one moment, the simulated devices included.
 *
 * @param seconds     since the start
 * @param heap        bytes in use after a collection
 * @param descriptors open files and sockets
 * @param threads     alive
 * @param sessions    of the component
 * @param sent        commands sent so far
 * @param failed      of these, those that failed
 * @param changes     rows that consumers have told so far
 */
record Sample(
        long seconds, long heap, long descriptors, long threads, long sessions, long sent, long failed, long changes) {

    private static final int COLLECTIONS = 2;

    static Sample taken(long seconds, long sessions, long sent, long failed, long changes) {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long descriptors = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount() : 0;
        return new Sample(
                seconds, heap, descriptors, ManagementFactory.getThreadMXBean().getThreadCount(), sessions, sent, failed,
                changes);
    }

    static long median(List<Sample> samples, ToLongFunction<Sample> what) {
        return samples.stream().sorted(Comparator.comparingLong(what)).skip(samples.size() / 2).findFirst()
                .map(what::applyAsLong).orElse(0L);
    }

    @Override
    public String toString() {
        return String.format(Locale.ENGLISH,
                "%5d s: heap %.1f MB, %d descriptors, %d threads, %d sessions, %d commands sent, %d failed, %d changes told",
                seconds, heap / 1e6, descriptors, threads, sessions, sent, failed, changes);
    }
}
