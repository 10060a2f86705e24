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

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Many routers, all on the two threads that routers share. */
public final class SimulatedFleet implements AutoCloseable {

    private final List<SimulatedRouter> routers;

    private SimulatedFleet(List<SimulatedRouter> routers) {
        this.routers = List.copyOf(routers);
    }

    /** Starts that many with the builder's defaults, named device-1, device-2, … */
    public static SimulatedFleet start(int count) {
        return start(count, UnaryOperator.identity());
    }

    /**
     * Starts that many.
     *
     * @param build called with a new builder for each, its identity set to device-1, device-2, …
     */
    public static SimulatedFleet start(int count, UnaryOperator<SimulatedRouter.Builder> build) {
        List<SimulatedRouter> routers = new ArrayList<>(count);
        try {
            for (int i = 1; i <= count; i++) {
                routers.add(build.apply(SimulatedRouter.builder().identity("device-" + i)).start());
            }
        } catch (RuntimeException e) {
            routers.forEach(SimulatedRouter::close);
            throw e;
        }
        return new SimulatedFleet(routers);
    }

    public List<SimulatedRouter> routers() {
        return routers;
    }

    /** @param index from 0 */
    public SimulatedRouter router(int index) {
        return routers.get(index);
    }

    @Override
    public void close() {
        routers.forEach(SimulatedRouter::close);
    }
}
