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

import java.util.Locale;

/** What can be said on the command line, and in the environment. */
enum SimulatorOption {

    HOST("ADDRESS", "127.0.0.1", "address to listen at; 0.0.0.0 for all of this machine"),
    PORT("NUMBER", "8728", "API port of the first router; 0 for free ones"),
    TLS_PORT("NUMBER", null, "API-SSL port of the first router; 0 for free ones; without it there is no TLS"),
    ROUTERS("NUMBER", "1", "how many routers"),
    CONSECUTIVE("ports|addresses", "ports", "what routers differ by: 8728, 8729 ... or 127.0.0.1, 127.0.0.2 ..."),
    IDENTITY("NAME", "simulated", "name of the router; of several: NAME-1, NAME-2 ..."),
    USER("NAME[/POLICY,POLICY...]:PASSWORD", "api:secret",
         "who may log in, with all policies unless some are given; may be given several times"),
    ROUTEROS_VERSION("NUMBER", "7.18.2", "RouterOS version, such as 6.48.6"),
    REALISTIC(null, null, "the usual menus have rows as a router in use has them"),
    SEED("FILE", null, "rows (.json) or an export of a router (.rsc) to begin with; may be given several times"),
    LATENCY("TIME", "0ms", "time between a command and its reply, such as 20ms"),
    CONTROL_PORT("NUMBER", null, "port of the control over HTTP, 0 for a free one; without it there is none"),
    CONTROL_HOST("ADDRESS", "127.0.0.1", "address that the control listens at");

    static final String ENVIRONMENT = "ROUTEROS_SIMULATOR_";

    /** What its value is called; null for one without. */
    final String value;
    final String standard;
    private final String description;

    SimulatorOption(String value, String standard, String description) {
        this.value = value;
        this.standard = standard;
        this.description = description;
    }

    String option() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String variable() {
        return ENVIRONMENT + name();
    }

    /** Whether each further value is one more, and not a contradiction. */
    boolean repeatable() {
        return this == USER || this == SEED;
    }

    static String help() {
        StringBuilder help = new StringBuilder();
        help.append("Simulated MikroTik routers that speak the RouterOS API.\n\n")
                .append("  java -jar routeros-simulator-VERSION-standalone.jar [OPTION...]\n\n");
        for (SimulatorOption option : values()) {
            help.append("  ").append(option.option()).append(option.value == null ? "" : " " + option.value).append('\n')
                    .append("      ").append(option.description)
                    .append(option.standard == null ? "" : ". Default: " + option.standard).append('\n');
        }
        return help.append(
                "  --health\n      asks the control of a simulator that runs with the same options; ends with 0 if it is up\n")
                .append("  --help\n      this text\n\n")
                .append("Each option may be given in the environment instead: --port 8728 as ").append(PORT.variable())
                .append("=8728,\n--realistic as ").append(REALISTIC.variable())
                .append("=true; several users or seeds one in a line. The command line comes first.\n").toString();
    }
}
