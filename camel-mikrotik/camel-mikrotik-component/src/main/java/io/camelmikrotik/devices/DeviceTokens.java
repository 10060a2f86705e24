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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/**
 * Devices in Jackson's tokens: a list of devices with their names, or a map from names to devices. Tokens and not
 * trees, because they keep lines, keys that stand there twice, and scalars as they are written (a password
 * {@code 0123}).
 */
class DeviceTokens {

    private static final String SHAPE = "must be a list of devices, or a map from their names to devices";

    private final JsonParser parser;

    DeviceTokens(JsonParser parser) {
        this.parser = parser;
    }

    /** Looks at each token that is no key. */
    void check(String place) throws IOException {
    }

    List<GivenDevice> read() throws IOException {
        List<GivenDevice> devices = new ArrayList<>();
        JsonToken first = next();
        if (first == JsonToken.START_ARRAY) {
            while (next() != JsonToken.END_ARRAY) {
                devices.add(device(null));
            }
        } else if (first == JsonToken.START_OBJECT) {
            while (next() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                next();
                devices.add(device(name));
            }
        } else {
            throw new BadDevicesException(place() + ": " + SHAPE);
        }
        if (next() != null) {
            throw new BadDevicesException(place() + ": more follows after the end of the devices");
        }
        return devices;
    }

    private GivenDevice device(String name) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new BadDevicesException(place() + ": " + SHAPE);
        }
        String place = place();
        List<GivenDevice.Value> values = new ArrayList<>();
        while (next() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            next();
            values.add(new GivenDevice.Value(place(), key, content(key)));
        }
        return new GivenDevice(place, name, values);
    }

    private Object content(String key) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return texts(key);
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<String> texts = new ArrayList<>();
            while (next() != JsonToken.END_ARRAY) {
                texts.add(text(key));
            }
            return texts;
        }
        return text(key);
    }

    private Map<String, String> texts(String key) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        while (next() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            next();
            boolean twice = texts.containsKey(name);
            texts.put(name, text(key));
            if (twice) {
                throw new BadDevicesException(place() + ", " + GivenDevice.shown(key) + ": a key is there twice");
            }
        }
        return texts;
    }

    /** A scalar as it is written; {@code null} if it is null. */
    private String text(String key) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token == null || !token.isScalarValue()) {
            throw new BadDevicesException(place() + ", " + GivenDevice.shown(key) + ": is too deeply nested");
        }
        return parser.getText();
    }

    private JsonToken next() throws IOException {
        JsonToken token = parser.nextToken();
        if (token != null && token != JsonToken.FIELD_NAME) {
            check(place());
        }
        return token;
    }

    private String place() {
        return "line " + parser.currentTokenLocation().getLineNr();
    }
}
