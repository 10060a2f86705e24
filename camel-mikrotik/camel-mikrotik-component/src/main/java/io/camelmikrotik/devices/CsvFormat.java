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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;

/** Devices in CSV (RFC 4180): names of columns in the first line, and a device in each other. */
final class CsvFormat implements DeviceFormat {

    @Override
    public List<GivenDevice> read(String text) throws IOException {
        CsvFactory factory = CsvFactory.builder().enable(CsvParser.Feature.SKIP_EMPTY_LINES).build();
        List<GivenDevice> devices = new ArrayList<>();
        try (JsonParser parser = factory.createParser(text)) {
            List<String> columns = row(parser);
            if (columns == null || columns.stream().noneMatch(DeviceProperty::isName)) {
                // without its words: they may be those of a device
                throw new BadDevicesException(
                        "line 1: has no column \"name\"; it must hold the names of the columns, separated by commas");
            }
            for (List<String> row = row(parser); row != null; row = row(parser)) {
                // a quoted value may have line breaks: where the row ends is where it is looked for
                String place = "line " + parser.currentTokenLocation().getLineNr();
                if (row.size() != columns.size()) {
                    throw new BadDevicesException(
                            place + ": has " + row.size() + " values for " + columns.size()
                                                  + " columns; a value with a comma stands in double quotes");
                }
                if (row.stream().anyMatch(cell -> !cell.isBlank())) {
                    devices.add(device(place, columns, row));
                }
            }
        }
        return devices;
    }

    private static GivenDevice device(String place, List<String> columns, List<String> row) {
        List<GivenDevice.Value> values = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            values.add(new GivenDevice.Value(place, columns.get(i).strip(), row.get(i).isEmpty() ? null : row.get(i)));
        }
        return new GivenDevice(place, null, values);
    }

    /** @return {@code null} if there is none any more */
    private static List<String> row(JsonParser parser) throws IOException {
        if (parser.nextToken() == null) {
            return null;
        }
        List<String> row = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            row.add(parser.getText());
        }
        return row;
    }
}
