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
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.camelmikrotik.simulator.Seed;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.TlsMode;

/**
 * What the program was told, checked.
 *
 * @param host        of the first router
 * @param tlsPort     null for no TLS
 * @param byAddress   whether routers differ by address instead of by port
 * @param logins      of the users, for people; a password that was given is not in it
 * @param controlPort null for no control
 */
record SimulatorOptions(
        InetAddress host, int port, Integer tlsPort, int routers, boolean byAddress, String identity, List<Login> users,
        String version, boolean realistic, List<Seed> seeds, Duration latency, Integer controlPort, InetAddress controlHost) {

    private static final int MOST_ROUTERS = 10_000;

    /** @param policies empty for all */
    record Login(String name, String password, List<String> policies) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** @throws IllegalArgumentException naming the option */
    static SimulatorOptions parse(List<String> arguments, Map<String, String> environment) {
        Map<SimulatorOption, List<String>> given = fromCommandLine(arguments);
        for (SimulatorOption option : SimulatorOption.values()) {
            String value = environment.get(option.variable());
            if (value != null && !value.isEmpty() && !given.containsKey(option)) {
                given.put(option, option.repeatable() ? value.lines().toList() : List.of(value));
            }
        }
        for (String variable : environment.keySet()) {
            if (variable.startsWith(SimulatorOption.ENVIRONMENT) && List.of(SimulatorOption.values()).stream()
                    .noneMatch(option -> option.variable().equals(variable))) {
                throw new IllegalArgumentException("there is no option for " + variable + " in the environment");
            }
        }
        return new Values(given).options();
    }

    private static Map<SimulatorOption, List<String>> fromCommandLine(List<String> arguments) {
        Map<SimulatorOption, List<String>> given = new EnumMap<>(SimulatorOption.class);
        Deque<String> left = new ArrayDeque<>(arguments);
        while (!left.isEmpty()) {
            String argument = left.poll();
            int equals = argument.indexOf('=');
            String name = argument.startsWith("--") && equals > 0 ? argument.substring(0, equals) : argument;
            SimulatorOption option = List.of(SimulatorOption.values()).stream()
                    .filter(candidate -> candidate.option().equals(name)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no option " + name));
            List<String> values = given.computeIfAbsent(option, first -> new ArrayList<>());
            if (!values.isEmpty() && !option.repeatable()) {
                throw new IllegalArgumentException(name + " is given twice");
            }
            if (option.value == null) {
                values.add(equals > 0 ? argument.substring(equals + 1) : "true");
            } else if (name.length() < argument.length()) {
                values.add(argument.substring(equals + 1));
            } else if (left.isEmpty()) {
                throw new IllegalArgumentException(name + " needs a value: " + option.value);
            } else {
                values.add(left.poll());
            }
        }
        return given;
    }

    /** For people. */
    List<String> logins() {
        if (users.isEmpty()) {
            return List.of("user " + SimulatedRouter.USERNAME + ", password " + SimulatedRouter.PASSWORD);
        }
        return users.stream().map(user -> "user " + user.name() + ", password as given"
                                          + (user.policies().isEmpty()
                                                  ? "" : ", policies " + String.join(",", user.policies())))
                .toList();
    }

    /** @param index from 0 */
    SimulatedRouter.Builder builder(int index) {
        int step = byAddress ? 0 : index;
        SimulatedRouter.Builder builder = SimulatedRouter.builder().host(address(index)).port(port == 0 ? 0 : port + step)
                .identity(routers == 1 ? identity : identity + "-" + (index + 1)).version(version).latency(latency);
        users.forEach(user -> builder.user(user.name(), user.password(), user.policies().toArray(String[]::new)));
        if (tlsPort != null) {
            builder.tls(TlsMode.CERTIFICATE).tlsPort(tlsPort == 0 ? 0 : tlsPort + step);
        }
        if (realistic) {
            builder.realisticTables();
        }
        return builder;
    }

    private String address(int index) {
        byte[] bytes = host.getAddress();
        int carry = byAddress ? index : 0;
        for (int i = bytes.length - 1; i >= 0 && carry > 0; i--) {
            int sum = (bytes[i] & 0xff) + carry;
            bytes[i] = (byte) sum;
            carry = sum >> 8;
        }
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of this length exists", e);
        }
    }

    /** The values one by one. */
    private record Values(Map<SimulatorOption, List<String>> given) {

        SimulatorOptions options() {
            int port = number(SimulatorOption.PORT, 0, 65535);
            Integer tlsPort = present(SimulatorOption.TLS_PORT) ? number(SimulatorOption.TLS_PORT, 0, 65535) : null;
            int routers = number(SimulatorOption.ROUTERS, 1, MOST_ROUTERS);
            boolean byAddress = oneOf(SimulatorOption.CONSECUTIVE, "ports", "addresses").equals("addresses");
            InetAddress host = address(SimulatorOption.HOST);
            if (byAddress && (host.isAnyLocalAddress() || port == 0 || tlsPort != null && tlsPort == 0)) {
                throw wrong(SimulatorOption.CONSECUTIVE, "addresses",
                        "needs the address of one router, and the same ports for all");
            }
            int last = byAddress ? 0 : routers - 1;
            if (port + last > 65535 || tlsPort != null && tlsPort + last > 65535) {
                throw wrong(SimulatorOption.ROUTERS, Integer.toString(routers), "there are no ports above 65535");
            }
            if (tlsPort != null && tlsPort != 0 && port != 0 && Math.abs(port - tlsPort) <= last) {
                throw wrong(SimulatorOption.TLS_PORT, tlsPort.toString(),
                        "would be the plain port of another router: " + port + " to " + (port + last) + " are taken");
            }
            Integer controlPort
                    = present(SimulatorOption.CONTROL_PORT) ? number(SimulatorOption.CONTROL_PORT, 0, 65535) : null;
            if (controlPort == null && present(SimulatorOption.CONTROL_HOST)) {
                throw new IllegalArgumentException(
                        SimulatorOption.CONTROL_HOST.option() + " has no effect without "
                                                   + SimulatorOption.CONTROL_PORT.option());
            }
            return new SimulatorOptions(
                    host, port, tlsPort, routers, byAddress, one(SimulatorOption.IDENTITY), users(), version(),
                    present(SimulatorOption.REALISTIC) && oneOf(SimulatorOption.REALISTIC, "true", "false").equals("true"),
                    seeds(), latency(), controlPort, address(SimulatorOption.CONTROL_HOST));
        }

        private boolean present(SimulatorOption option) {
            return given.containsKey(option);
        }

        private String one(SimulatorOption option) {
            String value = present(option) ? given.get(option).get(0) : option.standard;
            if (value.isEmpty()) {
                throw wrong(option, value, "is empty");
            }
            return value;
        }

        private int number(SimulatorOption option, int least, int most) {
            String value = one(option);
            int number = value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : -1;
            if (number < least || number > most) {
                throw wrong(option, value, "a number from " + least + " to " + most + " is expected");
            }
            return number;
        }

        private String oneOf(SimulatorOption option, String first, String second) {
            String value = one(option).toLowerCase(Locale.ROOT);
            if (!value.equals(first) && !value.equals(second)) {
                throw wrong(option, value, first + " or " + second + " is expected");
            }
            return value;
        }

        private InetAddress address(SimulatorOption option) {
            try {
                return InetAddress.getByName(one(option));
            } catch (UnknownHostException e) {
                throw wrong(option, one(option), "there is no such address");
            }
        }

        private String version() {
            String version = one(SimulatorOption.ROUTEROS_VERSION);
            if (!version.matches("[67]\\.[0-9]{1,3}(\\.[0-9]{1,3})?")) {
                throw wrong(SimulatorOption.ROUTEROS_VERSION, version, "a version such as 6.48.6 or 7.18.2 is expected");
            }
            return version;
        }

        private Duration latency() {
            String latency = one(SimulatorOption.LATENCY);
            try {
                Duration time = Times.parse(latency);
                if (time.isNegative()) {
                    throw new IllegalArgumentException("no time goes back");
                }
                return time;
            } catch (IllegalArgumentException e) {
                throw wrong(SimulatorOption.LATENCY, latency, e.getMessage());
            }
        }

        private List<Seed> seeds() {
            List<Seed> seeds = new ArrayList<>();
            for (String file : given.getOrDefault(SimulatorOption.SEED, List.of())) {
                try {
                    seeds.add(Seed.of(Path.of(file)));
                } catch (IOException | IllegalArgumentException e) {
                    throw new IllegalArgumentException(SimulatorOption.SEED.option() + ": " + e.getMessage());
                }
            }
            return seeds;
        }

        /** A wrong one is not repeated: it may hold a password. */
        private List<Login> users() {
            List<Login> users = new ArrayList<>();
            for (String user : given.getOrDefault(SimulatorOption.USER, List.of())) {
                int colon = user.indexOf(':');
                String before = colon < 0 ? "" : user.substring(0, colon);
                int slash = before.indexOf('/');
                String name = slash < 0 ? before : before.substring(0, slash);
                List<String> policies = slash < 0 ? List.of() : List.of(before.substring(slash + 1).split(","));
                if (name.isEmpty() || policies.stream().anyMatch(policy -> !policy.matches("[a-z-]+"))) {
                    throw new IllegalArgumentException(
                            SimulatorOption.USER.option() + ": " + SimulatorOption.USER.value + " is expected");
                }
                users.add(new Login(name, user.substring(colon + 1), policies));
            }
            return users;
        }

        private static IllegalArgumentException wrong(SimulatorOption option, String value, String why) {
            return new IllegalArgumentException(option.option() + " " + value + ": " + why);
        }
    }
}
