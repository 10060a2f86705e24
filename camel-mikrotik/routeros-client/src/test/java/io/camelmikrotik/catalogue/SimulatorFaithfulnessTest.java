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
package io.camelmikrotik.catalogue;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import io.camelmikrotik.simulator.SimulatedRouter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every command of the catalogue, over the wire: the simulator of a version has what routers of that version have, and
 * refuses the rest in their words. The catalogue is read here by the client's reader, there by one of the simulator's
 * own. Nothing is executed: each command names an argument or an item that does not exist.
 */
class SimulatorFaithfulnessTest {

    private static final String NO_SUCH_ARGUMENT = "no-such-argument";
    private static final String NO_REFUSAL = "no refusal";
    /** Verbs that menus of the simulator have in common, and one that no menu has. */
    private static final List<String> COMMON_VERBS = List.of("print", "getall", "listen", "find", "get", "add", "set", "remove",
            "enable", "disable", "unset", "comment", "move", "reset", "request-logout", "no-such-command");
    /** The API's other names of print. */
    private static final List<String> OF_PRINT = List.of("getall", "listen");

    /** Where the simulator departs from the console's tree: what departs, and why. */
    private static final Map<Predicate<String>, String> EXPLAINED = Map.of(
            command -> command.endsWith("/edit"),
            "the console's editor, not available over the API",
            List.of("/system/ssh", "/system/telnet", "/tool/mac-telnet")::contains,
            "terminals, not available over the API",
            List.of("/if", "/for", "/foreach", "/while", "/do", "/local", "/global", "/return", "/break", "/continue",
                    "/onerror",
                    "/retry")::contains,
            "statements of the script language, not available over the API",
            "/ping"::equals,
            "the console's tree shows /tool/ping only since 7.23; over the API all versions have it");
    /** Menus whose add demands less in older versions: what the simulator knows, the client's reader does not tell. */
    private static final List<String> DEMANDS_CHANGED = List.of("/interface/macsec/profile", "/interface/wifi",
            "/ip/dhcp-server/lease", "/ipv6/pool", "/routing/bgp/connection",
            "/system/package/local-update/update-package-source");

    private final RouterOsCatalogue catalogue = RouterOsCatalogue.get();
    private final List<List<String>> requests = new ArrayList<>();
    private final List<Predicate<String>> expectations = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = { "7.9.2", "7.14.3", "7.18.2", "7.24" })
    void noMenuDeviatesFromTheCatalogue(String text) throws Exception {
        RouterOsVersion version = RouterOsVersion.parse(text).orElseThrow();
        for (String path : catalogue.menus()) {
            askMenu(catalogue.menu(path).orElseThrow(), version);
        }

        Map<String, List<String>> deviations = new TreeMap<>();
        List<String> refusals = refusals(text);
        for (int i = 0; i < requests.size(); i++) {
            if (!expectations.get(i).test(refusals.get(i))) {
                String command = requests.get(i).get(0);
                deviations.computeIfAbsent(command.substring(0, command.lastIndexOf('/')), menu -> new ArrayList<>())
                        .add(requests.get(i) + " was answered with " + refusals.get(i));
            }
        }

        assertThat(requests).hasSizeGreaterThan(9000);
        assertThat(deviations).as("menus that deviate").isEmpty();
    }

    private void askMenu(CatalogueMenu menu, RouterOsVersion version) {
        menu.commands().values().forEach(command -> askCommand(command, version));
        boolean exists = menu.commands().values().stream().anyMatch(command -> command.versions().contains(version));
        for (String verb : COMMON_VERBS) {
            boolean known = menu.command(OF_PRINT.contains(verb) ? "print" : verb)
                    .filter(command -> command.versions().contains(version)).isPresent();
            if (!known && exists) {
                ask(List.of(menu.path() + "/" + verb), menu.path().isEmpty() ? absent() : "no such command"::equals);
            }
        }
        String demand = menu.demand().replace("Script Error: ", "");
        if (has(menu, "add", version) && !demand.isEmpty() && !DEMANDS_CHANGED.contains(menu.path())) {
            ask(List.of(menu.path() + "/add"), demand::equals);
        }
        if (has(menu, "unset", version) && !menu.unsetProperties().isEmpty()) {
            for (String property : menu.properties()) {
                ask(List.of(menu.path() + "/unset", "=.id=*FFFFFF", "=value-name=" + property),
                        (menu.unsetProperties().contains(property)
                                ? "no such item" : "input does not match any value of value-name")::equals);
            }
        }
    }

    private static boolean has(CatalogueMenu menu, String verb, RouterOsVersion version) {
        return menu.command(verb).filter(command -> command.versions().contains(version)).isPresent();
    }

    private void askCommand(CatalogueCommand command, RouterOsVersion version) {
        if (!command.versions().contains(version)) {
            ask(List.of(command.path()), absent());
            return;
        }
        List<String> words = new ArrayList<>(List.of(command.path()));
        for (CatalogueArgument argument : command.arguments().values()) {
            if (argument.versions().contains(version)) {
                words.add("=" + argument.name() + "=");
            } else {
                ask(List.of(command.path(), "=" + argument.name() + "="), unknown(argument.name()));
            }
        }
        words.add("=" + NO_SUCH_ARGUMENT + "=");
        ask(words, unknown(NO_SUCH_ARGUMENT));
    }

    private static Predicate<String> unknown(String argument) {
        return ("unknown parameter " + argument)::equals;
    }

    private static Predicate<String> absent() {
        return refusal -> refusal.equals("no such command") || refusal.startsWith("no such command or directory (");
    }

    private void ask(List<String> words, Predicate<String> expectation) {
        if (EXPLAINED.keySet().stream().noneMatch(explained -> explained.test(words.get(0)))) {
            requests.add(words);
            expectations.add(expectation);
        }
    }

    /** What each request was refused with first; all of them in one go over one connection. */
    private List<String> refusals(String version) throws Exception {
        List<String> refusals = new ArrayList<>(Collections.nCopies(requests.size(), NO_REFUSAL));
        try (SimulatedRouter router = SimulatedRouter.builder().version(version).countingJournal().start();
             Socket socket = new Socket(router.host(), router.port())) {
            socket.setSoTimeout(30_000);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            write(bytes, List.of("/login", "=name=api", "=password=secret"));
            for (int i = 0; i < requests.size(); i++) {
                List<String> words = new ArrayList<>(requests.get(i));
                words.add(".tag=" + i);
                write(bytes, words);
            }
            // while it is written, the answers are read: neither side waits for room
            CompletableFuture<Void> written = CompletableFuture.runAsync(() -> {
                try {
                    bytes.writeTo(socket.getOutputStream());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
            for (int done = 0; done <= requests.size();) {
                List<String> sentence = read(in);
                done += sentence.get(0).equals("!done") ? 1 : 0;
                String message = value(sentence, "=message=");
                if (message != null) {
                    int request = Integer.parseInt(value(sentence, ".tag="));
                    refusals.set(request, refusals.get(request).equals(NO_REFUSAL) ? message : refusals.get(request));
                }
            }
            written.join();
        }
        return refusals;
    }

    private static String value(List<String> sentence, String prefix) {
        return sentence.stream().filter(word -> word.startsWith(prefix)).map(word -> word.substring(prefix.length()))
                .findFirst()
                .orElse(null);
    }

    private static void write(ByteArrayOutputStream out, List<String> words) {
        for (String word : words) {
            if (word.length() >= 0x80) {
                out.write(0x80 | word.length() >> 8);
            }
            out.write(word.length());
            out.writeBytes(word.getBytes(StandardCharsets.US_ASCII));
        }
        out.write(0);
    }

    private static List<String> read(DataInputStream in) throws IOException {
        List<String> words = new ArrayList<>();
        for (int length = in.readUnsignedByte(); length > 0; length = in.readUnsignedByte()) {
            byte[] word = new byte[length < 0x80 ? length : (length & 0x3F) << 8 | in.readUnsignedByte()];
            in.readFully(word);
            words.add(new String(word, StandardCharsets.US_ASCII));
        }
        return words;
    }
}
