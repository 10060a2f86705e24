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
package io.camelmikrotik.leaks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.management.ObjectName;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * After each test class: no thread of ours, no socket more than before, no pool in JMX.
 */
public final class LeakCheck implements BeforeAllCallback, AfterAllCallback {

    private static final String SOCKET = "socket:[";
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private int socketsBefore;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        // the JDK keeps a socket of its own from the first one on
        SocketChannel.open().close();
        socketsBefore = sockets().size();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        await("threads, sockets and pools to go away").atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
            assertThat(threads()).as("threads").isEmpty();
            assertThat(sockets()).as(() -> "sockets: " + connections()).hasSizeLessThanOrEqualTo(socketsBefore);
            assertThat(pools()).as("pools in JMX").isEmpty();
        });
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(name -> name.contains("Mikrotik"))
                .toList();
    }

    private static Set<ObjectName> pools() {
        return ManagementFactory.getPlatformMBeanServer().queryNames(null, null).stream()
                .filter(name -> name.toString().contains("mikrotik-")).collect(Collectors.toSet());
    }

    /** Inodes of the sockets that this process has open. */
    private static Set<String> sockets() {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return Set.of();
        }
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.map(LeakCheck::target).filter(target -> target.startsWith(SOCKET))
                    .map(target -> target.substring(SOCKET.length(), target.length() - 1)).collect(Collectors.toSet());
        } catch (IOException e) {
            return Set.of();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            // closed meanwhile
            return "";
        }
    }

    /** Local and remote address and state of each connection of ours, as the kernel has them. */
    private static List<String> connections() {
        Set<String> ours = sockets();
        return Stream.of("tcp", "tcp6").map(kind -> Path.of("/proc/self/net", kind)).flatMap(LeakCheck::lines)
                .map(line -> line.trim().split(" +")).filter(fields -> fields.length > 9 && ours.contains(fields[9]))
                .map(fields -> fields[1] + " - " + fields[2] + " state " + fields[3] + " queues " + fields[4]).toList();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
