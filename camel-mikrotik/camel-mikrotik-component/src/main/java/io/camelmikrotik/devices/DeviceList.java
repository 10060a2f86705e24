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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.camelmikrotik.MikrotikDevice;
import io.camelmikrotik.internal.fleet.DeviceLabels;
import org.apache.camel.CamelContext;

/** Makes devices of what a file or table gives, and refuses all of them if one cannot be taken. */
final class DeviceList {

    /** What a URI gives a meaning of its own where it names a device. */
    private static final Pattern NO_NAME = Pattern.compile(".*[\\[\\]:/@?&#\\p{Cntrl}].*|", Pattern.DOTALL);
    private static final Pattern LABEL = Pattern.compile("(?i)label[._](.+)");

    private final CamelContext context;
    private final Map<String, MikrotikDevice> devices = new LinkedHashMap<>();
    private final Map<String, String> places = new HashMap<>();

    /** @param context resolves references; {@code null} if there is none */
    DeviceList(CamelContext context) {
        this.context = context;
    }

    /** @throws BadDevicesException that says where and why it cannot be taken */
    void add(GivenDevice given) {
        String name = name(given);
        String before = places.put(name, given.place());
        if (before != null) {
            throw new BadDevicesException(
                    given.place() + ": device " + name + " is at " + before + " too; a name stands for one");
        }
        MikrotikDevice device = new MikrotikDevice();
        Set<String> known = new HashSet<>();
        List<String> labels = new ArrayList<>();
        for (GivenDevice.Value value : given.values()) {
            if (given.name() == null && DeviceProperty.isName(value.key())) {
                continue;
            }
            try {
                take(value, device, known, labels);
            } catch (IllegalArgumentException e) {
                throw new BadDevicesException(
                        value.place() + ", device " + name + ", " + GivenDevice.shown(value.key()) + ": " + e.getMessage());
            }
        }
        if (!labels.isEmpty()) {
            setLabels(device, String.join(",", labels), given.place() + ", device " + name);
        }
        if (device.getHost() == null || device.getHost().isBlank()) {
            throw new BadDevicesException(given.place() + ", device " + name + ", host: is required");
        }
        devices.put(name, device);
    }

    private void setLabels(MikrotikDevice device, String labels, String place) {
        try {
            DeviceProperty.of("labels").set(device, labels, context);
        } catch (IllegalArgumentException e) {
            throw new BadDevicesException(place + ", labels: " + e.getMessage());
        }
    }

    private String name(GivenDevice given) {
        String name = given.name();
        if (name == null) {
            for (GivenDevice.Value value : given.values()) {
                if (DeviceProperty.isName(value.key()) && value.content() != null) {
                    if (name != null || !(value.content() instanceof String)) {
                        throw new BadDevicesException(value.place() + ", name: must be one text, given once");
                    }
                    name = (String) value.content();
                }
            }
        }
        if (name == null) {
            throw new BadDevicesException(given.place() + ", name: is required");
        }
        if (NO_NAME.matcher(name.strip()).matches()) {
            throw new BadDevicesException(given.place() + ", name: must be a name without any of [ ] : / @ ? & #");
        }
        return name.strip();
    }

    private void take(GivenDevice.Value value, MikrotikDevice device, Set<String> known, List<String> labels) {
        var label = LABEL.matcher(value.key());
        DeviceProperty property = DeviceProperty.of(value.key());
        if (property == null && !label.matches()) {
            throw new IllegalArgumentException(
                    "\"" + GivenDevice.shown(value.key()) + "\" is no property of a device"
                                               + (DeviceProperty.isName(value.key())
                                                       ? ": the name is the key in front of the device" : ""));
        }
        String key = property == null ? "label." + label.group(1) : property.name();
        if (!known.add(key)) {
            throw new IllegalArgumentException("is given twice");
        }
        if (value.content() == null) {
            return;
        }
        if (property == null) {
            labels.add(label(label.group(1), resolved(text(value))));
        } else if (key.equals("labels")) {
            labels.addAll(labels(value.content()));
        } else if (key.equals("groups") && value.content() instanceof List<?> groups) {
            List<String> names = new ArrayList<>();
            groups.forEach(group -> names.add(resolved((String) group)));
            property.set(device, String.join(",", names), context);
        } else {
            property.set(device, resolved(text(value)), context);
        }
    }

    private static String text(GivenDevice.Value value) {
        if (value.content() instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("must be one value");
    }

    private List<String> labels(Object content) {
        List<String> labels = new ArrayList<>();
        if (content instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (value != null) {
                    labels.add(label((String) name, resolved((String) value)));
                }
            });
        } else if (content instanceof String text) {
            String resolved = resolved(text);
            if (!resolved.isBlank()) {
                labels.add(resolved);
            }
        } else {
            throw new IllegalArgumentException("must be a text such as site=berlin,role=pppoe, or a map");
        }
        return labels;
    }

    private static String label(String name, String value) {
        if (!DeviceLabels.isName(name.strip()) || !DeviceLabels.isName(value.strip())) {
            throw new IllegalArgumentException(
                    "a label's name and value must be of letters, digits, dots, dashes and underscores");
        }
        return name.strip() + "=" + value.strip();
    }

    /** With what stands behind references such as {@code {{env:NAME}}}. */
    private String resolved(String text) {
        if (text == null) {
            throw new IllegalArgumentException("must not be null within a list");
        }
        if (!text.contains("{{")) {
            return text;
        }
        String resolved = null;
        try {
            resolved = context == null ? null : context.resolvePropertyPlaceholders(text);
        } catch (Exception e) {
            // its text may hold a part of the secret
        }
        if (resolved == null) {
            throw new IllegalArgumentException(
                    context == null
                            ? "is a reference, and there is no CamelContext to resolve it: set camelContext"
                            : "is a reference that does not resolve: see that what {{…}} names is there");
        }
        return resolved;
    }

    /**
     * @param  allowEmpty          whether there may be none
     * @throws BadDevicesException if there is none and must be one
     */
    Map<String, MikrotikDevice> devices(boolean allowEmpty) {
        if (devices.isEmpty() && !allowEmpty) {
            throw new BadDevicesException("holds no device; if that is meant, set allowEmpty=true");
        }
        return devices;
    }

    /** A label's name as a database gives it that writes all names of columns in capitals. */
    static String columnInLowerCase(String column) {
        return LABEL.matcher(column).matches() && column.equals(column.toUpperCase(Locale.ROOT))
                ? column.toLowerCase(Locale.ROOT) : column;
    }
}
