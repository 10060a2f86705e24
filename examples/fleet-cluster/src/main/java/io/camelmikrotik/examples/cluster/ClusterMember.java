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

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A machine of the demo: a process that can be killed, and paused. */
final class ClusterMember {

    private static final Pattern LEADS = Pattern.compile(".* leads (\\d+) of \\d+ shards .*");
    private static final int LAST_LINES = 12;

    private final String id;
    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private volatile int led;

    private ClusterMember(String id, Process process) {
        this.id = id;
        this.process = process;
    }

    /** @param properties of its application, beside its id */
    static ClusterMember start(String id, Map<String, String> properties, String password) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dmember.id=" + id));
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), FleetClusterApplication.class.getName(), "member"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("ROUTER_PASSWORD", password);
        ClusterMember member = new ClusterMember(id, builder.start());
        Thread reader = new Thread(member::read, "log of " + id);
        reader.setDaemon(true);
        reader.start();
        return member;
    }

    private void read() {
        try (BufferedReader log = process.inputReader()) {
            for (String line = log.readLine(); line != null; line = log.readLine()) {
                Matcher leads = LEADS.matcher(line);
                if (leads.matches()) {
                    led = Integer.parseInt(leads.group(1));
                }
                synchronized (lines) {
                    lines.add(line);
                }
            }
        } catch (IOException e) {
            // it was killed
        }
    }

    String id() {
        return id;
    }

    /** How many shards it said last that it leads; none when it is dead. */
    int led() {
        return process.isAlive() ? led : 0;
    }

    /** The end of what it logged. */
    String log() {
        synchronized (lines) {
            return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        }
    }

    /** SIGKILL: nothing is ended in order. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGSTOP. */
    void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** SIGCONT. */
    void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int result = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
        if (result != 0) {
            throw new IllegalStateException("kill -" + name + " failed for " + id);
        }
    }
}
