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
package io.camelmikrotik.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import io.camelmikrotik.internal.endpoint.OptionRanges;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.service.ServiceSupport;

/**
 * State in a table of a database, which all members of a cluster reach.
 *
 * <pre>
 * create table mikrotik_state (state_key varchar(255) primary key, state_value text not null)
 *
 * camel.beans.states = #class:io.camelmikrotik.state.JdbcStateRepository
 * camel.beans.states.dataSource = #bean:inventory
 * </pre>
 *
 * The type of {@code state_value} must hold some hundred kilobytes: {@code text} in PostgreSQL and SQLite,
 * {@code longtext} in MySQL and MariaDB, {@code clob} in Oracle, H2 and Derby, {@code varchar(max)} in SQL Server. Each
 * call takes a connection of the data source and gives it back; nothing is kept in memory. Safe for any thread.
 */
public class JdbcStateRepository extends ServiceSupport implements StateRepository<String, String>, CamelContextAware {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*){0,2}");
    private static final String INTEGRITY_VIOLATED = "23";

    private CamelContext camelContext;
    private DataSource dataSource;
    private String table = "mikrotik_state";
    private Duration queryTimeout = Duration.ofSeconds(10);

    /**
     * @throws IllegalArgumentException if no data source is set, or the table cannot be read
     */
    @Override
    protected void doStart() throws Exception {
        if (dataSource == null && camelContext != null) {
            dataSource = CamelContextHelper.findSingleByType(camelContext, DataSource.class);
        }
        if (dataSource == null) {
            throw new IllegalArgumentException("dataSource is required, unless Camel's registry has exactly one");
        }
        try {
            read("");
        } catch (SQLException e) {
            throw new IllegalArgumentException(
                    "table " + table + " with the columns state_key and state_value cannot be read: " + e.getMessage(), e);
        }
    }

    /** @throws RuntimeCamelException if the database does not answer, or refuses the value */
    @Override
    public void setState(String key, String value) {
        try (Connection connection = dataSource.getConnection()) {
            boolean commits = !connection.getAutoCommit();
            try {
                write(connection, key, value, commits);
                if (commits) {
                    connection.commit();
                }
            } catch (SQLException e) {
                if (commits) {
                    connection.rollback();
                }
                throw e;
            }
        } catch (SQLException e) {
            throw failed("written", key, e);
        }
    }

    private void write(Connection connection, String key, String value, boolean commits) throws SQLException {
        if (update(connection, key, value)) {
            return;
        }
        try (PreparedStatement insert = statement(
                connection, "insert into " + table + " (state_value, state_key) values (?, ?)")) {
            insert.setString(1, value);
            insert.setString(2, key);
            insert.executeUpdate();
        } catch (SQLException e) {
            if (e.getSQLState() == null || !e.getSQLState().startsWith(INTEGRITY_VIOLATED)) {
                throw e;
            }
            // another process was faster
            if (commits) {
                connection.rollback();
            }
            if (!update(connection, key, value)) {
                throw e;
            }
        }
    }

    private boolean update(Connection connection, String key, String value) throws SQLException {
        try (PreparedStatement update = statement(
                connection, "update " + table + " set state_value = ? where state_key = ?")) {
            update.setString(1, value);
            update.setString(2, key);
            return update.executeUpdate() > 0;
        }
    }

    /**
     * @return                       {@code null} if there is none
     * @throws RuntimeCamelException if the database does not answer
     */
    @Override
    public String getState(String key) {
        try {
            return read(key);
        } catch (SQLException e) {
            throw failed("read", key, e);
        }
    }

    private String read(String key) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            try (PreparedStatement query = statement(
                    connection, "select state_value from " + table + " where state_key = ?")) {
                query.setString(1, key);
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? row.getString(1) : null;
                }
            } finally {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
            }
        }
    }

    private PreparedStatement statement(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        // whole seconds are all that JDBC knows
        statement.setQueryTimeout((int) queryTimeout.plusMillis(999).toSeconds());
        return statement;
    }

    private RuntimeCamelException failed(String what, String key, SQLException cause) {
        return new RuntimeCamelException(
                "State " + key + " cannot be " + what + ", table " + table + ": " + cause.getMessage(), cause);
    }

    public DataSource getDataSource() {
        return dataSource;
    }

    /** Where connections come from, whose timeouts are its own. Default: the only one in Camel's registry. */
    public void setDataSource(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public String getTable() {
        return table;
    }

    /**
     * The table, with its schema if that is needed. Default {@code mikrotik_state}.
     *
     * @throws IllegalArgumentException if it is no name
     */
    public void setTable(String table) {
        if (!NAME.matcher(table).matches()) {
            throw new IllegalArgumentException("table must be the name of a table, such as mikrotik_state: " + table);
        }
        this.table = table;
    }

    public Duration getQueryTimeout() {
        return queryTimeout;
    }

    /**
     * Longest time for a statement. Default 10 seconds; part seconds count as whole ones, as JDBC knows no others.
     *
     * @throws IllegalArgumentException if it is not positive, or longer than a day
     */
    public void setQueryTimeout(Duration queryTimeout) {
        if (queryTimeout.isZero() || queryTimeout.isNegative() || queryTimeout.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("queryTimeout must be more than 0 and at most a day: " + queryTimeout);
        }
        this.queryTimeout = queryTimeout;
    }

    /** As text in a configuration file, such as {@code 30s}: Camel would take what is no time for 0. */
    public void setQueryTimeout(String queryTimeout) {
        setQueryTimeout(OptionRanges.time("queryTimeout", queryTimeout));
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /** The table; not the data source, whose text may hold a password. */
    @Override
    public String toString() {
        return "JdbcStateRepository[" + table + "]";
    }
}
