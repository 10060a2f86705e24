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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultThreadPoolFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/** A component whose first use fails for want of a thread. */
class FailedStartTest {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final int TIMES = 10;

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFirstUseThatFailsLeavesNoDescriptorOpen() throws Exception {
        for (int pools = 0; pools < 6; pools++) {
            useInVain(pools);
        }
        long before = open();

        for (int i = 0; i < TIMES; i++) {
            for (int pools = 0; pools < 6; pools++) {
                useInVain(pools);
            }
        }

        // others of this JVM open and close some of their own
        assertThat(open()).isLessThan(before + TIMES);
    }

    private static void useInVain(int pools) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            MikrotikComponent component = context.getComponent("mikrotik", MikrotikComponent.class);
            component.getConfiguration().setUsername("api");
            component.getConfiguration().setPassword("secret");
            component.getConfiguration().setConnectTimeout(200);
            context.start();
            context.getExecutorServiceManager().setThreadPoolFactory(new FewPools(pools));
            context.createProducerTemplate().request("mikrotik:127.0.0.1:1/system/identity/print", exchange -> {
            });
        }
    }

    private static long open() throws IOException {
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.count();
        }
    }

    /** Makes so many pools; then there is no thread. */
    private static final class FewPools extends DefaultThreadPoolFactory {

        private int left;

        FewPools(int left) {
            this.left = left;
        }

        @Override
        public ExecutorService newCachedThreadPool(ThreadFactory threads) {
            take();
            return super.newCachedThreadPool(threads);
        }

        @Override
        public ExecutorService newThreadPool(
                int size, int maxSize, long keepAlive, TimeUnit unit, int maxQueue, boolean allowCoreTimeout,
                RejectedExecutionHandler rejected, ThreadFactory threads) {
            take();
            return super.newThreadPool(size, maxSize, keepAlive, unit, maxQueue, allowCoreTimeout, rejected, threads);
        }

        private void take() {
            if (left-- <= 0) {
                throw new OutOfMemoryError("unable to create native thread: on purpose");
            }
        }
    }
}
