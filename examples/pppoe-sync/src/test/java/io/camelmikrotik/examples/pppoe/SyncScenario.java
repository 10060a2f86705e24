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
package io.camelmikrotik.examples.pppoe;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.camelmikrotik.examples.pppoe.Customer.Status;
import io.camelmikrotik.examples.service.ManagementServer;
import io.camelmikrotik.simulator.Journal;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.ServiceStatus;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The whole application against a simulated router, on one kind of database. */
abstract class SyncScenario {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int NEWCOMERS = 60;

    private final SyncReport report = new SyncReport();
    private SimulatedRouter router;
    private Billing billing;
    private Main main;

    /** The JDBC URL, and its user; the password is empty. */
    abstract String url();

    abstract String username();

    @BeforeEach
    void start() throws Exception {
        router = DemoRouter.start();
        billing = new Billing(url(), username(), "");
        billing.dropTable();
        billing.createTable();
        billing.add("C1001", "anna", "plan-10m");
        billing.add("C1002", "bert", "plan-50m");
        main = application(report);
        main.start();
        await().atMost(PATIENCE).until(() -> account("C1001") != null && account("C1002") != null);
    }

    @AfterEach
    void stop() throws SQLException {
        main.stop();
        billing.close();
        router.close();
    }

    @Test
    void customersAreGivenAccounts() {
        assertThat(account("C1001")).containsEntry("name", "anna").containsEntry("profile", "plan-10m")
                .containsEntry("service", "pppoe").containsEntry("password", "pw-C1001").containsEntry("disabled", "false");
    }

    @Test
    void aNewPlanIsSet() throws SQLException {
        billing.changePlan("C1001", "plan-100m");

        await().atMost(PATIENCE).until(() -> "plan-100m".equals(account("C1001").get("profile")));
    }

    @Test
    void whoIsOverdueIsDisabledAndGoesOfflineAndWhoPaysIsEnabled() throws SQLException {
        DemoRouter.dialIn(router, "anna");
        DemoRouter.dialIn(router, "bert");

        billing.setStatus("C1001", Status.OVERDUE);

        await().atMost(PATIENCE).until(
                () -> "true".equals(account("C1001").get("disabled")) && DemoRouter.sessions(router, "anna") == 0);
        assertThat(DemoRouter.sessions(router, "bert")).isEqualTo(1);

        billing.setStatus("C1001", Status.ACTIVE);

        await().atMost(PATIENCE).until(() -> "false".equals(account("C1001").get("disabled")));
    }

    @Test
    void whoDepartsIsRemovedAndGoesOffline() throws SQLException {
        DemoRouter.dialIn(router, "anna");

        billing.setStatus("C1001", Status.DEPARTED);
        billing.delete("C1002");

        await().atMost(PATIENCE).until(() -> account("C1001") == null && account("C1002") == null);
        assertThat(DemoRouter.sessions(router, "anna")).isZero();
    }

    @Test
    void whoDepartsIsDisabledFirstAndRemovedLast() throws SQLException {
        DemoRouter.dialIn(router, "anna");

        billing.setStatus("C1001", Status.DEPARTED);

        await().atMost(PATIENCE).until(() -> account("C1001") == null);
        assertThat(writesAfter("/ppp/secret/add"))
                .containsExactly("/ppp/secret/disable", "/ppp/active/remove", "/ppp/secret/remove");
    }

    @Test
    void aSessionThatAnInterruptionLeftEndsLater() throws SQLException {
        billing.setStatus("C1001", Status.OVERDUE);
        await().atMost(PATIENCE).until(() -> "true".equals(account("C1001").get("disabled")));

        DemoRouter.dialIn(router, "anna");

        await().atMost(PATIENCE).until(() -> DemoRouter.sessions(router, "anna") == 0);
    }

    @Test
    void accountsWithoutTheMarkerAreLeftAlone() throws SQLException {
        billing.add("C1003", "office", "plan-100m");
        billing.add("C1004", "dora", "plan-10m");

        await().atMost(PATIENCE).until(() -> account("C1004") != null);
        int quiet = report.quietRounds();
        await().atMost(PATIENCE).until(() -> report.quietRounds() > quiet + 1);

        assertThat(account("C1003")).isNull();
        assertThat(DemoRouter.handMadeAccountsAreUntouched(router)).isTrue();
    }

    @Test
    void aChangeThatTheRouterRefusesIsReportedAndTheOthersAreMade() throws SQLException {
        billing.add("C1003", "carl", "no-such-plan");
        billing.add("C1004", "dora", "plan-10m");

        await().atMost(PATIENCE).until(() -> account("C1004") != null && report.changesRefused() > 0);
        assertThat(account("C1003")).isNull();
    }

    @Test
    void aRoundThatTakesLongerThanThePeriodIsNotJoinedByTheNext() throws SQLException {
        router.faults().onNext("/ppp/secret/add").delay(Duration.ofSeconds(1));

        billing.add("C1003", "carl", "plan-10m");

        await().atMost(PATIENCE).until(() -> report.changesDone() == 3);
        Instant added = router.journal().commands().stream().filter(entry -> entry.attributes().containsValue("carl"))
                .findFirst().orElseThrow().time();
        assertThat(router.journal().commands()).extracting(Journal.Entry::time)
                .noneMatch(time -> time.isAfter(added) && time.isBefore(added.plusMillis(900)));
    }

    @Test
    void aTableThatLosesTooManyCustomersAtOnceIsTakenForBroken() throws Exception {
        main.stop();
        int writes = router.journal().writes();
        main = application(report);
        main.addOverrideProperty("sync.max-removals", "20%");
        billing.delete("C1002");

        main.start();

        await().atMost(PATIENCE).until(() -> report.failure().contains("maxRemovals"));
        assertThat(router.journal().writes()).isEqualTo(writes);
        assertThat(account("C1002")).containsEntry("disabled", "false");
    }

    @Test
    void aDryRunTellsWhatItWouldDoAndWritesNothing() throws Exception {
        main.stop();
        int writes = router.journal().writes();
        billing.changePlan("C1001", "plan-100m");

        assertThat(PppoeSyncApplication.dryRun(application(report), report)).isZero();

        assertThat(router.journal().writes()).isEqualTo(writes);
        assertThat(account("C1001")).containsEntry("profile", "plan-10m");
        main = application(report);
    }

    @Test
    void aDatabaseThatIsGoneIsToldOnceAndTheNextRoundTriesAgain() throws Exception {
        billing.dropTable();
        await().atMost(PATIENCE).until(() -> !report.failure().isEmpty());
        assertThat(health()).contains("\"name\":\"sync\",\"status\":\"DOWN\"");

        billing.createTable();
        billing.add("C1001", "anna", "plan-10m");
        billing.add("C1002", "bert", "plan-50m");

        await().atMost(PATIENCE).until(() -> report.failure().isEmpty());
        assertThat(health()).contains("\"status\":\"UP\"").doesNotContain("DOWN");
    }

    @Test
    void metricsTellOfTheRouter() throws Exception {
        assertThat(observed("/observe/metrics")).contains("camel_mikrotik_", "application_last_run_ok 1");
    }

    @Test
    void aRebootInTheMiddleLosesAndRepeatsNothing() throws SQLException {
        int before = router.journal().writes();
        Set<String> expected = new HashSet<>(Set.of("anna", "bert"));
        for (int i = 1; i <= NEWCOMERS; i++) {
            billing.add("C" + (2000 + i), "newcomer" + i, "plan-50m");
            expected.add("newcomer" + i);
        }
        await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE).until(() -> router.journal().writes() >= before + 5);

        router.reboot(Duration.ofSeconds(1));

        await().atMost(PATIENCE).until(() -> ownedNames().equals(expected));
        assertThat(DemoRouter.noAccountWasMadeTwice(router)).isTrue();
        assertThat(DemoRouter.handMadeAccountsAreUntouched(router)).isTrue();
        assertThat(main.getCamelContext().getRouteController().getRouteStatus("sync")).isEqualTo(ServiceStatus.Started);
        int quiet = report.quietRounds();
        await().atMost(PATIENCE).until(() -> report.quietRounds() > quiet + 1);
    }

    private Main application(SyncReport told) {
        Main application = PppoeSyncApplication.main(told);
        application.addOverrideProperty("router.address", router.address());
        application.addOverrideProperty("router.username", DemoRouter.USERNAME);
        application.addOverrideProperty("router.password", DemoRouter.PASSWORD);
        application.addOverrideProperty("billing.url", url());
        application.addOverrideProperty("billing.username", username());
        application.addOverrideProperty("router.tls", "false");
        application.addOverrideProperty("sync.period", "200");
        // one of two customers
        application.addOverrideProperty("sync.max-removals", "100%");
        application.addOverrideProperty("camel.management.port", "0");
        return application;
    }

    private String health() throws Exception {
        return observed("/observe/health");
    }

    private String observed(String path) throws Exception {
        URI address = URI.create(
                "http://127.0.0.1:" + main.getCamelContext().hasService(ManagementServer.class).port() + path);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** The paths of executed writes after the last one of this path. */
    private List<String> writesAfter(String path) {
        List<String> writes = router.journal().commands().stream().filter(entry -> entry.executed())
                .map(entry -> entry.command()).filter(command -> command.matches(".*/(add|set|enable|disable|remove)"))
                .toList();
        return writes.subList(writes.lastIndexOf(path) + 1, writes.size());
    }

    private Map<String, String> account(String customer) {
        return router.table("/ppp/secret").rows().stream()
                .filter(row -> (Accounts.OWNED + customer).equals(row.get("comment"))).findFirst().orElse(null);
    }

    private Set<String> ownedNames() {
        List<String> names = router.table("/ppp/secret").rows().stream()
                .filter(row -> row.getOrDefault("comment", "").startsWith(Accounts.OWNED)).map(row -> row.get("name")).toList();
        Set<String> distinct = new HashSet<>(names);
        assertThat(names).as("no account twice").hasSameSizeAs(distinct);
        return distinct;
    }
}
