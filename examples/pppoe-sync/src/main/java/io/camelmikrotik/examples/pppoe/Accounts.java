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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.camelmikrotik.examples.pppoe.Customer.Status;
import io.camelmikrotik.routeros.RouterOsRow;

/**
 * What the router shall have. An account belongs to billing if its comment is {@code billing:} and a customer's number;
 * all others are left alone, even one under a customer's login.
 */
final class Accounts {

    static final String OWNED = "billing:";

    private Accounts() {
    }

    /**
     * The accounts of billing as they shall be: those of overdue customers disabled, none for departed ones.
     *
     * @param customers the billing table
     * @param present   all of {@code /ppp/secret}
     */
    static List<Map<String, String>> wanted(List<Customer> customers, List<RouterOsRow> present) {
        Set<String> takenByOthers = new HashSet<>();
        present.stream().filter(account -> !isOwned(account)).forEach(account -> takenByOthers.add(account.get("name")));
        List<Map<String, String>> wanted = new ArrayList<>();
        for (Customer customer : customers) {
            if (customer.status() != Status.DEPARTED && !takenByOthers.contains(customer.login())) {
                Map<String, String> account = new LinkedHashMap<>();
                account.put("comment", OWNED + customer.number());
                account.put("name", customer.login());
                account.put("password", customer.password());
                account.put("service", "pppoe");
                account.put("profile", customer.plan());
                account.put("disabled", customer.status() == Status.OVERDUE ? "yes" : "no");
                wanted.add(account);
            }
        }
        return wanted;
    }

    /**
     * The sessions of disabled accounts of billing: their customers are overdue or depart.
     *
     * @param accounts all of {@code /ppp/secret}
     * @param sessions all of {@code /ppp/active}
     */
    static List<RouterOsRow> sessionsToEnd(List<RouterOsRow> accounts, List<RouterOsRow> sessions) {
        Set<String> disabled = new HashSet<>();
        accounts.stream().filter(account -> isOwned(account) && account.getBoolean("disabled"))
                .forEach(account -> disabled.add(account.get("name")));
        return sessions.stream().filter(session -> disabled.contains(session.get("name"))).toList();
    }

    private static boolean isOwned(RouterOsRow account) {
        return account.getOrDefault("comment", "").startsWith(OWNED);
    }
}
