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

/** A large table into a list of rows. */
final class LargePrintWork implements Work {

    private static final String RAW = "raw";
    private static final int ROUNDS = 9;
    private static final int WARM_UPS = 3;

    @Override
    public String name() {
        return "print";
    }

    @Override
    public void measure(GoalTable table) throws Exception {
        try (BenchmarkDevice device = BenchmarkDevice.withRows(BenchmarkDevice.LARGE_ROWS)) {
            InetSocketAddress address = device.address();
            try (RawClient raw = new RawClient(address);
                 SessionClient client = new SessionClient(address);
                 RouteClient route = new RouteClient(address, 16);
                 Peers peers = new Peers(address)) {
                Rounds rounds = new Rounds(device, WARM_UPS, ROUNDS).add(RAW, raw::printRate).add("client", client::printRate)
                        .add("route", route::printRate);
                for (Contender peer : peers.present()) {
                    // Nagle's delay does not matter here
                    if (!peer.name().equals(LegrangeClient.AS_SHIPPED)) {
                        rounds.addSlow(peer.name(), peer::printRate);
                    }
                }
                report(table, rounds.run(), peers);
            }
        }
    }

    private static void report(GoalTable table, Rounds rounds, Peers peers) {
        double raw = rounds.median(RAW);
        double ours = rounds.median("client");
        List<String> others = new ArrayList<>();
        for (Contender peer : peers.present()) {
            if (rounds.has(peer.name())) {
                others.add(peer.name() + " " + GoalTable.rate(rounds.median(peer.name()), "rows"));
            }
        }
        others.addAll(peers.absent());
        others.add("through a route " + GoalTable.rate(rounds.median("route"), "rows"));
        others.add(
                "device busy for " + GoalTable.percent(rounds.deviceShare(RAW)) + " of a processor with the raw client, "
                   + GoalTable.percent(rounds.deviceShare("client")) + " with ours");
        table.row(
                "print of 100,000 rows of 7 properties into a list, client", GoalTable.rate(raw, "rows"),
                GoalTable.rate(ours, "rows"), GoalTable.times(raw / ours), "≤ 8×", raw <= 8 * ours, String.join("; ", others));
    }
}
