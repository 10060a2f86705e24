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
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Plants one bug at a time in the session pool and sees whether its tests notice: a suite that lets one of them pass is
 * broken. Not part of the build:
 *
 * <pre>
 * ./mvnw -Pmutants test-compile exec:exec@mutants -pl :routeros-client
 * </pre>
 *
 * Arguments: class path of the tests, then the names of mutants to try, all of them if none.
 */
public final class PoolMutants {

    private static final Path SOURCES = Path.of("src/main/java/io/camelmikrotik/internal/pool");
    private static final int SECONDS_PER_MUTANT = 120;
    private static final List<String> TESTS = List.of(
            "SharingTest", "SessionLifeTest", "OpeningTest", "MaxTotalTest", "StoreTrapsTest",
            "StatusTest",
            "ConnectThrottleTest", "PoolRacesTest", "PoolStressTest");

    private record Mutant(String name, String file, String search, String replacement) {
    }

    private static final List<Mutant> MUTANTS = List.of(
            new Mutant("no hand-over", "LeaseGrants", "session.lease(kind);\n            effects.grant(", "if (true) return;\n            session.lease(kind);\n            effects.grant("),
            new Mutant("no second look after opening", "SlotState", "failure == null && session.isOpen()", "failure == null"),
            new Mutant("no notice of a death", "StoreOperations", "Completions.then(opened.closed(), (reason, never) -> slot.sessionClosed(session, reason));", ""),
            new Mutant("lost linger timer", "ActiveSessions", "if (session.leases == 0) {\n                earliest", "if (session.leases < 0) {\n                earliest"),
            new Mutant("lease lost to a caller that left", "SlotEffects", "if (!waiter.complete(lease)) {", "if (!waiter.complete(lease) && false) {"),
            new Mutant("given back under a lease", "ActiveSessions", "session.leases == 0 && hasServed(session, now, resting)", "hasServed(session, now, resting)"),
            new Mutant("more than one opening at a time", "SlotState", "if (!busy) {\n            chooseStoreOperation", "if (true) {\n            chooseStoreOperation"),
            new Mutant("waiting callers are not told of a failure", "LeaseGrants", "if (each.role() == role || !sessions.serves(each.role())) {", "if (false) {"),
            new Mutant("a dead session is kept", "PooledSession", "session.isOpen() && !isExpired(now)", "!isExpired(now)"),
            new Mutant("one session too many while the evictor looks", "SlotState", "return open >= sessions.limit();", "return false;"),
            new Mutant("a lease counts twice", "Lease", "released.compareAndSet(false, true)", "released.compareAndSet(false, true) || true"),
            new Mutant("exclusive work is not alone", "PooledSession", "return leases == 0;", "return true;"),
            new Mutant("no pause after a failure", "DeviceHealth", "notBefore = now + pause;", "notBefore = now;"),
            new Mutant("last come, first served", "LeaseQueue", "return queues.get(kind).poll();", "return queues.get(kind).pollLast();"),
            new Mutant("stored sessions survive a suspension", "SlotState", "storedToDiscard = true;\n        sessions.drain();", "sessions.drain();"),
            new Mutant("the throttle stays shut after a failed opening", "StoreOperations", "Completions.run(() -> place.leave(failure == null));", ""),
            new Mutant("the turn at the throttle counts as waiting", "StoreOperations", "slot.waitsItsTurn();", ""),
            new Mutant("a good record does not overtake", "ConnectThrottle", "line.credit += record.weight;", "line.credit += 1;"),
            new Mutant("dead devices take all the room", "ConnectThrottle", "(record != DeviceRecord.FAILING || failing < maxFailing)", "true"),
            new Mutant("silent devices stay in the window", "ConnectThrottle", "if (oldest.fresh && oldest.since + patience - now > 0) {", "if (oldest.fresh) {"),
            new Mutant("an old session serves for ever", "PooledSession", "return expiresAt - now <= 0;", "return false;"),
            new Mutant("early disconnects cost nothing", "EarlyDisconnects", "return inARow > 1;", "return false;"));

    private PoolMutants() {
    }

    public static void main(String[] arguments) throws Exception {
        String classPath = arguments[0];
        List<String> wanted = List.of(arguments).subList(1, arguments.length);
        List<String> survivors = new ArrayList<>();
        String failing = wanted.isEmpty() ? run(classPath, null) : null;
        if (failing != null) {
            throw new IllegalStateException(failing + " fails without any bug planted");
        }
        for (Mutant mutant : MUTANTS) {
            if (wanted.isEmpty() || wanted.contains(mutant.name())) {
                long start = System.nanoTime();
                String noticed = run(classPath, mutant);
                System.out.printf("%-50s %s, %d s%n", mutant.name(), noticed == null ? "NOT CAUGHT" : "caught by " + noticed,
                        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
                if (noticed == null) {
                    survivors.add(mutant.name());
                }
            }
        }
        if (!survivors.isEmpty()) {
            System.out.println("not caught: " + survivors);
            System.exit(1);
        }
    }

    /** @return the first test that failed, or {@code null} */
    private static String run(String classPath, Mutant mutant) throws Exception {
        Path classes = Files.createTempDirectory("mutant");
        try {
            if (mutant != null) {
                compile(classPath, mutant, classes);
            }
            for (String test : TESTS) {
                if (!passes(classes + File.pathSeparator + classPath, test)) {
                    return test;
                }
            }
            return null;
        } finally {
            delete(classes);
        }
    }

    private static void compile(String classPath, Mutant mutant, Path classes) throws Exception {
        String source = Files.readString(SOURCES.resolve(mutant.file() + ".java"));
        int found = source.split(java.util.regex.Pattern.quote(mutant.search()), -1).length - 1;
        if (found != 1) {
            throw new IllegalStateException(mutant + " fits " + found + " places; the code has changed: adapt the mutant");
        }
        Path mutated = classes.resolve(mutant.file() + ".java");
        Files.writeString(mutated, source.replace(mutant.search(), mutant.replacement()));
        if (execute("javac", "-nowarn", "-d", classes.toString(), "-cp", classPath, mutated.toString()) != 0) {
            throw new IllegalStateException(mutant + " does not compile");
        }
    }

    private static boolean passes(String classPath, String test) throws Exception {
        return execute("java", "-Dmikrotik.stress.seconds=4", "-cp", classPath, "org.junit.platform.console.ConsoleLauncher",
                "execute", "--fail-if-no-tests", "--details=none", "--disable-banner", "-c", "io.camelmikrotik.internal.pool." + test) == 0;
    }

    /** @return the exit code; not 0 if it took too long, as with a caller that waits for ever */
    private static int execute(String tool, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(
                ProcessBuilder.Redirect.DISCARD).start();
        if (!process.waitFor(SECONDS_PER_MUTANT, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            return -1;
        }
        return process.exitValue();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
