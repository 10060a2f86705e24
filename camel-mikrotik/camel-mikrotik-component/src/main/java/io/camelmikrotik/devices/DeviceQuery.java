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

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import javax.sql.DataSource;

/** Rows of a query as devices. */
final class DeviceQuery {

    /** Connection, login, syntax and access rule: their texts are about the query, not about what is in the table. */
    private static final Set<String> STATES_WITHOUT_DATA = Set.of("08", "28", "42");

    /** PostgreSQL's and ODBC's. */
    private static final Set<String> LATE = Set.of("57014", "HYT00");

    private final String query;
    private final int seconds;

    DeviceQuery(String query, Duration timeout) {
        this.query = query;
        this.seconds = (int) timeout.plusNanos(999_999_999).toSeconds();
    }

    /**
     * @throws SQLException        whose text holds no value of the table, and that has no cause
     * @throws BadDevicesException if the rows are no devices
     */
    List<GivenDevice> run(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
             ReadOnlyUse use = new ReadOnlyUse(connection, networkTimeoutMillis())) {
            return rows(use.connection());
        } catch (SQLException e) {
            throw withoutData(e);
        }
    }

    /** The driver ends a query that takes too long; this is for when it cannot. */
    private int networkTimeoutMillis() {
        return (seconds + 5) * 1000;
    }

    private List<GivenDevice> rows(Connection connection) throws SQLException {
        List<GivenDevice> devices = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setQueryTimeout(seconds);
            try (ResultSet rows = statement.executeQuery()) {
                List<String> columns = columns(rows.getMetaData());
                while (rows.next()) {
                    String place = "row " + (devices.size() + 1);
                    List<GivenDevice.Value> values = new ArrayList<>();
                    for (int i = 0; i < columns.size(); i++) {
                        String column = columns.get(i);
                        values.add(new GivenDevice.Value(place, column, text(rows, i + 1, place + ", " + column)));
                    }
                    devices.add(new GivenDevice(place, null, values));
                }
            }
        }
        return devices;
    }

    private static List<String> columns(ResultSetMetaData metaData) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= metaData.getColumnCount(); i++) {
            columns.add(DeviceList.columnInLowerCase(metaData.getColumnLabel(i)));
        }
        if (columns.stream().noneMatch(DeviceProperty::isName)) {
            throw new BadDevicesException("columns " + String.join(", ", columns) + ": name is not among them");
        }
        return columns;
    }

    private static String text(ResultSet rows, int column, String place) throws SQLException {
        Object value = rows.getObject(column);
        if (value == null) {
            return null;
        }
        if (value instanceof BigDecimal number) {
            // a database without whole numbers has 8728.00
            return number.stripTrailingZeros().toPlainString();
        }
        if (value instanceof byte[]) {
            throw new BadDevicesException(place + ": is binary; let the query make a text of it");
        }
        return value instanceof String || value instanceof Boolean ? value.toString() : rows.getString(column);
    }

    private SQLException withoutData(SQLException failure) {
        String state = failure.getSQLState();
        boolean late = failure instanceof SQLTimeoutException || state != null && LATE.contains(state);
        boolean tellable = failure instanceof SQLTransientConnectionException
                || failure instanceof SQLNonTransientConnectionException
                || state != null && state.length() == 5 && STATES_WITHOUT_DATA.contains(state.substring(0, 2));
        String text = late
                ? "not answered within queryTimeout (" + seconds + " s)"
                : tellable ? failure.getMessage().replaceAll("\\s+", " ") : failure.getClass().getSimpleName();
        SQLException told = new SQLException(
                "query of devices: " + text + " (SQLState " + state + ", error " + failure.getErrorCode() + ")", state,
                failure.getErrorCode());
        told.setStackTrace(failure.getStackTrace());
        return told;
    }
}
