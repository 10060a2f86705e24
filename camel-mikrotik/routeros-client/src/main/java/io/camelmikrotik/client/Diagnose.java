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
package io.camelmikrotik.client;

import java.io.Console;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.Diagnosis;
import io.camelmikrotik.routeros.DiagnosisStep;
import io.camelmikrotik.routeros.TlsProfile;

/**
 * Looks at the way to a device and at the device, step by step, from a shell:
 *
 * <pre>
 * ROUTEROS_PASSWORD=... java -cp ... io.camelmikrotik.client.Diagnose core1.example --user api --tls
 * </pre>
 *
 * The password comes from the environment variable {@code ROUTEROS_PASSWORD}, or is asked for; it is never an argument,
 * which every user of the machine could see. The process ends with 1 if a step failed, with 2 if it was not understood.
 */
public final class Diagnose {

    /** Where the password comes from, unless it is asked for. */
    static final String PASSWORD = "ROUTEROS_PASSWORD";

    private static final int FAILED = 1;
    private static final int NOT_UNDERSTOOD = 2;

    private String host;
    private String user;
    private Integer port;
    private TlsProfile tls;
    private boolean legacyLogin;

    private Diagnose() {
    }

    public static void main(String... arguments) {
        System.exit(run(System.out, Diagnose::password, arguments));
    }

    /** @return the exit code of the process */
    static int run(PrintStream out, Supplier<String> password, String... arguments) {
        Diagnose diagnose = new Diagnose();
        try {
            diagnose.read(new ArrayDeque<>(List.of(arguments)));
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            out.println("usage: HOST --user NAME [--port N] [--tls | --certificate-fingerprint SHA256 | --trust-all]"
                        + " [--legacy-login], with the password in " + PASSWORD);
            return NOT_UNDERSTOOD;
        }
        String secret = password.get();
        if (secret == null) {
            out.println("no password: neither in " + PASSWORD + ", nor is there a terminal to ask at");
            return NOT_UNDERSTOOD;
        }
        try (RouterOsClient client = RouterOsClient.create()) {
            Diagnosis diagnosis = client.device(diagnose.access(secret)).diagnose().get();
            out.print(diagnosis);
            return diagnosis.result() == DiagnosisStep.Result.FAILED ? FAILED : 0;
        } catch (ExecutionException e) {
            out.println("the diagnosis itself failed: " + e.getCause());
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private DeviceAccess access(String password) {
        int standard = tls == null ? DeviceAccess.DEFAULT_PORT : DeviceAccess.DEFAULT_TLS_PORT;
        return DeviceAccess.of(host, port == null ? standard : port, user, password).withTls(tls)
                .withLegacyLogin(legacyLogin);
    }

    /** @throws IllegalArgumentException saying what is not understood */
    private void read(Deque<String> arguments) {
        while (!arguments.isEmpty()) {
            String argument = arguments.poll();
            switch (argument) {
                case "--user" -> user = value(argument, arguments);
                case "--port" -> port = port(value(argument, arguments));
                case "--tls" -> tls = TlsProfile.verified(null);
                case "--certificate-fingerprint" -> tls = TlsProfile.pinned(value(argument, arguments));
                case "--trust-all" -> tls = TlsProfile.trustAll();
                case "--legacy-login" -> legacyLogin = true;
                default -> {
                    if (argument.startsWith("-") || host != null) {
                        throw new IllegalArgumentException("not understood: " + argument);
                    }
                    host = argument;
                }
            }
        }
        if (host == null || user == null) {
            throw new IllegalArgumentException(host == null ? "no host" : "no --user");
        }
    }

    private static String value(String option, Deque<String> arguments) {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return arguments.poll();
    }

    private static int port(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65535) {
            throw new IllegalArgumentException("--port is a number from 1 to 65535");
        }
        return Integer.parseInt(text);
    }

    private static String password() {
        String given = System.getenv(PASSWORD);
        Console console = System.console();
        if (given != null || console == null) {
            return given;
        }
        char[] typed = console.readPassword("password: ");
        return typed == null ? null : new String(typed);
    }
}
