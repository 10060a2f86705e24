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
package io.camelmikrotik.simulator.standalone;

import java.util.ArrayList;
import java.util.List;

import io.camelmikrotik.simulator.SimulatedRouter;

/** All routers of the program. */
final class StandaloneFleet implements AutoCloseable {

    private final List<StandaloneRouter> routers = new ArrayList<>();

    private StandaloneFleet() {
    }

    /**
     * @throws IllegalArgumentException if a seed is refused
     * @throws IllegalStateException    if a port is taken
     */
    static StandaloneFleet start(SimulatorOptions options) {
        StandaloneFleet fleet = new StandaloneFleet();
        try {
            for (int i = 0; i < options.routers(); i++) {
                int index = i;
                fleet.routers.add(new StandaloneRouter(index + 1, options.tlsPort() != null, () -> {
                    SimulatedRouter.Builder builder = options.builder(index);
                    options.seeds().forEach(builder::seed);
                    return builder;
                }));
            }
        } catch (RuntimeException e) {
            fleet.close();
            throw e;
        }
        return fleet;
    }

    List<StandaloneRouter> routers() {
        return routers;
    }

    /** Menus that exist only because a seed speaks of them. */
    List<String> menusWithoutRules() {
        return routers.get(0).router().menusWithoutRules();
    }

    @Override
    public void close() {
        routers.forEach(StandaloneRouter::close);
    }
}
