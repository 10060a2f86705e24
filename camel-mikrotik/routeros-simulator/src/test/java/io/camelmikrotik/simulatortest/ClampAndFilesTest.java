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
package io.camelmikrotik.simulatortest;

import java.time.Duration;
import java.util.List;

import io.camelmikrotik.simulator.SimulatedRouter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A router that clamps, and its files. */
class ClampAndFilesTest {

    @Test
    void aBurstIsServedAtOnceAndWhatFollowsOneAfterTheOther() throws Exception {
        try (SimulatedRouter router = SimulatedRouter.builder()
                .clampAfter(10, Duration.ofMillis(20), Duration.ofSeconds(60)).start();
             RawClient client = RawClient.login(router.host(), router.port())) {
            long start = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                client.send("/system/identity/print", ".tag=" + (i + 1));
            }
            for (int i = 0; i < 20; i++) {
                client.readAll();
            }

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(150));
        }
    }

    @Test
    void commandsAreServedOneAfterTheOther() throws Exception {
        try (SimulatedRouter router = SimulatedRouter.builder().serviceTime(Duration.ofMillis(5)).start();
             RawClient client = RawClient.login(router.host(), router.port())) {
            long start = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                client.send("/system/identity/print", ".tag=" + (i + 1));
            }
            for (int i = 0; i < 20; i++) {
                client.readAll();
            }

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(99));
        }
    }

    @Test
    void aFileIsReadInChunksSince713() throws Exception {
        try (SimulatedRouter router = SimulatedRouter.start();
             RawClient client = RawClient.login(router.host(), router.port())) {
            router.table("/file").add("name", "a.txt", "contents", "0123456789");

            client.send("/file/read", "=file=a.txt", "=offset=4", "=chunk-size=3");
            assertThat(client.readAll()).containsExactly(List.of("!re", "=data=456"), List.of("!done"));
            client.send("/file/read", "=file=a.txt", "=offset=4", "=chunk-size=40000");
            assertThat(client.readAll().get(0).toString()).contains("!trap").contains("out of range");
        }
        try (SimulatedRouter router = SimulatedRouter.builder().version("7.12").start();
             RawClient client = RawClient.login(router.host(), router.port())) {
            client.send("/file/read", "=file=a.txt");
            assertThat(client.readAll().get(0).toString()).contains("no such command");
        }
    }

    @Test
    void contentsAreBounded() throws Exception {
        try (SimulatedRouter router = SimulatedRouter.start();
             RawClient client = RawClient.login(router.host(), router.port())) {
            client.send("/file/add", "=name=a", "=contents=" + "x".repeat(61_441));
            assertThat(client.readAll().get(0).toString()).contains("contents too long");
            router.table("/file").add("name", "big", "contents", "x".repeat(70_000));
            client.send("/file/print", "=.proplist=name,size,contents");
            assertThat(client.readAll().get(0)).containsExactly("!re", "=name=big", "=size=70000");
        }
    }
}
