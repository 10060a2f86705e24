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
package io.camelmikrotik.internal.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.camelmikrotik.routeros.QuantityValue;
import io.camelmikrotik.routeros.RouterOsRow;

/**
 * What sensors say, as RouterOS 7 sends it: a row for each, with {@code name}, {@code value} and {@code type}. RouterOS
 * 6 sends one row with a property for each sensor.
 */
final class HealthRows {

    private HealthRows() {
    }

    static List<RouterOsRow> of(List<RouterOsRow> rows) {
        List<RouterOsRow> result = new ArrayList<>();
        for (RouterOsRow row : rows) {
            if (row.containsKey("name") || row.isEmpty()) {
                result.add(row);
            } else {
                row.forEach((name, value) -> {
                    if (!name.startsWith(".")) {
                        result.add(sensor(name, value));
                    }
                });
            }
        }
        return result;
    }

    private static RouterOsRow sensor(String name, String value) {
        Optional<QuantityValue> quantity = QuantityValue.parse(value).filter(each -> !each.isPlain());
        String type = quantity.map(each -> each.unit().equals("rpm") ? "RPM" : each.unit()).orElseGet(() -> type(name, value));
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("name", name);
        properties.put("value", quantity.map(each -> each.amount().toPlainString()).orElse(value));
        properties.put("type", type);
        return RouterOsRow.of(properties);
    }

    /** Only numbers are of a unit: a fan or a supply may also be {@code ok}. */
    private static String type(String name, String value) {
        if (QuantityValue.parse(value).isEmpty()) {
            return "";
        }
        if (name.contains("temperature")) {
            return "C";
        }
        if (name.contains("voltage")) {
            return "V";
        }
        if (name.endsWith("speed")) {
            return "RPM";
        }
        if (name.contains("power-consumption")) {
            return "W";
        }
        return name.contains("current") ? "A" : "";
    }
}
