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
package io.camelmikrotik.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** One caller, one command after the other: what a command costs beside the network. */
final class SequentialWork implements Work {

    private static final List<JavaClient> OURS = List.of(
            JavaClient.RAW, JavaClient.RAW_HANDED_OVER, JavaClient.RAW_HANDED_OVER_TWICE, JavaClient.SELECTOR,
            JavaClient.SELECTOR_HANDED_OVER, JavaClient.SELECTOR_HANDED_OVER_TWICE, JavaClient.CLIENT,
            JavaClient.CHAINED, JavaClient.ROUTE, JavaClient.SYNCHRONOUS_ROUTE);
    private static final int ROUNDS = 11;
    /** The compiler is at work on a route for its first fifty thousand exchanges. */
    private static final int WARM_UPS = 10;
    private static final int COUNT = 3_000;
    private static final int COUNT_OF_PEERS = 500;
    /** Of those that wait 40 ms for each, because they send it in pieces without TCP_NODELAY. */
    private static final int COUNT_OF_SLOW_PEERS = 5;
    private static final double SLOW_MICROS = 10_000;

    @Override
    public String name() {
        return "sequential";
    }

    @Override
    public void measure(GoalTable table) throws Exception {
        try (BenchmarkDevice device = BenchmarkDevice.withRows(1); Peers peers = new Peers(device.address())) {
            List<Contender> ours = new ArrayList<>();
            try {
                Rounds rounds = new Rounds(device, WARM_UPS, ROUNDS);
                for (JavaClient client : OURS) {
                    Contender process = ClientProcess.java(client, device.address());
                    ours.add(process);
                    rounds.add(client.label(), () -> process.sequentialMicros(COUNT));
                }
                for (Contender peer : peers.present()) {
                    boolean slow = peer.sequentialMicros(COUNT_OF_SLOW_PEERS) > SLOW_MICROS;
                    int count = slow ? COUNT_OF_SLOW_PEERS : COUNT_OF_PEERS;
                    rounds.add(peer.name(), () -> peer.sequentialMicros(count));
                }
                report(table, rounds.run(), peers);
            } finally {
                ours.forEach(Contender::close);
            }
        }
    }

    private static void report(GoalTable table, Rounds rounds, Peers peers) {
        double raw = rounds.median(JavaClient.RAW.label());
        double ours = rounds.median(JavaClient.CLIENT.label());
        boolean first = true;
        List<String> others = new ArrayList<>();
        for (Contender peer : peers.present()) {
            first &= ours < rounds.median(peer.name());
            others.add(remark(rounds, peer.name(), raw));
        }
        others.addAll(peers.absent());
        others.add(remark(rounds, JavaClient.RAW_HANDED_OVER.label(), raw));
        others.add(remark(rounds, JavaClient.SELECTOR.label(), raw));
        others.add(remark(rounds, JavaClient.CHAINED.label(), raw));
        others.add(remark(rounds, JavaClient.SELECTOR_HANDED_OVER.label(), raw));
        others.add("device busy for " + GoalTable.percent(rounds.deviceShare(JavaClient.CLIENT.label())) + " of a processor");
        table.row(
                "sequential `/system/identity/print`, client, p50", GoalTable.micros(raw), GoalTable.micros(ours),
                GoalTable.times(ours / raw), "≤ 2.0×, and faster than every peer", ours <= 2 * raw && first,
                String.join("; ", others));
        double routed = rounds.median(JavaClient.ROUTE.label());
        table.row(
                "the same through a Camel route", GoalTable.micros(raw), GoalTable.micros(routed),
                GoalTable.times(routed / raw), "≤ 3.0×", routed <= 3 * raw,
                remark(rounds, JavaClient.RAW_HANDED_OVER_TWICE.label(), raw) + "; "
                                                                            + remark(
                                                                                    rounds,
                                                                                    JavaClient.SELECTOR_HANDED_OVER_TWICE
                                                                                            .label(),
                                                                                    raw));
        besideSelector(table, rounds, JavaClient.CLIENT, JavaClient.SELECTOR, 1.1);
        besideSelector(table, rounds, JavaClient.ROUTE, JavaClient.SELECTOR_HANDED_OVER_TWICE, 1.3);
        besideSelector(table, rounds, JavaClient.SYNCHRONOUS_ROUTE, JavaClient.SELECTOR_HANDED_OVER_TWICE, 1.3);
    }

    /** Beside what any client that does not block a thread for each session can reach. */
    private static void besideSelector(
            GoalTable table, Rounds rounds, JavaClient ours, JavaClient selector, double goal) {
        double limit = rounds.median(selector.label());
        double micros = rounds.median(ours.label());
        table.row(
                "sequential `/system/identity/print`, " + ours.label() + ", p50, beside a raw selector",
                GoalTable.micros(limit),
                GoalTable.micros(micros), GoalTable.times(micros / limit), "≤ " + GoalTable.times(goal),
                micros <= goal * limit, "the limit: " + selector.label());
    }

    private static String remark(Rounds rounds, String contender, double raw) {
        double micros = rounds.median(contender);
        return contender + " " + GoalTable.micros(micros) + " (" + GoalTable.times(micros / raw) + ")";
    }
}
