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

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.camelmikrotik.DeviceSource;
import org.apache.camel.CamelContext;
import org.h2.jdbcx.JdbcDataSource;

/** The same devices in each form that there is a source for. */
enum Inventory {

    JSON,
    YAML,
    CSV,
    JDBC;

    private static final JdbcDataSource DATABASE = database();

    /**
     * In the place of those of before.
     *
     * @param devices each a map from keys to texts; all have the same keys
     */
    DeviceSource source(Path directory, CamelContext context, List<Map<String, String>> devices) throws Exception {
        if (this == JDBC) {
            JdbcDeviceSource source = new JdbcDeviceSource();
            source.setDataSource(table(devices));
            source.setQuery("select * from \"device\"");
            source.setCamelContext(context);
            return source;
        }
        FileDeviceSource source = new FileDeviceSource();
        source.setFile(Files.writeString(directory.resolve("devices." + name().toLowerCase()), text(devices)).toString());
        source.setCamelContext(context);
        return source;
    }

    String text(List<Map<String, String>> devices) throws Exception {
        return switch (this) {
            case JSON -> new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(devices);
            case YAML -> new ObjectMapper(new YAMLFactory()).writeValueAsString(devices);
            case CSV -> line(devices.get(0).keySet())
                        + devices.stream().map(device -> line(device.values())).collect(Collectors.joining());
            case JDBC -> throw new IllegalStateException();
        };
    }

    private static String line(Iterable<String> cells) {
        StringBuilder line = new StringBuilder();
        cells.forEach(cell -> line.append(line.isEmpty() ? "\"" : ",\"").append(cell.replace("\"", "\"\"")).append('"'));
        return line.append("\r\n").toString();
    }

    private static JdbcDataSource table(List<Map<String, String>> devices) throws SQLException {
        List<String> columns = List.copyOf(devices.get(0).keySet());
        try (Connection connection = DATABASE.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists \"device\"");
            statement.execute("create table \"device\" ("
                              + columns.stream().map(column -> '"' + column + "\" varchar").collect(Collectors.joining(","))
                              + ")");
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into \"device\" values (" + String.join(",", Collections.nCopies(columns.size(), "?")) + ")")) {
                for (Map<String, String> device : devices) {
                    for (int i = 0; i < columns.size(); i++) {
                        insert.setString(i + 1, device.get(columns.get(i)));
                    }
                    insert.execute();
                }
            }
        }
        return DATABASE;
    }

    static JdbcDataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return database;
    }
}
