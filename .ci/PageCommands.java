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

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs every command that README.md and the pages of the examples show, against a simulated router, or says why it does
 * not. In the repository's root, after {@code ./mvnw verify} or {@code ./mvnw package -DskipTests}:
 *
 * <pre>
 * java .ci/PageCommands.java [PAGE...]
 * </pre>
 *
 * What a page calls 192.0.2.1, and the broker that it names, is this machine here; PostgreSQL is H2. The ports 8080, 8728,
 * 8729, 8780 and 9876 must be free.
 */
public final class PageCommands {

    private static final Path ROOT = Path.of("").toAbsolutePath();
    private static final Path SIMULATOR
            = ROOT.resolve("camel-mikrotik/routeros-simulator/target/routeros-simulator-1.0.0-SNAPSHOT-standalone.jar");
    private static final List<String> PAGES = List.of(
            "README.md", "examples/pppoe-sync/README.md", "examples/blocklist-sync/README.md", "examples/ppp-events/README.md",
            "examples/spring-boot/README.md", "examples/camel-cli/README.md", "examples/fleet-monitor/README.md",
            "examples/fleet-cluster/README.md");
    private static final int SECONDS = 120;
    private static final String JVM = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    /** Commands that are not run here, and where they are, or why nowhere. The first that matches counts. */
    private static final Map<String, String> ELSEWHERE = new LinkedHashMap<>();
    static {
        ELSEWHERE.put("\\./mvnw -q -Pdemo verify -pl examples/pppoe-sync -am", ".ci/run runs it");
        ELSEWHERE.put("\\./mvnw -q -Pdemo verify -pl examples/fleet-cluster -am", "its FleetClusterTest plays it");
        ELSEWHERE.put("ROUTER_PASSWORD=… java .* member", "its FleetClusterTest starts members");
        ELSEWHERE.put("\\./mvnw -q -Pdemo verify -pl examples/fleet-monitor -am -Dserve=true", "the jar is started so below");
        ELSEWHERE.put("ROUTER_PASSWORD=… \\./mvnw .* -pl examples/fleet-monitor .*", "needs real routers; the component's tests read inventories, and the rest is what the line before starts");
        ELSEWHERE.put("\\./mvnw -q -Pdemo verify -pl examples/([a-z-]+) -am",
                "the same program with --demo is run here; .ci/run runs that of pppoe-sync with Maven");
        ELSEWHERE.put("\\./mvnw verify", ".ci/run runs it");
        ELSEWHERE.put("\\./mvnw -q (-DskipTests )?(package|install).*", "the build before made what it makes");
        ELSEWHERE.put("java -jar camel-mikrotik/routeros-simulator/target/routeros-simulator-.*", "one like it runs already");
        ELSEWHERE.put("docker .*", "there is no Docker where this is tested");
        ELSEWHERE.put("(curl -Ls https://sh.jbang.dev|jbang) .*", "fetches programs of others; COMPATIBILITY.md says what was tried");
        ELSEWHERE.put("(cd examples/camel-cli|ROUTER_ADDRESS=.* camel run .*)", "COMPATIBILITY.md says what was tried");
    }

    private final Path work;
    private final List<String> wrong = new ArrayList<>();
    private Process server;
    private int run;
    private int elsewhere;

    private PageCommands(Path work) {
        this.work = work;
    }

    public static void main(String[] arguments) throws Exception {
        Path work = Files.createTempDirectory("page-commands");
        Process simulator = start(work, work.resolve("simulator.log"),
                "java " + JVM + " -jar " + SIMULATOR + " --port 8728 --tls-port 8729 --control-port 8780 --realistic"
                                + " --user billing/read,write,api:secret --user blocklist/read,write,api:secret"
                                + " --user events/read,api:secret --user subscribers/read,write,api:secret --user api:secret");
        PageCommands commands = new PageCommands(work);
        try {
            await("the simulator", work.resolve("simulator.log"), "Ready", simulator);
            // a subscriber who is online, and the plans that the pages speak of
            bash(work, "curl -sf -X POST localhost:8780/routers/1/rows/ppp/secret -d '{\"name\": \"maria\", \"password\": \"old\"}'");
            for (String page : arguments.length > 0 ? List.of(arguments) : PAGES) {
                if (Files.exists(ROOT.resolve(page))) {
                    commands.page(page);
                }
            }
        } finally {
            commands.endServer();
            end(simulator);
            delete(work);
        }
        System.out.printf("%d commands run, %d run elsewhere or not at all, %d wrong%n", commands.run, commands.elsewhere,
                commands.wrong.size());
        commands.wrong.forEach(System.out::println);
        if (!commands.wrong.isEmpty()) {
            System.exit(1);
        }
    }

    private void page(String page) throws Exception {
        System.out.println(page);
        Path deploy = ROOT.resolve(page).resolveSibling("deploy");
        Path folder = Files.createDirectories(work.resolve(page.replace('/', '_')));
        if (Files.isDirectory(deploy)) {
            try (Stream<Path> files = Files.list(deploy)) {
                for (Path file : files.toList()) {
                    Files.writeString(folder.resolve(file.getFileName()), here(Files.readString(file)));
                }
            }
        }
        for (String command : commands(Files.readString(ROOT.resolve(page)))) {
            String reason = ELSEWHERE.entrySet().stream().filter(way -> command.matches(way.getKey())).map(Map.Entry::getValue)
                    .findFirst().orElse(null);
            if (reason != null) {
                elsewhere++;
                System.out.println("  -  " + command + "\n       " + reason);
                if (command.contains("-Pdemo") && !page.equals("README.md") && !command.contains("pppoe-sync")
                        && !command.matches(".*fleet-(cluster|monitor -am -D).*")) {
                    String example = page.split("/")[1];
                    run("java -jar examples/" + example + "/target/" + example + ".jar --demo", folder);
                }
            } else {
                run(command, folder);
            }
        }
        endServer();
    }

    /** The lines of the blocks of {@code sh}, those that end with a backslash joined. */
    private static List<String> commands(String page) {
        return Pattern.compile("(?ms)^```sh\\n(.*?)^```$").matcher(page).results().map((MatchResult block) -> block.group(1))
                .flatMap(block -> block.replaceAll("\\\\\\n\\s*", "").lines()).map(String::trim).filter(line -> !line.isEmpty())
                .toList();
    }

    /** The text with what is on this machine only. */
    private static String here(String text) {
        return text.replace("192.0.2.1\n", "127.0.0.1\n").replace("broker.example.net", "127.0.0.1")
                .replace("jdbc:postgresql://localhost/billing", "jdbc:h2:./billing;MODE=PostgreSQL")
                // the broker inside of the program: there is no other
                .replaceAll("(?m)^broker\\..*\\n", "");
    }

    private void run(String command, Path folder) throws Exception {
        long began = System.nanoTime();
        String text = command;
        if (command.startsWith("psql ")) {
            text = "java -cp " + h2() + " org.h2.tools.RunScript -url 'jdbc:h2:./billing;MODE=PostgreSQL' -user billing"
                   + " -password billing -script schema.sql";
        }
        // a bare jar is one that its reader has put beside the settings
        Matcher jar = new Matcher(text, "java -jar ([a-z-]+)\\.jar");
        if (jar.found()) {
            Path built = built(jar.group(1));
            text = text.replace(jar.group(1) + ".jar", built.toString());
        }
        text = text.replace("java -jar ", "java " + JVM + " -jar ");
        Path directory = text.contains("java") && !command.contains("examples/") ? folder : ROOT;
        boolean dryRunOfEvents = command.contains("ppp-events.jar --dry-run");
        boolean isServer = command.contains("-Dserve=true")
                || command.contains("java -jar ") && (dryRunOfEvents || !command.contains("--dry-run"))
                && (!command.contains("--demo") || command.contains("spring-boot-example"))
                && (!command.contains("blocklist-sync.jar") || command.contains("SYNC_PERIOD"));
        String outcome;
        Path log = Files.createTempFile(work, "command", ".log");
        if (isServer) {
            endServer();
            server = start(directory, log, text);
            outcome = answers(command.contains("spring-boot") ? "http://127.0.0.1:8080/actuator/health"
                    : command.contains("fleet-monitor") || command.contains("--serve") ? "http://127.0.0.1:8080/"
                    : command.contains("ppp-events") ? "http://127.0.0.1:9876/observe/health/live"
                    : "http://127.0.0.1:8080/observe/health/live", server);
        } else {
            Process process = start(directory, log, text.startsWith("curl ") ? text.replaceFirst("curl ", "curl -sS --fail-with-body ") : text);
            boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
            end(process);
            outcome = !ended ? "does not end" : process.exitValue() == 0 ? "" : "exit code " + process.exitValue();
        }
        run++;
        System.out.printf("  %s  %s  (%.1f s)%n", outcome.isEmpty() ? "ok" : "NOT SO:", command, (System.nanoTime() - began) / 1e9);
        if (!outcome.isEmpty()) {
            wrong.add(command + ": " + outcome + "\n" + Files.readString(log));
        }
    }

    private static Path built(String jar) {
        for (String folder : List.of(jar, "spring-boot")) {
            Path path = ROOT.resolve("examples/" + folder + "/target/" + jar + ".jar");
            if (Files.exists(path)) {
                return path;
            }
        }
        return ROOT.resolve("examples/" + jar + "/target/" + jar + ".jar");
    }

    /** H2 out of the jar that has it. */
    private Path h2() throws Exception {
        bash(work, "jar xf " + built("pppoe-sync") + " $(jar tf " + built("pppoe-sync") + " | grep '/h2-')");
        try (Stream<Path> jars = Files.list(work.resolve("BOOT-INF/lib"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("h2-")).findFirst().orElseThrow();
        }
    }

    private void endServer() throws Exception {
        if (server != null) {
            end(server);
            server = null;
        }
    }

    private static String answers(String url, Process process) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (System.nanoTime() < deadline && process.isAlive()) {
            if (bash(ROOT, "curl -sf " + url + " >/dev/null") == 0) {
                return "";
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return process.isAlive() ? "does not answer at " + url : "exit code " + process.exitValue();
    }

    private static void await(String what, Path log, String text, Process process) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!Files.readString(log).contains(text)) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                throw new IllegalStateException(what + " did not start:\n" + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static int bash(Path directory, String command) throws Exception {
        return new ProcessBuilder("bash", "-c", command).directory(directory.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    }

    private static Process start(Path directory, Path log, String command) throws IOException {
        File output = log.toFile();
        return new ProcessBuilder("bash", "-c", command).directory(directory.toFile())
                .redirectErrorStream(true).redirectOutput(output).start();
    }

    private static void end(Process process) throws Exception {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroy);
        for (ProcessHandle each : all) {
            each.onExit().get(SECONDS, TimeUnit.SECONDS);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** A pattern that was looked for. */
    private record Matcher(java.util.regex.Matcher matcher, boolean found) {

        Matcher(String text, String pattern) {
            this(Pattern.compile(pattern).matcher(text));
        }

        private Matcher(java.util.regex.Matcher matcher) {
            this(matcher, matcher.find());
        }

        String group(int number) {
            return matcher.group(number);
        }
    }
}
