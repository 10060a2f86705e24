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
package io.camelmikrotik;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.processes.ChildJvm;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;

/** Which threads do what: a route never runs on a thread that the network or the pool needs, and those never wait. */
class ThreadsTest extends MikrotikTestSupport {

    private static final String PRINT = "/ppp/secret/print";

    @Test
    void routesRunOnThreadsOfTheirOwnHoweverACommandEnds() throws Exception {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        Processor note = exchange -> threads.add(Thread.currentThread().getName());
        CountDownLatch polled = new CountDownLatch(1);
        CountDownLatch heard = new CountDownLatch(1);
        component.getConfiguration().setRequestTimeout(200);
        router.table("/ppp/secret").add("name", "cust1");
        SimulatedRouter down = SimulatedRouter.start();
        down.close();
        start(routes -> {
            routes.onException(Exception.class).handled(true).process(note);
            routes.from("direct:in").toD("${body}").process(note);
            routes.from(uri(PRINT + "?delay=50")).process(note).process(exchange -> polled.countDown());
            routes.from(uri("/ppp/secret/listen")).process(note).process(exchange -> heard.countDown());
        });

        send("direct:in", uri(PRINT));
        send("direct:in", uri(PRINT + "?streaming=true"));
        router.faults().onNext(PRINT).trap("2", "interrupted");
        send("direct:in", uri(PRINT));
        router.faults().onNext("/ppp/secret/add").stall();
        send("direct:in", uri("/ppp/secret/add?attribute.name=late"));
        router.faults().onNext("/ppp/secret/add").executeThenCut();
        send("direct:in", uri("/ppp/secret/add?attribute.name=lost"));
        send("direct:in", "mikrotik:" + down.address() + PRINT);
        send("direct:in", "mikrotik:" + down.address() + PRINT);
        router.table("/ppp/secret").add("name", "cust2");
        assertThat(polled.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("polled").isTrue();
        assertThat(heard.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("heard").isTrue();

        assertThat(threads).isNotEmpty().noneMatch(ThreadsTest::belongsToNetworkOrPool);
    }

    private static boolean belongsToNetworkOrPool(String thread) {
        return thread.contains("MikrotikIo") || thread.contains("MikrotikTimer") || thread.contains("MikrotikPool")
                || thread.contains("MikrotikResolver") || thread.contains("MikrotikTls");
    }

    @Test
    void nothingBlocksAnEventLoop() throws Exception {
        // BlockHound rewrites the blocking methods of the JDK, which this flag allows, so it gets a JVM of its own
        String output = run("-XX:+AllowRedefinitionToAddDeleteMethods", "-Dmikrotik.blockhound=true");

        assertThat(output).contains("guard works").contains("workload done").doesNotContain("BLOCKED");
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads need Java 21")
    void withVirtualThreadsTheComponentWorksAsWithOthers() throws Exception {
        String output = run("-Dcamel.threads.virtual.enabled=true");

        assertThat(output).contains("workload done").contains("routes went on on virtual threads: true");
    }

    private static String run(String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider");
        return ChildJvm.run(Duration.ofMinutes(2), ThreadsWorkload.class, all);
    }
}
