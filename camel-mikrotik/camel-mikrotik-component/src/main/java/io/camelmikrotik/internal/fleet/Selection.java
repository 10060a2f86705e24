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
package io.camelmikrotik.internal.fleet;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import io.camelmikrotik.MikrotikDevice;

/**
 * Which devices an address with {@code @} stands for: {@code @*} all, {@code @pppoe} those in a group,
 * {@code @role=pppoe,site=berlin} those with these labels; of several terms all must hold.
 */
public final class Selection {

    private static final String ALL = "*";

    private final String text;
    private final Set<String> groups = new LinkedHashSet<>();
    private final Map<String, String> labels = new LinkedHashMap<>();

    private Selection(String text) {
        this.text = text;
    }

    /** Whether the device of an address is a selection. */
    public static boolean isOne(String device) {
        return device.startsWith("@");
    }

    /**
     * @param  address                  with its {@code @}
     * @throws IllegalArgumentException if it is not a selection
     */
    public static Selection parse(String address) {
        String terms = address.substring(1);
        Selection selection = new Selection(address);
        if (terms.equals(ALL)) {
            return selection;
        }
        for (String term : terms.split(",", -1)) {
            int equals = term.indexOf('=');
            if (equals < 0) {
                selection.groups.add(name(address, term));
            } else {
                String label = name(address, term.substring(0, equals));
                String value = name(address, term.substring(equals + 1));
                if (selection.labels.put(label, value) != null) {
                    throw new IllegalArgumentException(address + " selects nothing: no device has two values of " + label);
                }
            }
        }
        return selection;
    }

    private static String name(String address, String name) {
        if (!DeviceLabels.isName(name)) {
            throw new IllegalArgumentException(
                    address + " is not a selection of devices: it looks like @*, @group or @label=value,label=value");
        }
        return name;
    }

    public boolean accepts(MikrotikDevice device) {
        return device.getGroups().containsAll(groups) && device.getLabels().entrySet().containsAll(labels.entrySet());
    }

    @Override
    public String toString() {
        return text;
    }
}
