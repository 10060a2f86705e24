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
package io.camelmikrotik.examples.blocklist;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.simulator.SimulatedRouter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Runs against one router, from a file. */
class SyncTest {

    private static final String MENU = "/ip/firewall/address-list";

    private final SimulatedRouter router = SimulatedRouter.start();
    private final Progress progress = new Progress(System.out, false);
    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        router.close();
    }

    @Test
    void theListOfAFileIsOnTheRouterAndOtherListsAreUntouched() throws Exception {
        router.table(MENU).add("list", "blocklist", "address", "192.0.2.9");
        router.table(MENU).add("list", "allowed", "address", "192.0.2.9");
        Sync sync = sync("192.0.2.1\n192.0.2.2\n", "100%");

        assertThat(sync.run()).isEqualTo(Sync.EQUAL);
        assertThat(router.table(MENU).find("list", "blocklist")).extracting(row -> row.get("address"))
                .containsExactly("192.0.2.1", "192.0.2.2");
        assertThat(router.table(MENU).find("list", "allowed")).hasSize(1);
        assertThat(sync.report().plan().summary()).contains("2 to add", "1 to remove");
        assertThat(sync.report().result().isComplete()).isTrue();
    }

    @Test
    void theGuardStopsAListThatLosesTooMuch() throws Exception {
        router.table(MENU).add("list", "blocklist", "address", "192.0.2.8");
        router.table(MENU).add("list", "blocklist", "address", "192.0.2.9");

        assertThat(sync("192.0.2.8\n", "10%").run()).isEqualTo(Sync.STOPPED_BY_GUARD);
        assertThat(router.journal().writes()).isZero();
    }

    @Test
    void aBrokenListAMissingFileAndARefusedLoginFailWithNothingChanged() throws Exception {
        assertThat(sync("<html>down for maintenance</html>", "10%").run()).isEqualTo(Sync.FAILED);
        assertThat(new Sync(progress, settings(folder.resolve("missing.txt"), "10%", "secret")).run()).isEqualTo(Sync.FAILED);
        assertThat(new Sync(progress, settings(file("192.0.2.1"), "10%", "wrong")).run()).isEqualTo(Sync.FAILED);
        assertThat(router.journal().writes()).isZero();
    }

    @Test
    void aDryRunTellsWhatItWouldDoAndSendsNoWrite() throws Exception {
        Sync sync = sync("192.0.2.1\n192.0.2.2\n", "10%");

        assertThat(sync.dryRun()).isEqualTo(Sync.EQUAL);
        assertThat(sync.report().plan().summary()).contains("2 to add");
        assertThat(router.journal().writes()).isZero();
    }

    @Test
    void repeatedRunsFollowTheFileUntilTheyAreStopped() throws Exception {
        Sync sync = sync("192.0.2.1\n", "100%");
        sync.main().addOverrideProperty("sync.period", "100");
        Future<Integer> code = Executors.newSingleThreadExecutor().submit(sync::run);
        await().atMost(Duration.ofSeconds(60)).until(() -> router.table(MENU).rows().size() == 1);

        file("192.0.2.1\n192.0.2.2\n");

        await().atMost(Duration.ofSeconds(60)).until(() -> router.table(MENU).rows().size() == 2);
        sync.main().completed();
        assertThat(code.get(60, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void withoutARouterOrWithAMistakeNothingStarts() throws Exception {
        assertThat(new Sync(progress).run()).isEqualTo(Sync.FAILED);
        assertThat(new Sync(progress, "router.address", router.address(), "blocklist.max-removals", "many").run())
                .isEqualTo(Sync.FAILED);
        assertThat(router.journal().logins()).isZero();
    }

    @Test
    void theDemoEndsWell() throws Exception {
        assertThat(Demo.play(progress, 2000)).isZero();
    }

    private Sync sync(String list, String maxRemovals) throws Exception {
        return new Sync(progress, settings(file(list), maxRemovals, SimulatedRouter.PASSWORD));
    }

    private Path file(String list) throws Exception {
        return Files.writeString(folder.resolve("blocklist.txt"), list);
    }

    private String[] settings(Path source, String maxRemovals, String password) {
        return new String[] {
                "router.address", router.address(), "router.tls", "false", "router.username", SimulatedRouter.USERNAME,
                "router.password", password,
                "blocklist.source", source.toString(), "blocklist.max-removals", maxRemovals };
    }
}
