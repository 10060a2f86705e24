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

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** One caller, one command after the other: what a command costs beside the network. */
final class SequentialWork implements Work {

    private static final String RAW = "raw";
    private static final String CHAINED = "chained";
    private static final int ROUNDS = 11;
    private static final int WARM_UPS = 3;
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
        try (BenchmarkDevice device = BenchmarkDevice.withRows(1)) {
            InetSocketAddress address = device.address();
            try (RawClient raw = new RawClient(address);
                 SessionClient client = new SessionClient(address);
                 RouteClient route = new RouteClient(address, 16);
                 Peers peers = new Peers(address)) {
                Rounds rounds = new Rounds(device, WARM_UPS, ROUNDS).add(RAW, () -> raw.sequentialMicros(COUNT))
                        .add(client.name(), () -> client.sequentialMicros(COUNT))
                        .add(CHAINED, () -> client.chained().sequentialMicros(COUNT))
                        .add(route.name(), () -> route.sequentialMicros(COUNT));
                for (Contender peer : peers.present()) {
                    boolean slow = peer.sequentialMicros(COUNT_OF_SLOW_PEERS) > SLOW_MICROS;
                    int count = slow ? COUNT_OF_SLOW_PEERS : COUNT_OF_PEERS;
                    rounds.add(peer.name(), () -> peer.sequentialMicros(count));
                }
                report(table, rounds.run(), client.name(), route.name(), peers);
            }
        }
    }

    private static void report(GoalTable table, Rounds rounds, String client, String route, Peers peers) {
        double raw = rounds.median(RAW);
        double ours = rounds.median(client);
        boolean first = true;
        List<String> others = new ArrayList<>();
        for (Contender peer : peers.present()) {
            double micros = rounds.median(peer.name());
            first &= ours < micros;
            others.add(peer.name() + " " + GoalTable.micros(micros) + " (" + GoalTable.times(micros / raw) + ")");
        }
        others.addAll(peers.absent());
        others.add("ours, the next command sent by the completion of the one before, " + against(raw, rounds.median(CHAINED)));
        others.add("device busy for " + GoalTable.percent(rounds.deviceShare(client)) + " of a processor");
        table.row(
                "sequential `/system/identity/print`, client, p50", GoalTable.micros(raw), GoalTable.micros(ours),
                GoalTable.times(ours / raw), "≤ 2.0×, and faster than every peer", ours <= 2 * raw && first,
                String.join("; ", others));
        double routed = rounds.median(route);
        table.row(
                "the same through a Camel route", GoalTable.micros(raw), GoalTable.micros(routed),
                GoalTable.times(routed / raw), "≤ 3.0×", routed <= 3 * raw, "");
    }

    private static String against(double raw, double micros) {
        return GoalTable.micros(micros) + " (" + GoalTable.times(micros / raw) + ")";
    }
}
