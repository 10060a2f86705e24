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
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Polls a small table in a process of its own, a poll each millisecond at most. Arguments: {@code raw} or
 * {@code route}, and the port of the device. Each line of its input is a number of polls, answered with the
 * milliseconds of processor time of the process and the kilobytes allocated per poll.
 */
public final class SmallPolls {

    private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(1);

    private SmallPolls() {
    }

    public static void main(String[] arguments) throws Exception {
        InetSocketAddress device = new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[1]));
        if (arguments[0].equals("raw")) {
            try (RawClient client = RawClient.selecting(device)) {
                serve(polls -> {
                    for (int i = 0; i < polls; i++) {
                        client.print();
                        LockSupport.parkNanos(PERIOD);
                    }
                });
            }
        } else {
            byRoute(device);
        }
    }

    private static void byRoute(InetSocketAddress device) throws Exception {
        CountDownLatch[] left = new CountDownLatch[1];
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            RouteClient.configure(context, 16);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(RouteClient.uri(device, BenchmarkDevice.LARGE_MENU + "/print?delay=1&initialDelay=0"))
                            .routeId("poll").autoStartup(false).process(exchange -> left[0].countDown());
                }
            });
            context.start();
            serve(polls -> {
                left[0] = new CountDownLatch(polls);
                context.getRouteController().startRoute("poll");
                left[0].await();
                context.getRouteController().stopRoute("poll");
            });
        }
    }

    private static void serve(Polls polls) throws Exception {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            int count = Integer.parseInt(order);
            long before = system.getProcessCpuTime();
            long allocatedBefore = allocated();
            polls.poll(count);
            System.out.println(
                    (system.getProcessCpuTime() - before) / 1e6 + " " + (allocated() - allocatedBefore) / 1024.0 / count);
        }
    }

    /** By the threads that are there. */
    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = 0;
        for (long each : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            bytes += Math.max(0, each);
        }
        return bytes;
    }

    @FunctionalInterface
    private interface Polls {
        void poll(int count) throws Exception;
    }
}
