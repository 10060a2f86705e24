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

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;

/** A connection while it only reads. Where it comes from a pool, it goes back as it was. */
final class ReadOnlyUse implements AutoCloseable {

    private final Connection connection;
    private final boolean wasReadOnly;
    private final int networkTimeout;

    /** @param networkTimeoutMillis longest silence of the database */
    ReadOnlyUse(Connection connection, int networkTimeoutMillis) throws SQLException {
        this.connection = connection;
        this.wasReadOnly = connection.isReadOnly();
        setReadOnly(true);
        this.networkTimeout = replaceNetworkTimeout(networkTimeoutMillis);
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        if (!connection.getAutoCommit()) {
            // ends the transaction that reading has begun
            connection.rollback();
        }
        setReadOnly(wasReadOnly);
        if (networkTimeout >= 0) {
            connection.setNetworkTimeout(Runnable::run, networkTimeout);
        }
    }

    private void setReadOnly(boolean readOnly) throws SQLException {
        try {
            if (connection.isReadOnly() != readOnly) {
                connection.setReadOnly(readOnly);
            }
        } catch (SQLFeatureNotSupportedException e) {
            // it is a hint
        }
    }

    /** A query's own timeout does not end the wait for a database that is gone without a word. */
    private int replaceNetworkTimeout(int millis) throws SQLException {
        try {
            int before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, millis);
            return before;
        } catch (SQLFeatureNotSupportedException | AbstractMethodError e) {
            return -1; // an old driver
        }
    }
}
