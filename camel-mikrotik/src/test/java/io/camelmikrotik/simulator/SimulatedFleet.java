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
package io.camelmikrotik.simulator;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * Many simulated routers in one JVM. They share two threads.
 */
public final class SimulatedFleet implements AutoCloseable {

    private final List<SimulatedRouter> routers;

    private SimulatedFleet(List<SimulatedRouter> routers) {
        this.routers = routers;
    }

    /** Routers with defaults, their identities {@code router-0}, {@code router-1} and so on. */
    public static SimulatedFleet start(int count) {
        return start(count, (builder, index) -> builder.identity("router-" + index));
    }

    /** @param settings makes settings for the router with that index, from 0 */
    public static SimulatedFleet start(
            int count, BiFunction<SimulatedRouter.Builder, Integer, SimulatedRouter.Builder> settings) {
        return new SimulatedFleet(
                IntStream.range(0, count).mapToObj(index -> settings.apply(SimulatedRouter.builder(), index).start()).toList());
    }

    public List<SimulatedRouter> routers() {
        return routers;
    }

    public SimulatedRouter router(int index) {
        return routers.get(index);
    }

    @Override
    public void close() {
        routers.forEach(SimulatedRouter::close);
    }
}
