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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What may be done with a command. */
class CommandKindTest {

    /** The whole table, to be read by people: a change of what is decided shows in its difference. */
    private static final Path TABLE = Path.of("command-kinds.tsv");

    @Test
    void theWrittenTableIsWhatIsDecided() throws Exception {
        String table = table();
        if (Boolean.getBoolean("command-kinds.write")) {
            Files.writeString(TABLE, table);
        }
        assertThat(Files.readString(TABLE)).as("written anew with -Dcommand-kinds.write=true").isEqualTo(table);
    }

    @Test
    void everyExceptionHasACommandOrAnArgumentThatItIsAbout() {
        List<String> paths = RouterOsCatalogue.get().commandPaths();
        Set<String> apiOnly
                = Set.of("*/getall", "*/listen", "/login", "/cancel", "/exit", "/safe-mode/get", "/interface/w60g/scan");
        assertThat(CommandExceptions.patterns()).filteredOn(pattern -> pattern.indexOf('/') >= 0 && !apiOnly.contains(pattern))
                .allSatisfy(pattern -> assertThat(paths)
                        .anyMatch(
                                path -> pattern.startsWith("*") ? path.endsWith(pattern.substring(1)) : path.equals(pattern)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "/tool/fetch", "/system/script/run", "/execute", "/ip/dhcp-client/renew", "/tool/ip-scan", "/interface/wifi/scan",
            "/system/license/renew", "/unheard/of", "/ppp/secret/add", "/console/clear-history", "/import" })
    void whatIsNotKnownToBeFreeOfEffectsIsAWrite(String path) {
        assertThat(CommandKind.of(path).isRead(name -> false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "file", "append", "on-event" })
    void aPrintThatWritesAFileOrRunsAScriptIsAWrite(String argument) {
        assertThat(CommandKind.of("/ppp/secret/print").isRead(argument::equals)).isFalse();
        assertThat(CommandKind.of("/export").isRead(argument::equals)).isFalse();
        assertThat(CommandKind.of("/ppp/secret/print").isRead(name -> false)).isTrue();
        assertThat(CommandKind.of("/file/read").isRead(argument::equals)).as("its file= names what is read").isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "/tool/ip-scan", "/tool/mac-scan", "/interface/wifi/scan", "/interface/wifi/frequency-scan",
            "/interface/wifi/sniffer",
            "/tool/romon/discover", "/interface/bonding/monitor-slaves", "/interface/lte/cell-monitor", "/tool/ping-speed",
            "/ip/route/check", "/ping", "/tool/torch", "/interface/monitor-traffic", "/ppp/active/listen",
            "/tool/sniffer/quick" })
    void whatGoesOnUntilItIsCancelledIsEndlessUnlessLimited(String path) {
        assertThat(CommandKind.of(path).isEndless(name -> false)).isTrue();
        assertThat(CommandKind.limits()).isNotEmpty()
                .allSatisfy(limit -> assertThat(CommandKind.of(path).isEndless(limit::equals)).isFalse());
    }

    @Test
    void everyCommandThatHasADurationIsEndlessOrIsKnownToEnd() {
        RouterOsCatalogue catalogue = RouterOsCatalogue.get();
        assertThat(catalogue.commandPaths()).filteredOn(path -> {
            CatalogueCommand command = catalogue.command(path).orElseThrow();
            return command.arguments().containsKey("duration") || command.arguments().containsKey("freeze-frame-interval");
        }).hasSizeGreaterThan(100).allSatisfy(path -> {
            Set<CommandTrait> traits = CommandExceptions.ofCommand(path);
            boolean ends = traits != null && traits.contains(CommandTrait.ENDS);
            assertThat(CommandKind.of(path).isEndless(name -> false)).isNotEqualTo(ends);
        });
    }

    @Test
    void someThirtyVerbsAreEndless() {
        assertThat(RouterOsCatalogue.get().commandPaths().stream().filter(path -> CommandKind.of(path).isEndless(name -> false))
                .map(path -> path.substring(path.lastIndexOf('/') + 1)).distinct()).hasSizeGreaterThanOrEqualTo(30);
    }

    @Test
    void aPrintGoesOnOnlyIfItIsToldTo() {
        CommandKind print = CommandKind.of("/log/print");
        assertThat(print.isEndless(name -> false)).isFalse();
        assertThat(print.isEndless("follow"::equals)).isTrue();
        assertThat(print.isEndless("interval"::equals)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "/quit", "/login", "/cancel", "/safe-mode/take", "/safe-mode/release", "/safe-mode/unroll", "/exit" })
    void commandsAboutTheSessionAreKnown(String path) {
        assertThat(CommandKind.of(path).isAboutSession()).isTrue();
    }

    private static String table() {
        List<String> lines = new ArrayList<>();
        lines.add("# What is decided of each command of the catalogue. Written by CommandKindTest; see"
                  + " command-kinds-exceptions.tsv for what is not derived.");
        lines.add(
                "# command\tread or write\tendless\treturns rows\ttakes ids\tmay be chunked\tsession\tends session\ttakes queries"
                  + "\ttakes properties\tfor each row\tid only");
        for (String path : RouterOsCatalogue.get().commandPaths()) {
            CommandKind kind = CommandKind.of(path);
            lines.add(String.join("\t", path, kind.isRead(name -> false) ? "read" : "write",
                    kind.isEndless(name -> false) ? "endless" : "", kind.returnsRows() ? "rows" : "",
                    kind.takesIds() ? "ids" : "", kind.mayBeChunked() ? "chunk" : "",
                    kind.isAboutSession() ? "session" : "", kind.endsSession() ? "ends-session" : "",
                    kind.takesQueries() ? "queries" : "", kind.takesProperties() ? "properties" : "",
                    kind.isForEachRow() ? "each" : "", kind.takesIdOnly() ? "id-only" : "").stripTrailing());
        }
        return String.join("\n", lines) + "\n";
    }
}
