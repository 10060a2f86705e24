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

/**
 * Many callers on one device, whose answers take a millisecond: what sharing a session is worth, and whether it is
 * fair.
 */
final class ConcurrentWork implements Work {

    private static final String RAW = "raw";
    private static final String LEGRANGE = "legrange";
    private static final int CALLERS = 64;
    private static final int PIPELINED = 40_000;
    private static final int PER_CALLER = 400;
    private static final int PER_CALLER_TAKING_TURNS = 10;
    private static final int ROUNDS = 7;
    private static final int WARM_UPS = 2;
    private static final double RATE_WITH_DEFAULT = 10_000;
    private static final double FAIR = 5;

    @Override
    public String name() {
        return "concurrent";
    }

    @Override
    public void measure(GoalTable table) throws Exception {
        try (BenchmarkDevice device = BenchmarkDevice.atRoundTrip(1)) {
            InetSocketAddress address = device.address();
            try (RawClient raw = new RawClient(address);
                 SessionClient client = new SessionClient(address);
                 RouteClient wide = new RouteClient(address, CALLERS);
                 RouteClient usual = new RouteClient(address, 16);
                 LegrangeClient legrange = new LegrangeClient(address, true)) {
                Callers wideCallers = new Callers(CALLERS, PER_CALLER);
                Callers usualCallers = new Callers(CALLERS, PER_CALLER / 2);
                Callers clientCallers = new Callers(CALLERS, PER_CALLER);
                Callers inTurn = new Callers(CALLERS, PER_CALLER_TAKING_TURNS);
                Rounds rounds = new Rounds(device, WARM_UPS, ROUNDS).add(RAW, () -> raw.pipelinedRate(PIPELINED, CALLERS))
                        .add("wide", () -> wideCallers.call(wide)).add("usual", () -> usualCallers.call(usual))
                        .add("client", () -> clientCallers.call(client))
                        .add("chained", () -> wide.chainedRate(PIPELINED / 2, CALLERS))
                        .addSlow(LEGRANGE, () -> inTurn.call(legrange)).run();
                double limit = rounds.median(RAW);
                double rate = rounds.median("wide");
                table.row(
                        "64 callers on one session of a device at 1 ms, through a route, `maxCommandsPerSession=64`",
                        GoalTable.rate(limit, "commands"), GoalTable.rate(rate, "commands"),
                        GoalTable.percent(100 * rate / limit), "≥ 50 %; p99 within 5× of p50",
                        rate >= limit / 2 && wideCallers.spread() <= FAIR,
                        "p99 is " + GoalTable.times(wideCallers.spread()) + " of p50; client without route or pool "
                                                                           + GoalTable.rate(rounds.median("client"),
                                                                                   "commands")
                                                                           + "; route, the next exchange sent by the end of the one before, "
                                                                           + GoalTable.rate(rounds.median("chained"),
                                                                                   "commands")
                                                                           + "; me.legrange 3.0.8, its callers taking turns, "
                                                                           + GoalTable.rate(rounds.median(LEGRANGE),
                                                                                   "commands")
                                                                           + "; device busy for "
                                                                           + GoalTable.percent(rounds.deviceShare(RAW))
                                                                           + " of a processor with the raw client, "
                                                                           + GoalTable.percent(rounds.deviceShare("wide"))
                                                                           + " with ours");
                double usualRate = rounds.median("usual");
                table.row(
                        "the same with the default of 16", GoalTable.rate(limit, "commands"),
                        GoalTable.rate(usualRate, "commands"), GoalTable.percent(100 * usualRate / limit),
                        "≥ 10,000/s; p99 within 5× of p50",
                        usualRate >= RATE_WITH_DEFAULT && usualCallers.spread() <= FAIR,
                        "p99 is " + GoalTable.times(usualCallers.spread()) + " of p50");
            }
        }
    }
}
