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

import java.util.Locale;
import java.util.Map;

/**
 * One row of the billing table.
 *
 * @param number   the customer's number, the link between billing and router
 * @param login    name of the PPPoE account
 * @param password of the PPPoE account
 * @param plan     name of the PPP profile on the router
 * @param status   whether the customer may be online
 */
record Customer(String number, String login, String password, String plan, Status status) {

    enum Status {
        ACTIVE,
        OVERDUE,
        DEPARTED
    }

    /** From a row as camel-sql delivers it: names are not case-sensitive, and databases differ in their case. */
    static Customer from(Map<String, Object> row) {
        return new Customer(
                text(row, "customer_number"), text(row, "login"), text(row, "password"), text(row, "plan"),
                Status.valueOf(text(row, "status").toUpperCase(Locale.ROOT)));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "customer " + number + " (" + login + ", " + plan + ", " + status + ")";
    }

    private static String text(Map<String, Object> row, String column) {
        Object value = row.get(column);
        if (value == null) {
            throw new IllegalArgumentException("the billing table has a row without " + column);
        }
        return value.toString();
    }
}
