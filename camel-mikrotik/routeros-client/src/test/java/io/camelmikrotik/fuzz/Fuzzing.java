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
package io.camelmikrotik.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Runs the coverage-guided fuzzer, Jazzer, on each {@link FuzzTarget} in turn: {@code Fuzzing SECONDS [TARGET]}, the
 * seconds shared by the targets. Fails at the first input that a target does not bear, and prints it as a line for the
 * corpus. {@code Fuzzing keep} adds to the corpus what the runs before found that reaches code which nothing in it
 * does.
 * <p>
 * Run by {@code ./mvnw -Pfuzz test-compile exec:exec@fuzz -pl :routeros-client}, whose profile has Jazzer.
 */
public final class Fuzzing {

    private static final Path RESULTS = Path.of("target", "fuzz");
    private static final Path CORPUS = Path.of("src", "test", "resources", "fuzz");
    private static final String GIVEN = "given-";

    private static final String OUR_CLASSES = "io.camelmikrotik.**";

    private final FuzzTarget target;
    private final Path results;
    private final Path found;

    private Fuzzing(FuzzTarget target) throws IOException {
        this.target = target;
        this.results = RESULTS.resolve(target.name().toLowerCase(Locale.ROOT));
        this.found = Files.createDirectories(results.resolve("found"));
    }

    public static void main(String... arguments) throws IOException, InterruptedException {
        List<FuzzTarget> targets = arguments.length < 2
                ? List.of(FuzzTarget.values()) : List.of(FuzzTarget.valueOf(arguments[1].toUpperCase(Locale.ROOT)));
        for (FuzzTarget target : targets) {
            Fuzzing fuzzing = new Fuzzing(target);
            if (arguments[0].equals("keep")) {
                fuzzing.keep();
            } else if (!fuzzing.fuzz(Math.max(1, Integer.parseInt(arguments[0]) / targets.size()))) {
                System.exit(1);
            }
        }
    }

    private boolean fuzz(int seconds) throws IOException, InterruptedException {
        boolean passed = jazzer(
                "-max_total_time=" + seconds, "-timeout=30", "-max_len=4096", "-artifact_prefix=" + results + "/",
                "--reproducer_path=" + results, found.toString(), given().toString());
        print(passed ? "Done " : "");
        if (!passed) {
            for (Path each : files(results, "(crash|timeout|oom)-.*")) {
                System.out.println("For " + target.resource() + ", together with the correction: " + line(each));
            }
        }
        return passed;
    }

    private void keep() throws IOException, InterruptedException {
        Path corpus = given();
        jazzer("-merge=1", "-use_counters=0", corpus.toString(), found.toString());
        List<String> lines = new ArrayList<>();
        for (Path each : files(corpus, "(?!" + GIVEN + ").*")) {
            lines.add(line(each));
        }
        Path kept = CORPUS.resolve(target.resource());
        lines.addAll(0, Files.readAllLines(kept));
        Files.write(kept, lines);
    }

    /** A new directory with the inputs that the target comes with. */
    private Path given() throws IOException {
        Path directory = Files.createTempDirectory(results, "given");
        int count = 0;
        for (byte[] input : target.inputs()) {
            Files.write(directory.resolve(GIVEN + count++), input);
        }
        return directory;
    }

    /** Whether it ended without an input that the target does not bear. */
    private boolean jazzer(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                        "-cp", System.getProperty("java.class.path"), "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + target.className(), "--instrumentation_includes=" + OUR_CLASSES,
                        "--custom_hook_includes=" + OUR_CLASSES,
                        // expressions contain regular expressions by design
                        "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.RegexInjection"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log().toFile()).start().waitFor() == 0;
    }

    private Path log() {
        return results.resolve("log");
    }

    private void print(String prefix) throws IOException {
        for (String line : Files.readAllLines(log(), StandardCharsets.ISO_8859_1)) {
            if (line.startsWith(prefix) && !line.startsWith("INFO")) {
                System.out.println(target + ": " + line);
            }
        }
    }

    private static List<Path> files(Path directory, String pattern) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches(pattern)).sorted().toList();
        }
    }

    private static String line(Path input) throws IOException {
        return HexFormat.of().formatHex(Files.readAllBytes(input));
    }
}
