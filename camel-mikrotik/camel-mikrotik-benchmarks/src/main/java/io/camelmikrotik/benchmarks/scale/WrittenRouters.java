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
package io.camelmikrotik.benchmarks.scale;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.camelmikrotik.simulator.SimulatedRouter;

/**
 * A process with the routers that are written to, all of them healthy; {@code rows} tells the entries on all of them.
 */
public final class WrittenRouters {

    private WrittenRouters() {
    }

    public static void main(String[] arguments) throws IOException {
        List<SimulatedRouter> routers = new ArrayList<>();
        for (int i = 0; i < ScaleWrites.ROUTERS; i++) {
            ScaleDevice device = new ScaleDevice(i);
            routers.add(
                    SimulatedRouter.builder().identity(device.name()).host(device.host()).port(ScaleDevice.PORT)
                            .countingJournal().user(ScaleDevice.USERNAME, ScaleDevice.PASSWORD, "read", "write", "api")
                            .start());
        }
        System.out.println("listening");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        while (orders.readLine() != null) {
            System.out.println(routers.stream().mapToInt(router -> router.table(ScaleWrites.MENU).size()).sum());
        }
        System.exit(0);
    }
}
