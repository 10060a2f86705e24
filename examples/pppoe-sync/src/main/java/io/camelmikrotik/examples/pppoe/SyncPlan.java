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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;

/**
 * Compares the billing table with the router's accounts and sessions, and lists what is to be done. A pure function:
 * run it again after any interruption and it lists what is still to be done.
 * <p/>
 * An account belongs to billing if its comment begins with {@value #OWNED}; all others are left alone. Whoever must go
 * offline is first disabled, then disconnected, then (if departed) removed, so that no order of interruptions leaves a
 * session that nobody remembers.
 */
final class SyncPlan {

    static final String OWNED = "billing:";

    private final List<Change> changes = new ArrayList<>();
    private final Map<String, List<String>> sessionsByLogin = new HashMap<>();

    private SyncPlan(List<RouterOsRow> sessions) {
        for (RouterOsRow session : sessions) {
            sessionsByLogin.computeIfAbsent(session.get("name"), login -> new ArrayList<>()).add(session.getId());
        }
    }

    /**
     * @param customers the billing table
     * @param accounts  {@code /ppp/secret/print}
     * @param sessions  {@code /ppp/active/print}
     */
    static List<Change> of(List<Customer> customers, List<RouterOsRow> accounts, List<RouterOsRow> sessions) {
        Map<String, RouterOsRow> accountsByComment = new HashMap<>();
        Map<String, RouterOsRow> accountsByLogin = new HashMap<>();
        for (RouterOsRow account : accounts) {
            accountsByComment.put(account.getOrDefault("comment", ""), account);
            accountsByLogin.put(account.get("name"), account);
        }
        SyncPlan plan = new SyncPlan(sessions);
        for (Customer customer : customers) {
            RouterOsRow account = accountsByComment.remove(OWNED + customer.number());
            if (account != null) {
                plan.update(customer, account);
            } else if (customer.status() != Customer.Status.DEPARTED && !accountsByLogin.containsKey(customer.login())) {
                plan.add(customer);
            }
        }
        accountsByComment.forEach((comment, account) -> {
            if (comment.startsWith(OWNED)) {
                plan.takeOffline(account, "billing does not know " + comment.substring(OWNED.length()));
                plan.remove(account, "billing does not know " + comment.substring(OWNED.length()));
            }
        });
        return plan.changes;
    }

    private void add(Customer customer) {
        boolean overdue = customer.status() == Customer.Status.OVERDUE;
        change(
                "+ "
               + customer.login() + ": new account of customer " + customer.number() + " with " + customer.plan()
               + (overdue ? ", disabled: overdue" : ""),
                RouterOsCommand.builder("/ppp/secret/add").attribute("name", customer.login())
                        .attribute("password", customer.password()).attribute("service", "pppoe")
                        .attribute("profile", customer.plan()).attribute("disabled", overdue ? "yes" : "no")
                        .attribute("comment", OWNED + customer.number()));
    }

    private void update(Customer customer, RouterOsRow account) {
        switch (customer.status()) {
            case DEPARTED:
                takeOffline(account, "departed");
                remove(account, "departed");
                return;
            case OVERDUE:
                takeOffline(account, "overdue");
                break;
            default:
                if (isDisabled(account)) {
                    change("^ " + login(account) + ": enabled, paid", on("/ppp/secret/enable", account));
                }
        }
        if (!customer.plan().equals(account.get("profile"))) {
            change(
                    "~ "
                   + login(account) + ": " + account.get("profile") + " -> " + customer.plan(),
                    on("/ppp/secret/set", account).attribute("profile", customer.plan()));
        }
    }

    private void takeOffline(RouterOsRow account, String why) {
        if (!isDisabled(account)) {
            change("v " + login(account) + ": disabled, " + why, on("/ppp/secret/disable", account));
        }
        for (String session : sessionsByLogin.getOrDefault(login(account), List.of())) {
            change(
                    "x "
                   + login(account) + ": session " + session + " disconnected, " + why,
                    RouterOsCommand.builder("/ppp/active/remove").attribute(".id", session));
        }
    }

    private void remove(RouterOsRow account, String why) {
        change("- " + login(account) + ": removed, " + why, on("/ppp/secret/remove", account));
    }

    private void change(String text, RouterOsCommand.Builder command) {
        changes.add(new Change(text, command.build()));
    }

    private static RouterOsCommand.Builder on(String path, RouterOsRow account) {
        return RouterOsCommand.builder(path).attribute(".id", account.getId());
    }

    private static String login(RouterOsRow account) {
        return account.get("name");
    }

    private static boolean isDisabled(RouterOsRow account) {
        String disabled = account.get("disabled");
        return "true".equals(disabled) || "yes".equals(disabled);
    }
}
