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

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.camelmikrotik.documented.SharedFleetRoutes;
import io.camelmikrotik.internal.cluster.MemoryCluster;
import io.camelmikrotik.leaks.LeakCheck;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.simulator.SimulatedFleet;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.state.JdbcStateRepository;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.cluster.CamelClusterService;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.console.DevConsole;
import org.apache.camel.impl.DefaultCamelContext;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** One selection of devices, shared by several Camel contexts. */
@ExtendWith(LeakCheck.class)
class SharedFleetTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PRINT = "/system/identity/print";
    private static final int DEVICES = 12;
    private static final String SHARED = "&shards=8&clusterMaxPause=3s";

    private final SimulatedFleet fleet = SimulatedFleet.start(DEVICES);
    private final Map<String, MikrotikDevice> inventory = new ConcurrentSkipListMap<>();
    private final MemoryCluster cluster = new MemoryCluster();
    private final JdbcDataSource database = new JdbcDataSource();
    private final List<Member> members = new CopyOnWriteArrayList<>();

    /** One of the machines that share the fleet. */
    private final class Member {

        private final CamelContext context = new DefaultCamelContext();
        private final Set<String> seen = ConcurrentHashMap.newKeySet();
        private final List<String> changes = new CopyOnWriteArrayList<>();
        private final CamelClusterService service;

        Member(String uri, Function<CamelContext, ? extends CamelClusterService> services) throws Exception {
            for (int i = 0; i < DEVICES; i++) {
                inventory.put("r" + i, FleetTestSupport.device(fleet.router(i), i));
            }
            MikrotikComponent component = context.getComponent("mikrotik", MikrotikComponent.class);
            component.getConfiguration().setUsername(SimulatedRouter.USERNAME);
            component.getConfiguration().setPassword(SimulatedRouter.PASSWORD);
            component.setDeviceSource(() -> new LinkedHashMap<>(inventory));
            component.setDeviceSourceInterval(0);
            JdbcStateRepository states = new JdbcStateRepository();
            states.setDataSource(database);
            context.getRegistry().bind("states", states);
            service = services.apply(context);
            context.addService(service);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(uri).routeId("fleet").process(exchange -> {
                        if (exchange.getMessage().getBody() instanceof RouterOsRow row) {
                            changes.add(exchange.getMessage().getHeader(MikrotikConstants.DEVICE) + " " + row.get("name"));
                        } else if (exchange.getMessage().getBody() instanceof Map<?, ?> round) {
                            round.keySet().forEach(device -> seen.add(String.valueOf(device)));
                        } else {
                            seen.add(exchange.getMessage().getHeader(MikrotikConstants.DEVICE, String.class));
                        }
                    });
                }
            });
            context.start();
            members.add(this);
        }

        MikrotikEndpoint endpoint() {
            return (MikrotikEndpoint) context.getRoute("fleet").getEndpoint();
        }

        int led() {
            return endpoint().getShardsLed();
        }

        void stop() {
            context.stop();
            members.remove(this);
        }
    }

    @BeforeEach
    void createTable() throws SQLException {
        database.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        try (Connection connection = database.getConnection()) {
            connection.createStatement().execute(
                    "create table mikrotik_state (state_key varchar(255) primary key, state_value text not null)");
        }
    }

    private Member start(String uri) throws Exception {
        return new Member(uri, cluster::member);
    }

    @AfterEach
    void stopAll() {
        members.forEach(Member::stop);
        fleet.close();
    }

    private int sessionsAtMost() {
        return fleet.routers().stream().mapToInt(each -> each.journal().sessionsAtMost()).max().orElseThrow();
    }

    /** Each device is asked by one of them, whose connections are the only ones. */
    private void awaitOneOwnerOfEach(Member... owners) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            int led = 0;
            for (Member each : owners) {
                assertThat(each.led()).isBetween(8 / owners.length, (8 + owners.length - 1) / owners.length);
                led += each.led();
            }
            assertThat(led).isEqualTo(8);
            for (Member each : owners) {
                each.seen.clear();
            }
            TimeUnit.MILLISECONDS.sleep(500);
            List<String> seen = new ArrayList<>();
            for (Member each : owners) {
                seen.addAll(each.seen);
            }
            assertThat(seen).hasSize(DEVICES).doesNotHaveDuplicates();
        });
    }

    @Test
    void eachDeviceIsPolledByOneMemberAndSharesAreEven() throws Exception {
        Member first = start("mikrotik:@*" + PRINT + "?delay=100" + SHARED);
        Member second = start("mikrotik:@*" + PRINT + "?delay=100" + SHARED);
        awaitOneOwnerOfEach(first, second);
        Member third = start("mikrotik:@*" + PRINT + "?delay=100" + SHARED);
        awaitOneOwnerOfEach(first, second, third);

        assertThat(first.endpoint().getClusterMembers()).hasSize(3);
        third.stop();
        awaitOneOwnerOfEach(first, second);
        assertThat(sessionsAtMost()).isLessThanOrEqualTo(2);
        // who gave a shard away keeps no session
        await().atMost(PATIENCE).untilAsserted(() -> fleet.routers().forEach(
                each -> assertThat(each.sessionsOpen()).isEqualTo(1)));
    }

    @Test
    void roundsTellOfOwnDevicesOnly() throws Exception {
        Member first = start("mikrotik:@*" + PRINT + "?emit=round&delay=300&initialDelay=0" + SHARED);
        Member second = start("mikrotik:@*" + PRINT + "?emit=round&delay=300&initialDelay=0" + SHARED);
        awaitOneOwnerOfEach(first, second);
        first.stop();
        awaitOneOwnerOfEach(second);
    }

    @Test
    void nothingIsLostOrToldTwiceWhenAShardMovesWithItsFiles(@TempDir Path folder) throws Exception {
        nothingIsLostOrToldTwice("stateFile=" + folder);
    }

    @Test
    void nothingIsLostOrToldTwiceWhenAShardMovesWithItsTable() throws Exception {
        nothingIsLostOrToldTwice("stateRepository=#states");
    }

    private void nothingIsLostOrToldTwice(String state) throws Exception {
        String uri = "mikrotik:@*/ppp/secret/print?emit=changes&key=name&delay=100&" + state + SHARED;
        Member first = start(uri);
        await().atMost(PATIENCE).until(() -> first.led() == 8);
        for (int i = 0; i < DEVICES; i++) {
            fleet.router(i).table("/ppp/secret").add("name", "a" + i);
        }
        await().atMost(PATIENCE).until(() -> first.changes.size() == DEVICES);

        Member second = start(uri);
        for (int i = 0; i < DEVICES; i++) {
            fleet.router(i).table("/ppp/secret").add("name", "b" + i);
        }
        await().atMost(PATIENCE).until(() -> second.led() == 4 && first.led() == 4);
        for (int i = 0; i < DEVICES; i++) {
            fleet.router(i).table("/ppp/secret").add("name", "c" + i);
        }
        await().atMost(PATIENCE).until(() -> first.changes.size() + second.changes.size() >= 3 * DEVICES);
        List<String> all = new ArrayList<>(first.changes);
        all.addAll(second.changes);
        assertThat(all).hasSize(3 * DEVICES).doesNotHaveDuplicates();
        assertThat(second.changes).isNotEmpty();
        assertThat(sessionsAtMost()).isLessThanOrEqualTo(2);
    }

    @Test
    void aMemberThatTheEngineHasGivenUpDoesNotGoOn() throws Exception {
        Member first = start("mikrotik:@*" + PRINT + "?delay=50" + SHARED);
        Member second = start("mikrotik:@*" + PRINT + "?delay=50" + SHARED);
        awaitOneOwnerOfEach(first, second);

        // its session with the engine is over, and it has heard that; nobody has told its listeners
        cluster.setEventful(false);
        ((MemoryCluster.Service) first.service).loseAll();
        first.seen.clear();
        assertThat(first.led()).isZero();
        cluster.setEventful(true);
        awaitOneOwnerOfEach(first, second);
    }

    @Test
    void aSuspendedRouteLeavesItsDevicesToTheOthers() throws Exception {
        Member first = start("mikrotik:@*" + PRINT + "?delay=100" + SHARED);
        Member second = start("mikrotik:@*" + PRINT + "?delay=100" + SHARED);
        awaitOneOwnerOfEach(first, second);
        first.context.getRouteController().suspendRoute("fleet");
        awaitOneOwnerOfEach(second);
        first.context.getRouteController().resumeRoute("fleet");
        awaitOneOwnerOfEach(first, second);
    }

    @Test
    void fileLocksLeaveAllToOneMemberUntilItGoes(@TempDir Path folder) throws Exception {
        Function<CamelContext, CamelClusterService> fileLocks = context -> {
            FileLockClusterService service = new FileLockClusterService();
            service.setId("member-" + members.size());
            service.setRoot(folder.toString());
            service.setAcquireLockDelay(100, TimeUnit.MILLISECONDS);
            service.setAcquireLockInterval(500);
            service.setAcquireLockIntervalUnit(TimeUnit.MILLISECONDS);
            return service;
        };
        Member first = new Member("mikrotik:@*" + PRINT + "?delay=100" + SHARED, fileLocks);
        awaitOneOwnerOfEach(first);
        Member second = new Member("mikrotik:@*" + PRINT + "?delay=100" + SHARED, fileLocks);
        first.stop();
        awaitOneOwnerOfEach(second);
        assertThat(sessionsAtMost()).isLessThanOrEqualTo(2);
    }

    @Test
    void theRouteOfThePageStartsAndTheConsoleTellsWhatItLeads() throws Exception {
        Member member = start("mikrotik:@*" + PRINT + "?delay=100" + SHARED + "&clusterNamespace=other");
        member.context.addRoutes(new SharedFleetRoutes());
        member.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:online").to("mock:online");
            }
        });
        MikrotikDevConsole console = new MikrotikDevConsole();
        console.setCamelContext(member.context);
        await().atMost(PATIENCE).untilAsserted(
                () -> assertThat(String.valueOf(console.call(DevConsole.MediaType.TEXT, Map.of())))
                        .contains("shards of mikrotik: leads 32 of 32 shards [0, 1, 2, ", "members [member-1]")
                        .contains("shards of other: leads 8 of 8 shards"));
        assertThat(String.valueOf(console.call(DevConsole.MediaType.JSON, Map.of())))
                .contains("namespace=other", "led=[0, 1, 2, 3, 4, 5, 6, 7]");
    }

    @Test
    void badOptionsAreRefusedAtStart() {
        assertRefused("mikrotik:@*" + PRINT + "?shards=8", null, "shards needs a cluster service");
        assertRefused("mikrotik:@*" + PRINT + "?clusterNamespace=a", null, "clusterNamespace needs shards");
        assertRefused("mikrotik:@*" + PRINT + "?clusterMaxPause=1s", null, "clusterMaxPause needs shards");
        assertRefused("mikrotik:r1" + PRINT + "?shards=8", null, "shards needs a selection");
        assertRefused("mikrotik:@*" + PRINT + "?shards=5000", cluster::member, "shards must be at most 1024");
        assertRefused("mikrotik:@*" + PRINT + "?shards=8&clusterNamespace=A_b", cluster::member, "clusterNamespace must be");
    }

    private void assertRefused(String uri, Function<CamelContext, CamelClusterService> services, String text) {
        CamelContext context = new DefaultCamelContext();
        MikrotikComponent component = context.getComponent("mikrotik", MikrotikComponent.class);
        component.getConfiguration().setUsername(SimulatedRouter.USERNAME);
        component.setDevices(Map.of("r1", FleetTestSupport.device(fleet.router(0), 0)));
        try {
            assertThatThrownBy(() -> {
                if (services != null) {
                    context.addService(services.apply(context));
                }
                context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(uri).to("log:x");
                    }
                });
                context.start();
            }).isInstanceOf(FailedToStartRouteException.class).rootCause().hasMessageContaining(text);
        } finally {
            context.stop();
        }
    }
}
