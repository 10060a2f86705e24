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
package io.camelmikrotik.internal.component;

import java.util.Map;
import java.util.Set;

import io.camelmikrotik.MikrotikComponent;
import io.camelmikrotik.internal.meters.MicrometerMeters;
import io.camelmikrotik.internal.meters.SessionMeters;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.support.CamelContextHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the meter registry that the application may have put into Camel's registry. Micrometer need not be on the class
 * path: only the nested class knows it, and is touched only where it is.
 */
public final class MeterRegistryLocator {

    private static final Logger LOG = LoggerFactory.getLogger(MikrotikComponent.class);

    private MeterRegistryLocator() {
    }

    public static SessionMeters of(MikrotikComponent component) {
        return isMicrometerThere() ? InMicrometer.of(component) : SessionMeters.NONE;
    }

    private static boolean isMicrometerThere() {
        try {
            Class.forName("io.micrometer.core.instrument.MeterRegistry", false, MeterRegistryLocator.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static final class InMicrometer {

        /** As camel-micrometer names it. */
        private static final String REGISTRY_NAME = "metricsRegistry";

        static SessionMeters of(MikrotikComponent component) {
            CamelContext context = component.getCamelContext();
            MeterRegistry registry = registry(context);
            return registry == null
                    ? SessionMeters.NONE : new MicrometerMeters(
                            registry, Map.of("camelContext", context.getName(), "component", name(component)),
                            component.isMetersPerDevice());
        }

        private static MeterRegistry registry(CamelContext context) {
            MeterRegistry named = CamelContextHelper.lookup(context, REGISTRY_NAME, MeterRegistry.class);
            if (named != null) {
                return named;
            }
            Set<MeterRegistry> all = context.getRegistry().findByType(MeterRegistry.class);
            if (all.size() > 1) {
                LOG.warn("There are {} meter registries, and none is named {}: MikroTik sessions have no meters",
                        all.size(), REGISTRY_NAME);
            }
            return all.size() == 1 ? all.iterator().next() : null;
        }

        /** Two components of one context have meters of their own. */
        private static String name(MikrotikComponent component) {
            CamelContext context = component.getCamelContext();
            return context.getComponentNames().stream().filter(name -> context.hasComponent(name) == component).findFirst()
                    .orElse("mikrotik");
        }
    }
}
