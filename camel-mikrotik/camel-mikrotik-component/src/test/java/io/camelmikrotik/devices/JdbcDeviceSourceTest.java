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

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.sql.DataSource;

import io.camelmikrotik.MikrotikDevice;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Tables of devices, in a database as applications have one. */
class JdbcDeviceSourceTest {

    private static final String CANARY = "c4nary-p4ss";

    private final JdbcDataSource database = Inventory.database();
    private final JdbcDeviceSource source = new JdbcDeviceSource();

    @BeforeEach
    void prepareTable() throws SQLException {
        execute("create table router (id int primary key, name varchar, address varchar, api_port numeric(7,2), "
                + "secret varchar, tls boolean, wait_ms bigint, label_site varchar, \"label.Role\" varchar, teams varchar)");
        execute("insert into router values (1, 'core1', '192.0.2.1', 8729, '" + CANARY
                + "', true, 7000, 'berlin', 'pppoe', 'core,north'), "
                + "(2, 'core2', '192.0.2.2', null, null, null, null, null, null, null)");
        source.setDataSource(database);
        source.setQuery("select name, address as host, api_port as port, secret as password, tls, wait_ms as request_timeout, "
                        + "label_site, \"label.Role\", teams as \"groups\" from router order by id");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aRowIsADeviceAndNullIsNotSet() throws SQLException {
        MikrotikDevice core1 = new MikrotikDevice();
        core1.setHost("192.0.2.1");
        core1.setPort(8729);
        core1.setPassword(CANARY);
        core1.setTls(true);
        core1.setRequestTimeout("7s");
        core1.setLabels("site=berlin,Role=pppoe");
        core1.setGroups("core,north");
        MikrotikDevice core2 = new MikrotikDevice();
        core2.setHost("192.0.2.2");

        Map<String, MikrotikDevice> devices = source.devices();

        assertThat(devices.keySet()).containsExactly("core1", "core2");
        assertThat(devices.get("core1").isSameAs(core1)).isTrue();
        assertThat(devices.get("core1").getLabels()).isEqualTo(Map.of("site", "berlin", "Role", "pppoe"));
        assertThat(devices.get("core1").getGroups()).isEqualTo(Set.of("core", "north"));
        assertThat(devices.get("core2").isSameAs(core2)).isTrue();
    }

    @Test
    void aTableWithoutRowsIsAnErrorUnlessItIsAllowed() throws SQLException {
        execute("delete from router");
        assertThatThrownBy(source::devices).hasMessageContaining("allowEmpty");

        source.setAllowEmpty(true);

        assertThat(source.devices()).isEmpty();
    }

    @Test
    void theOnlyDataSourceOfCamelIsTheDefault() throws Exception {
        source.setDataSource(null);
        assertThatThrownBy(source::devices).hasMessageContaining("dataSource is required");
        try (CamelContext context = new DefaultCamelContext()) {
            source.setCamelContext(context);
            assertThatThrownBy(source::devices).hasMessageContaining("dataSource is required");

            context.getRegistry().bind("inventory", database);

            assertThat(source.devices()).hasSize(2);
        }
    }

    @Test
    void anErrorNamesRowAndColumn() throws SQLException {
        assertRefused("select 'a' as name, address as host, id as colour from router", "row 1, device a, COLOUR",
                "no property");
        assertRefused("select 'a' as name, address as host from router", "row 2: device a is at row 1 too");
        assertRefused("select name, address as host, secret as port from router", "row 1, device core1, PORT", "65535");
        assertRefused("select name, address as host, '{{no.such}}' as password from router", "row 1, device core1, PASSWORD");
        assertRefused("select id, address as host from router", "ID", "HOST", "name is not among them");
        assertRefused("select name, secret from router", "row 1, device core1, SECRET");
        assertRefused("select name, address as host, cast(secret as varbinary) as password from router", "PASSWORD: is binary");
    }

    private void assertRefused(String query, String... said) {
        source.setQuery(query);
        assertThatThrownBy(source::devices).isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll(said)
                .hasMessageNotContaining(CANARY).hasNoCause();
    }

    @Test
    void whatTheDatabaseSaysIsToldWhereItIsNotAboutData() {
        source.setQuery("select name from no_such_table");
        assertThatThrownBy(source::devices).isInstanceOf(SQLException.class).hasMessageContaining("NO_SUCH_TABLE");
        source.setQuery("select name, address as host, cast(secret as int) as port from router");

        Throwable failure = catchThrowable(source::devices);

        StringWriter said = new StringWriter();
        failure.printStackTrace(new PrintWriter(said));
        assertThat(failure).isInstanceOf(SQLException.class).hasMessageContaining("22018");
        assertThat(said.toString()).doesNotContain(CANARY);
    }

    @Test
    void aQueryThatTakesTooLongEnds() {
        source.setQueryTimeout("1s");
        source.setQuery("select max(a.x * b.x) as name from system_range(1, 10000000) a, system_range(1, 10000000) b");

        assertThatThrownBy(source::devices).isInstanceOf(SQLException.class).hasMessageContaining("queryTimeout (1 s)");
        assertThatThrownBy(() -> source.setQueryTimeout("0")).hasMessageContaining("queryTimeout");
        assertThatThrownBy(() -> source.setQueryTimeout("soon")).hasMessageContaining("queryTimeout");
    }

    @Test
    void aConnectionIsReadOnlyWhileItIsUsedAndGivenBackAsItWas() throws SQLException {
        ClassLoader loader = JdbcDeviceSourceTest.class.getClassLoader();
        List<String> calls = new ArrayList<>();
        Set<String> told = Set.of("setReadOnly", "setNetworkTimeout", "prepareStatement", "rollback", "close");
        source.setDataSource(
                (DataSource) Proxy.newProxyInstance(loader, new Class<?>[] { DataSource.class }, (proxy, method, no) -> {
                    Connection connection = database.getConnection();
                    connection.setAutoCommit(false);
                    boolean[] readOnly = new boolean[1];
                    return Proxy.newProxyInstance(loader, new Class<?>[] { Connection.class }, (one, called, arguments) -> {
                        if (told.contains(called.getName())) {
                            calls.add(called.getName() + switch (called.getName()) {
                                case "setReadOnly" -> " " + arguments[0];
                                case "setNetworkTimeout" -> " " + arguments[1];
                                default -> "";
                            });
                        }
                        // H2 takes it for a hint and forgets it
                        if (called.getName().equals("setReadOnly")) {
                            readOnly[0] = (boolean) arguments[0];
                        } else if (called.getName().equals("isReadOnly")) {
                            return readOnly[0];
                        }
                        try {
                            return called.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
                }));

        source.devices();
        source.setQuery("select no_such_column as name from router");
        assertThatThrownBy(source::devices).isInstanceOf(SQLException.class);

        List<String> once = Arrays.asList("setReadOnly true", "setNetworkTimeout 15000", "prepareStatement", "rollback",
                "setReadOnly false",
                "setNetworkTimeout 0", "close");
        List<String> twice = new ArrayList<>(once);
        twice.addAll(once);
        assertThat(calls).isEqualTo(twice);
    }
}
