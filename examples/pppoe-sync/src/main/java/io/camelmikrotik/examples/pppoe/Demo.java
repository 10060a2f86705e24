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
import java.util.concurrent.CompletableFuture;
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
    private static final int HELD_UP_MILLIS = 500;

    private final SimulatedRouter router;
    private final Billing billing;
    private final Duration patience;
    private final SyncReport report = new SyncReport(2);

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
        main.addOverrideProperty("router.tls", "false");
        main.addOverrideProperty("billing.url", URL);
        main.addOverrideProperty("billing.username", "sa");
        main.addOverrideProperty("sync.period", "500");
        main.addOverrideProperty("camel.management.enabled", "false");
        boolean well;
        try {
            well = story(main);
            // between two rounds
            int rounds = report.rounds();
            await(() -> report.rounds() > rounds);
        } finally {
            main.stop();
        }
        LOG.info(
                "{} changes made, {} refused, {} of unknown outcome that the next round found out", report.changesDone(),
                report.changesRefused(), report.changesUnknown());
        LOG.info(
                "{} logins on the router, {} commands, {} accounts made, none twice", router.journal().logins(),
                router.journal().commands().size(), DemoRouter.accountsMade(router));
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

    private boolean story(Main main) throws Exception {
        boolean well = chapter("08:00  the router has 3 accounts made by hand and none of the 8 customers", main::start);

        DemoRouter.dialIn(router, "customer4");
        well &= chapter("10:00  one customer joins, one takes a faster plan, one is overdue and online, one departs",
                () -> billing.together(() -> {
                    billing.add("C1009", "customer9", "plan-10m");
                    billing.changePlan("C1001", "plan-100m");
                    billing.setStatus("C1004", Customer.Status.OVERDUE);
                    billing.setStatus("C1005", Customer.Status.DEPARTED);
                }));
        well &= check("customer4, overdue, is offline", DemoRouter.sessions(router, "customer4") == 0);

        well &= chapter("11:00  the overdue one pays", () -> billing.setStatus("C1004", Customer.Status.ACTIVE));

        int logins = router.journal().logins();
        well &= chapter("14:00  " + NEWCOMERS + " customers join at once, and the router reboots in the middle", () -> {
            rebootAfterAdd(NEWCOMERS / 3);
            billing.together(() -> {
                for (int i = 1; i <= NEWCOMERS; i++) {
                    billing.add("C" + (2000 + i), "newcomer" + i, "plan-50m");
                }
            });
        });
        well &= check("the router was lost, and found again", router.journal().logins() > logins);
        well &= check("no account was made twice", DemoRouter.noAccountWasMadeTwice(router));
        return well & check("the accounts made by hand are untouched", DemoRouter.handMadeAccountsAreUntouched(router));
    }

    /**
     * From this add on no reply gets through; as many more as may be under way at once are sent, then the router
     * reboots.
     */
    private void rebootAfterAdd(int which) {
        AtomicInteger adds = new AtomicInteger();
        router.faults().onNext(command -> {
            boolean meant = command.command().equals("/ppp/secret/add") && adds.incrementAndGet() == which;
            if (meant) {
                CompletableFuture.delayedExecutor(HELD_UP_MILLIS, TimeUnit.MILLISECONDS)
                        .execute(() -> router.reboot(Duration.ofSeconds(2)));
            }
            return meant;
        }).stallAfterBytes(0);
    }

    /** What happens, what is done about it, and whether router and billing agree once there is nothing more to do. */
    private boolean chapter(String headline, Happening happening) throws Exception {
        LOG.info("{}", headline);
        happening.happens();
        boolean well = await(this::isInStep);
        // the round that did it is told, and another one found nothing to do
        int rounds = report.rounds();
        well = well && await(() -> report.rounds() > rounds + 1 && report.quietRounds() > 0);
        return check("router and billing are in step", well);
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

    private interface Happening {
        void happens() throws Exception;
    }

    static List<String> plans() {
        return List.of("plan-10m", "plan-50m", "plan-100m");
    }
}
