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

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Simulated routers as a program: {@code java -jar routeros-simulator-VERSION-standalone.jar --help}. It runs until the
 * process is told to end, by SIGTERM or SIGINT, and then ends with 0. It ends with 2 when an option is wrong, and with
 * 1 when it cannot listen, or is not well.
 */
public final class SimulatorMain {

    private static final int FAILED = 1;
    private static final int WRONG_OPTION = 2;

    private SimulatorMain() {
    }

    public static void main(String... arguments) throws InterruptedException {
        if (List.of(arguments).contains("--help")) {
            System.out.print(SimulatorOption.help());
            return;
        }
        List<String> options = new ArrayList<>(List.of(arguments));
        boolean onlyHealth = options.remove("--health");
        int failure;
        try {
            SimulatorOptions parsed = SimulatorOptions.parse(options, System.getenv());
            if (onlyHealth) {
                System.out.print(HealthQuestion.ask(parsed));
            } else {
                run(parsed);
            }
            return;
        } catch (IllegalArgumentException e) {
            System.err.println("routeros-simulator: " + e.getMessage() + " (--help lists the options)");
            failure = WRONG_OPTION;
        } catch (IOException | IllegalStateException e) {
            System.err.println("routeros-simulator: " + e.getMessage()
                               + (e.getCause() == null ? "" : ": " + e.getCause().getMessage()));
            failure = FAILED;
        }
        System.exit(failure);
    }

    private static void run(SimulatorOptions options) throws IOException, InterruptedException {
        StandaloneFleet fleet = StandaloneFleet.start(options);
        ControlServer control = null;
        try {
            if (options.controlPort() != null) {
                control = ControlServer.start(options.controlHost(), options.controlPort(), fleet);
            }
        } catch (IOException | RuntimeException e) {
            fleet.close();
            throw e;
        }
        ControlServer started = control;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(fleet, started), "end"));
        introduce(System.out, options, fleet, control);
        // the routers' threads are daemons: this one keeps the process alive, whatever its standard input is
        new CountDownLatch(1).await();
    }

    private static void introduce(PrintStream out, SimulatorOptions options, StandaloneFleet fleet, ControlServer control) {
        fleet.routers().forEach(router -> out.println(router.describe()));
        out.println("Login: " + String.join("; ", options.logins()));
        if (options.tlsPort() != null) {
            out.println("TLS certificate (SHA-256): " + StandaloneRouter.fingerprint());
        }
        if (control != null) {
            out.println("Control: " + control.address());
        }
        if (!fleet.menusWithoutRules().isEmpty()) {
            out.println("Menus of the seed that the simulator does not know, kept as lists without rules: "
                        + String.join(", ", fleet.menusWithoutRules()));
        }
        out.println("Ready. SIGTERM or Ctrl-C ends it.");
        out.flush();
    }

    private static void end(StandaloneFleet fleet, ControlServer control) {
        if (control != null) {
            control.close();
        }
        fleet.close();
        System.out.println("Ended.");
        System.out.flush();
        // an end that was asked for is a success
        Runtime.getRuntime().halt(0);
    }
}
