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

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

import javax.sql.DataSource;

import io.camelmikrotik.DeviceSource;
import io.camelmikrotik.MikrotikDevice;
import io.camelmikrotik.internal.endpoint.OptionRanges;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.support.CamelContextHelper;

/**
 * Devices from a database: one in each row that a query gives. The query runs each time the component asks, on a
 * connection that is set to read only.
 *
 * <pre>
 * camel.beans.routers = #class:io.camelmikrotik.devices.JdbcDeviceSource
 * camel.beans.routers.dataSource = #bean:inventory
 * camel.beans.routers.query = select name, host, password_reference as password, site as label_site from router
 * </pre>
 *
 * Columns are {@code name} and the properties of {@link MikrotikDevice}, such as {@code request_timeout}, and
 * {@code label_NAME} for each label; NULL is not set. {@code {{env:NAME}}} and other property placeholders in values
 * are resolved by Camel. For one thread at a time.
 */
public class JdbcDeviceSource implements DeviceSource, CamelContextAware {

    private CamelContext camelContext;
    private DataSource dataSource;
    private String query;
    private Duration queryTimeout = Duration.ofSeconds(10);
    private boolean allowEmpty;

    /**
     * @throws SQLException             if the database does not answer
     * @throws IllegalArgumentException if a row is no device; the text names row and column, and no value
     * @throws IllegalStateException    if no query or data source is set
     */
    @Override
    public Map<String, MikrotikDevice> devices() throws SQLException {
        if (query == null || query.isBlank()) {
            throw new IllegalStateException("query is required");
        }
        DeviceList devices = new DeviceList(camelContext);
        try {
            new DeviceQuery(query, queryTimeout).run(usedDataSource()).forEach(devices::add);
            return devices.devices(allowEmpty);
        } catch (BadDevicesException e) {
            throw new BadDevicesException("query of devices, " + e.getMessage());
        }
    }

    private DataSource usedDataSource() {
        DataSource used = dataSource != null || camelContext == null
                ? dataSource : CamelContextHelper.findSingleByType(camelContext, DataSource.class);
        if (used == null) {
            throw new IllegalStateException("dataSource is required, unless Camel's registry has exactly one");
        }
        return used;
    }

    public DataSource getDataSource() {
        return dataSource;
    }

    /** Where connections come from, whose timeouts are its own. Default: the only one in Camel's registry. */
    public void setDataSource(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public String getQuery() {
        return query;
    }

    /** A query in SQL that gives a row for each device. Required. */
    public void setQuery(String query) {
        this.query = query;
    }

    public Duration getQueryTimeout() {
        return queryTimeout;
    }

    /**
     * Longest time for the query. Default 10 seconds; part seconds count as whole ones, as JDBC knows no others.
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

    public boolean isAllowEmpty() {
        return allowEmpty;
    }

    /**
     * Whether a query without rows gives a list of devices. By default it is an error: a fleet does not vanish with it.
     */
    public void setAllowEmpty(boolean allowEmpty) {
        this.allowEmpty = allowEmpty;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /** The query; not the data source, whose text may hold a password. */
    @Override
    public String toString() {
        return "JdbcDeviceSource[" + query + "]";
    }
}
