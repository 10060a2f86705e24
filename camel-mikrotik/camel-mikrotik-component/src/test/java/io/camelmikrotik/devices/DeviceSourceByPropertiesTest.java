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
package io.camelmikrotik.devices;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.camelmikrotik.MikrotikConstants;
import io.camelmikrotik.leaks.LeakCheck;
import io.camelmikrotik.leaks.RecordedLog;
import io.camelmikrotik.simulator.SimulatedFleet;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.logging.log4j.Level;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** A source that is set up by properties alone, and routers that are polled by it. */
@ExtendWith(LeakCheck.class)
class DeviceSourceByPropertiesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CANARY = "c4nary-p4ss";

    @TempDir
    Path directory;

    private final SimulatedFleet fleet = SimulatedFleet.start(3);
    private final Main main = new Main();
    private final Set<String> polled = ConcurrentHashMap.newKeySet();

    @AfterEach
    void stop() {
        main.stop();
        fleet.close();
    }

    private void start() throws Exception {
        main.addInitialProperty("router.password", SimulatedRouter.PASSWORD);
        main.addInitialProperty("camel.component.mikrotik.device-source-interval", "100");
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("mikrotik:@*/system/identity/print?delay=100")
                        .process(exchange -> polled.add(
                                exchange.getMessage().getHeader(MikrotikConstants.DEVICE, String.class)));
            }
        });
        main.start();
    }

    private Path fileOf(String name, int... routers) throws IOException {
        StringBuilder csv = new StringBuilder("name,host,port,username,password\n");
        for (int each : routers) {
            csv.append('r').append(each).append(',').append(fleet.router(each).host()).append(',')
                    .append(fleet.router(each).port()).append(',').append(SimulatedRouter.USERNAME)
                    .append(",{{router.password}}\n");
        }
        return Files.writeString(directory.resolve(name), csv);
    }

    private void replaceBy(Path next) throws IOException {
        Files.move(next, directory.resolve("devices.csv"), StandardCopyOption.ATOMIC_MOVE);
    }

    private void useFile() throws IOException {
        main.addInitialProperty("camel.beans.routers", "#class:io.camelmikrotik.devices.FileDeviceSource");
        main.addInitialProperty("camel.beans.routers.file", directory.resolve("devices.csv").toString());
    }

    @Test
    void aFileNeedsNoMoreThanItsProperties() throws Exception {
        fileOf("devices.csv", 0, 1);
        useFile();
        start();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(polled).containsOnly("r0", "r1"));

        replaceBy(fileOf("next", 1, 2));

        await().atMost(PATIENCE).until(() -> polled.contains("r2"));
        await().atMost(PATIENCE).until(() -> fleet.router(0).sessionsOpen() == 0);
    }

    @Test
    void aBrokenFileLeavesTheDevicesAsTheyAreAndTheLogSaysSo() throws Exception {
        try (RecordedLog log = RecordedLog.start("io.camelmikrotik")) {
            fileOf("devices.csv", 0, 1);
            useFile();
            start();
            await().atMost(PATIENCE).until(() -> polled.containsAll(Set.of("r0", "r1")));

            replaceBy(Files.writeString(directory.resolve("next"), "name,host,port,password\nr0,192.0.2.1," + CANARY + ","
                                                                   + CANARY + "\n"));
            await().atMost(PATIENCE).until(() -> log.lines(Level.WARN).stream()
                    .anyMatch(line -> line.contains("devices.csv, line 2, device r0, port: ")));
            polled.clear();
            await().atMost(PATIENCE).until(() -> polled.containsAll(Set.of("r0", "r1")));
            replaceBy(fileOf("next", 0, 1, 2));

            await().atMost(PATIENCE).until(() -> polled.contains("r2"));
            assertThat(log.lines()).noneMatch(line -> line.contains(CANARY) || line.contains(SimulatedRouter.PASSWORD));
        }
    }

    @Test
    void aRouteDoesNotStartWithoutItsDevices() throws Exception {
        Files.writeString(directory.resolve("devices.csv"), "name,host\n");
        useFile();

        assertThatThrownBy(this::start).hasStackTraceContaining("deviceSource: ")
                .hasStackTraceContaining("devices.csv, holds no device").hasStackTraceContaining("allowEmpty");
    }

    @Test
    void aTableNeedsNoMoreThanItsProperties() throws Exception {
        JdbcDataSource database = Inventory.database();
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("create table router (name varchar, host varchar, port int)");
            for (int i = 0; i < 3; i++) {
                statement.execute("insert into router values ('r" + i + "', '" + fleet.router(i).host() + "', "
                                  + fleet.router(i).port() + ")");
            }
        }
        main.addInitialProperty("camel.beans.inventory", "#class:org.h2.jdbcx.JdbcDataSource");
        main.addInitialProperty("camel.beans.inventory.url", database.getURL());
        main.addInitialProperty("camel.beans.table", "#class:io.camelmikrotik.devices.JdbcDeviceSource");
        main.addInitialProperty("camel.beans.table.data-source", "#bean:inventory");
        main.addInitialProperty("camel.beans.table.query", "select name, host, port from router where name <> 'r1'");
        main.addInitialProperty("camel.beans.table.query-timeout", "5s");
        // two sources: neither is the only one
        fileOf("devices.csv", 1);
        useFile();
        main.addInitialProperty("camel.component.mikrotik.device-source", "#bean:table");
        main.addInitialProperty("camel.component.mikrotik.username", SimulatedRouter.USERNAME);
        main.addInitialProperty("camel.component.mikrotik.password", SimulatedRouter.PASSWORD);

        start();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(polled).containsOnly("r0", "r2"));
        assertThat(main.getCamelContext().getRegistry().lookupByNameAndType("table", JdbcDeviceSource.class).getQueryTimeout())
                .hasSeconds(5);
    }
}
