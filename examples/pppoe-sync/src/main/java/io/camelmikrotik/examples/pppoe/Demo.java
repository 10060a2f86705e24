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

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A day at an internet provider in half a minute: a simulated router, an embedded database, and the office that changes
 * it.
 */
final class Demo {

    private static final Logger LOG = LoggerFactory.getLogger("demo");
    private static final String URL = "jdbc:h2:mem:billing;DB_CLOSE_DELAY=-1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int NEWCOMERS = 60;

    private final SimulatedRouter router;
    private final Billing billing;
    private final Duration patience;
    private final SyncReport report = new SyncReport();

    private Demo(SimulatedRouter router, Billing billing, Duration patience) {
        this.router = router;
        this.billing = billing;
        this.patience = patience;
    }

    /** @return whether the router ended up as the billing table says, with no change lost or made twice */
    static boolean play() throws Exception {
        try (SimulatedRouter router = DemoRouter.start()) {
            return play(router, PATIENCE);
        }
    }

    /** @param patience how long each part of the story may take */
    static boolean play(SimulatedRouter router, Duration patience) throws Exception {
        try (Billing billing = new Billing(URL, "sa", "")) {
            return new Demo(router, billing, patience).run();
        }
    }

    private boolean run() throws Exception {
        openingDay();
        LOG.info("router {} simulated at {}, billing in {}", router.identity(), router.address(), URL);
        Main main = PppoeSyncApplication.main(report);
        main.addOverrideProperty("router.address", router.address());
        main.addOverrideProperty("router.username", DemoRouter.USERNAME);
        main.addOverrideProperty("router.password", DemoRouter.PASSWORD);
        main.addOverrideProperty("billing.url", URL);
        main.addOverrideProperty("sync.period", "500");
        main.start();
        boolean well;
        try {
            well = story();
        } finally {
            // the round under way is ended and told
            main.stop();
        }
        LOG.info(
                "{} changes made, {} refused, {} of unknown outcome (found out by the next round); {} logins on the router",
                report.changesDone(), report.changesRefused(), report.changesUnknown(), router.journal().logins());
        LOG.info(well ? "All is well." : "SOMETHING IS WRONG, see above.");
        return well;
    }

    private void openingDay() throws SQLException {
        billing.dropTable();
        billing.createTable();
        for (int i = 1; i <= 8; i++) {
            billing.add("C" + (1000 + i), "customer" + i, i % 2 == 0 ? "plan-50m" : "plan-10m");
        }
    }

    private boolean story() throws SQLException {
        boolean well = inStep("08:00  the router has 3 accounts made by hand and none of the 8 customers");

        billing.add("C1009", "customer9", "plan-10m");
        billing.changePlan("C1001", "plan-100m");
        DemoRouter.dialIn(router, "customer4");
        billing.setStatus("C1004", Customer.Status.OVERDUE);
        billing.setStatus("C1005", Customer.Status.DEPARTED);
        well &= inStep("10:00  one customer joins, one takes a faster plan, one is overdue and online, one departs");
        well &= check("customer4, overdue, is offline", DemoRouter.sessions(router, "customer4") == 0);

        billing.setStatus("C1004", Customer.Status.ACTIVE);
        well &= inStep("11:00  the overdue one pays");

        rebootAtAdd(NEWCOMERS / 3);
        int logins = router.journal().logins();
        for (int i = 1; i <= NEWCOMERS; i++) {
            billing.add("C" + (2000 + i), "newcomer" + i, "plan-50m");
        }
        well &= inStep("14:00  " + NEWCOMERS + " customers join at once, and the router reboots in the middle");

        well &= check("the router was lost, and found again", router.journal().logins() > logins);
        well &= check("no account was made twice", DemoRouter.noAccountWasMadeTwice(router));
        return well & check("the accounts made by hand are untouched", DemoRouter.handMadeAccountsAreUntouched(router));
    }

    /** Goes away at an exact moment: the add that is meant is no longer executed. */
    private void rebootAtAdd(int which) {
        AtomicInteger adds = new AtomicInteger();
        router.faults().onNext(command -> {
            boolean meant = command.command().equals("/ppp/secret/add") && adds.incrementAndGet() == which;
            if (meant) {
                router.reboot(Duration.ofSeconds(2));
            }
            return meant;
        }).cutBeforeExecuting();
    }

    private boolean inStep(String headline) {
        LOG.info("{}", headline);
        return check("router and billing are in step", await(this::isInStep));
    }

    private boolean isInStep() {
        Map<String, String> expected = new HashMap<>();
        try {
            for (Customer customer : billing.customers()) {
                if (customer.status() != Customer.Status.DEPARTED) {
                    expected.put(
                            Accounts.OWNED + customer.number(), customer.login() + " " + customer.plan() + " "
                                                                + (customer.status() == Customer.Status.OVERDUE));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        Map<String, String> actual = new HashMap<>();
        for (Map<String, String> account : router.table("/ppp/secret").rows()) {
            String comment = account.getOrDefault("comment", "");
            if (comment.startsWith(Accounts.OWNED)) {
                actual.put(comment, account.get("name") + " " + account.get("profile") + " " + account.get("disabled"));
            }
        }
        return actual.equals(expected);
    }

    private static boolean check(String what, boolean well) {
        if (well) {
            LOG.info("       ok: {}", what);
        } else {
            LOG.error("       NOT SO: {}", what);
        }
        return well;
    }

    private boolean await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return true;
    }

    static List<String> plans() {
        return List.of("plan-10m", "plan-50m", "plan-100m");
    }
}
