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
package io.camelmikrotik;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.camelmikrotik.internal.fleet.DeviceRegistry;
import io.camelmikrotik.internal.fleet.FleetDevice;
import io.camelmikrotik.internal.fleet.Selection;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Where devices come from, and what happens when they change or their source fails. */
class DeviceRegistryTest {

    private final AtomicInteger changes = new AtomicInteger();
    private Map<String, MikrotikDevice> ofSource = Map.of();
    private Exception failure;
    private final DeviceRegistry registry = new DeviceRegistry(() -> Map.of("fixed", device("192.0.2.9")), () -> {
        if (failure != null) {
            throw failure;
        }
        return ofSource;
    });

    private static MikrotikDevice device(String host) {
        MikrotikDevice device = new MikrotikDevice();
        device.setHost(host);
        return device;
    }

    private List<String> all() {
        return registry.select(Selection.parse("@*")).stream().map(FleetDevice::name).toList();
    }

    @Test
    void addedRemovedAndChangedDevicesAreTold() {
        ofSource = Map.of("a", device("192.0.2.1"), "b", device("192.0.2.2"));
        assertThat(all()).containsExactly("a", "b", "fixed");
        registry.subscribe(changes::incrementAndGet);

        FleetDevice before = registry.get("a");
        ofSource = Map.of("a", device("192.0.2.1"), "b", device("192.0.2.3"), "c", device("192.0.2.4"));
        registry.reload();

        assertThat(changes).hasValue(1);
        assertThat(all()).containsExactly("a", "b", "c", "fixed");
        // the same object, so that who uses it sees that nothing has changed
        assertThat(registry.get("a").device()).isSameAs(before.device());
        assertThat(registry.get("b").device().getHost()).isEqualTo("192.0.2.3");
    }

    @Test
    void whatIsTheSameIsNotTold() {
        ofSource = Map.of("a", device("192.0.2.1"));
        all();
        registry.subscribe(changes::incrementAndGet);
        ofSource = Map.of("a", device("192.0.2.1"));
        registry.reload();
        assertThat(changes).hasValue(0);
    }

    @Test
    void aBrokenSourceKeepsTheDevicesOfTheLastTimeAndSaysSo() {
        ofSource = Map.of("a", device("192.0.2.1"));
        all();
        failure = new Exception("table devices is missing");
        registry.reload();
        assertThat(all()).containsExactly("a", "fixed");
        assertThat(registry.failure()).isEqualTo("deviceSource: table devices is missing");
        failure = null;
        registry.reload();
        assertThat(registry.failure()).isNull();
    }

    @Test
    void aDeviceWithoutAHostMakesTheSourceABrokenOne() {
        ofSource = Map.of("a", device("192.0.2.1"));
        all();
        ofSource = Map.of("a", new MikrotikDevice());
        registry.reload();
        assertThat(registry.get("a").device().getHost()).isEqualTo("192.0.2.1");
        assertThat(registry.failure()).contains("device a has no host");
    }

    @Test
    void aSourceThatFailsTheFirstTimeIsAnErrorWithTheOptionsName() {
        failure = new Exception("no connection");
        assertThatThrownBy(this::all).hasMessage("deviceSource: no connection");
    }

    @Test
    void anErrorInAListenerIsNoneOfTheOthers() {
        all();
        registry.subscribe(() -> {
            throw new AssertionError("a listener's");
        });
        registry.subscribe(changes::incrementAndGet);
        ofSource = Map.of("a", device("192.0.2.1"));
        registry.reload();
        assertThat(changes).hasValue(1);
    }

    /** Over all setters, so that one that is added later is not forgotten. */
    @Test
    void eachPropertyOfADeviceIsCompared() throws Exception {
        int compared = 0;
        for (Method setter : MikrotikDevice.class.getMethods()) {
            if (!setter.getName().startsWith("set") || setter.getParameterCount() != 1) {
                continue;
            }
            Object value = value(setter);
            MikrotikDevice one = device("192.0.2.1");
            MikrotikDevice other = device("192.0.2.1");
            assertThat(one.isSameAs(other)).isTrue();
            setter.invoke(other, value);
            assertThat(one.isSameAs(other)).as(setter.getName()).isFalse();
            setter.invoke(one, value);
            assertThat(one.isSameAs(other)).as(setter.getName()).isTrue();
            compared++;
        }
        assertThat(compared).isGreaterThan(20);
    }

    private static Object value(Method setter) {
        Class<?> type = setter.getParameterTypes()[0];
        if (type == Boolean.class) {
            return true;
        }
        if (type == Integer.class) {
            return 7;
        }
        if (type == Double.class) {
            return 0.7;
        }
        if (type == Duration.class) {
            return Duration.ofSeconds(7);
        }
        if (type == SSLContextParameters.class) {
            return new SSLContextParameters();
        }
        String name = setter.getName();
        return name.equals("setLabels") ? "a=b"
                : name.endsWith("Timeout") || name.contains("Idle") || name.contains("Interval") ? "7s" : "x";
    }
}
