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
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.apache.camel.RuntimeCamelException;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** State of consumers in a table. */
class JdbcStateRepositoryTest {

    private final JdbcDataSource database = new JdbcDataSource();
    private final JdbcStateRepository states = new JdbcStateRepository();

    @BeforeEach
    void createTable() throws SQLException {
        database.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        execute("create table mikrotik_state (state_key varchar(255) primary key, state_value text not null)");
        states.setDataSource(database);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.createStatement().execute(sql);
        }
    }

    @Test
    void whatIsSetIsThereForAnotherProcess() {
        states.start();
        assertThat(states.getState("a")).isNull();
        states.setState("a", "1");
        states.setState("a", "2");
        states.setState("b", "x".repeat(500_000));

        JdbcStateRepository another = new JdbcStateRepository();
        another.setDataSource(database);
        another.start();
        assertThat(another.getState("a")).isEqualTo("2");
        assertThat(another.getState("b")).hasSize(500_000);
    }

    @Test
    void twoThatSetTheSameNewStateAtOnceBothSucceed() throws Exception {
        states.start();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < 50; i++) {
                String key = "key" + i;
                CountDownLatch begin = new CountDownLatch(1);
                Future<?> one = threads.submit(() -> set(key, "one", begin));
                Future<?> two = threads.submit(() -> set(key, "two", begin));
                begin.countDown();
                one.get();
                two.get();
                assertThat(states.getState(key)).isIn("one", "two");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Void set(String key, String value, CountDownLatch begin) throws InterruptedException {
        begin.await();
        states.setState(key, value);
        return null;
    }

    @Test
    void aTableThatIsNotThereIsToldAtTheStart() {
        states.setTable("app.states");
        assertThatThrownBy(states::start).hasMessageContaining("table app.states with the columns state_key and state_value");
        assertThatThrownBy(() -> states.setTable("states; drop table states")).hasMessageContaining("table must be");
        assertThatThrownBy(() -> states.setQueryTimeout("soon")).hasMessageContaining("queryTimeout");
        assertThatThrownBy(() -> new JdbcStateRepository().start()).hasMessageContaining("dataSource is required");
    }

    @Test
    void aDatabaseThatFailsIsToldWithKeyAndTable() throws SQLException {
        states.start();
        execute("drop table mikrotik_state");
        assertThatThrownBy(() -> states.getState("k")).isInstanceOf(RuntimeCamelException.class)
                .hasMessageContaining("State k cannot be read, table mikrotik_state");
        assertThatThrownBy(() -> states.setState("k", "v")).hasMessageContaining("State k cannot be written");
    }
}
