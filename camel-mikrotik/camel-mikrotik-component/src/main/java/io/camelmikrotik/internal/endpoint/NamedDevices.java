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
package io.camelmikrotik.internal.endpoint;

import java.util.HashMap;
import java.util.HashSet;

import io.camelmikrotik.MikrotikDevice;
import io.camelmikrotik.NamedDevicesConfigurer;
import org.apache.camel.util.StringHelper;

/**
 * Devices by name, as a component has them at first. A type of its own, so that Camel finds
 * {@link NamedDevicesConfigurer} for it: in any other map, {@code devices.core1.host} of a configuration file has no
 * setter.
 */
public final class NamedDevices extends HashMap<String, MikrotikDevice> {

    private static final long serialVersionUID = 1L;

    private final HashSet<String> ofProperties = new HashSet<>();

    /** The device whose properties are being set, made if it is not there. */
    public MikrotikDevice ofProperties(String name) {
        ofProperties.add(name);
        return computeIfAbsent(name, missing -> new MikrotikDevice());
    }

    /**
     * The device of that name, which Camel may have written without its dashes: the properties of {@code pop-north} are
     * set as those of {@code popNorth}.
     */
    public MikrotikDevice named(String name) {
        MikrotikDevice device = get(name);
        String camelCase = StringHelper.dashToCamelCase(name);
        return device == null && ofProperties.contains(camelCase) ? get(camelCase) : device;
    }
}
