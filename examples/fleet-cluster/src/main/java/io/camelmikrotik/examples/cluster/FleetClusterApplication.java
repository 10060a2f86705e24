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
package io.camelmikrotik.examples.cluster;

import org.apache.camel.main.Main;

/** With the argument {@code member} one of the machines that share the fleet; without, the demo of three of them. */
public final class FleetClusterApplication {

    private FleetClusterApplication() {
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 1 && arguments[0].equals("member")) {
            Main main = new Main();
            main.configure().addRoutesBuilder(new FleetRoutes());
            main.run();
        } else {
            System.exit(Demo.play(Integer.getInteger("routers", 300)) ? 0 : 1);
        }
    }
}
