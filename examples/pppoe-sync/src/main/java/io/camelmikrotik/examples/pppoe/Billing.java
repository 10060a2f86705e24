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

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The billing office of the demo and of the tests: changes the table as people there would.
 */
final class Billing implements AutoCloseable {

    private final Connection database;

    Billing(String url, String username, String password) throws SQLException {
        database = DriverManager.getConnection(url, username, password);
    }

    void createTable() throws SQLException {
        execute(
                "create table customers (customer_number varchar(20) primary key, login varchar(64) not null unique,"
                + " password varchar(64) not null, plan varchar(64) not null, status varchar(10) not null)");
    }

    void dropTable() throws SQLException {
        execute("drop table if exists customers");
    }

    void add(String number, String login, String plan) throws SQLException {
        execute("insert into customers values (?, ?, ?, ?, 'active')", number, login, "pw-" + number, plan);
    }

    /** Several changes, all to be seen at once. */
    void together(Changes changes) throws SQLException {
        database.setAutoCommit(false);
        try {
            changes.make();
            database.commit();
        } finally {
            database.setAutoCommit(true);
        }
    }

    interface Changes {
        void make() throws SQLException;
    }

    void changePlan(String number, String plan) throws SQLException {
        execute("update customers set plan = ? where customer_number = ?", plan, number);
    }

    void setStatus(String number, Customer.Status status) throws SQLException {
        execute("update customers set status = ? where customer_number = ?", status.name().toLowerCase(), number);
    }

    void delete(String number) throws SQLException {
        execute("delete from customers where customer_number = ?", number);
    }

    List<Customer> customers() throws SQLException {
        List<Customer> customers = new ArrayList<>();
        try (PreparedStatement select = database.prepareStatement(
                "select customer_number, login, password, plan, status from customers");
             ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                customers.add(
                        new Customer(
                                rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4),
                                Customer.Status.valueOf(rows.getString(5).toUpperCase())));
            }
        }
        return customers;
    }

    private void execute(String statement, String... values) throws SQLException {
        try (PreparedStatement prepared = database.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                prepared.setString(i + 1, values[i]);
            }
            prepared.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
