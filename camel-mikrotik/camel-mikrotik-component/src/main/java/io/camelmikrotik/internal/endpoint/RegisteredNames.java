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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

import io.camelmikrotik.MikrotikComponent;
import io.camelmikrotik.MikrotikDevice;
import io.camelmikrotik.catalogue.RouterOsCatalogue;

/**
 * What to say of a host name that does not resolve: it may be the name of a registered device with a mistake in it.
 */
public final class RegisteredNames implements UnaryOperator<String> {

    private static final int NEAREST = 3;
    private static final int SHOWN = 8;

    private final MikrotikComponent component;

    public RegisteredNames(MikrotikComponent component) {
        this.component = component;
    }

    /** A clause to append to the message; empty where it has nothing to do with registered devices. */
    @Override
    public String apply(String host) {
        Map<String, MikrotikDevice> registered = new TreeMap<>(component.getDevices());
        registered.putAll(component.getCamelContext().getRegistry().findByTypeWithName(MikrotikDevice.class));
        if (registered.isEmpty() || registered.values().stream().anyMatch(device -> host.equals(device.getHost()))) {
            return "";
        }
        List<String> nearest = nearest(host, registered.keySet());
        if (!nearest.isEmpty()) {
            return ", and no device is registered as " + host + " (did you mean " + String.join(" or ", nearest) + "?)";
        }
        List<String> some = registered.keySet().stream().limit(SHOWN).toList();
        // with a dot it is a host of the network
        return host.indexOf('.') >= 0
                ? ""
                : ", and no device is registered as " + host + "; registered are " + String.join(", ", some)
                  + (some.size() < registered.size() ? ", …" : "");
    }

    private static List<String> nearest(String host, Set<String> names) {
        Set<String> others = new TreeSet<>(names);
        List<String> nearest = new ArrayList<>();
        for (Optional<String> next = RouterOsCatalogue.nearest(host, others);
             next.isPresent() && nearest.size() < NEAREST;
             next = RouterOsCatalogue.nearest(host, others)) {
            nearest.add(next.get());
            others.remove(next.get());
        }
        return nearest;
    }
}
