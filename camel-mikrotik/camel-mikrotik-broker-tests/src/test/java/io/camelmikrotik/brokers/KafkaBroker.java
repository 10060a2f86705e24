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
package io.camelmikrotik.brokers;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** Kafka in KRaft mode, broker and controller in one. */
final class KafkaBroker implements Broker {

    private static final int PARTITIONS = 8;

    private final int port;
    private final KafkaRaftServer server;

    KafkaBroker(Path folder) throws Exception {
        port = freePort();
        int controllerPort = freePort();
        new Formatter().setClusterId(Uuid.randomUuid().toString()).setNodeId(1).setDirectories(List.of(folder.toString()))
                .setControllerListenerName("CONTROLLER").setMetadataLogDirectory(folder.toString())
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream())).run();
        server = new KafkaRaftServer(
                new KafkaConfig(
                        Map.ofEntries(
                                Map.entry("process.roles", "broker,controller"), Map.entry("node.id", "1"),
                                Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
                                Map.entry("controller.listener.names", "CONTROLLER"),
                                Map.entry("listeners",
                                        "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
                                Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port),
                                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                                Map.entry("log.dirs", folder.toString()),
                                Map.entry("offsets.topic.replication.factor", "1"),
                                Map.entry("offsets.topic.num.partitions", "1"),
                                Map.entry("transaction.state.log.replication.factor", "1"),
                                Map.entry("transaction.state.log.min.isr", "1"),
                                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                                Map.entry("group.initial.rebalance.delay.ms", "0"))),
                Time.SYSTEM);
        server.startup();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", url()))) {
            admin.createTopics(
                    List.of(
                            new NewTopic(CommandsFromAnywhereTest.COMMANDS, PARTITIONS, (short) 1),
                            new NewTopic(CommandsFromAnywhereTest.FAILED, 1, (short) 1)))
                    .all().get();
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public String url() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void stop() {
        server.shutdown();
        server.awaitShutdown();
    }
}
