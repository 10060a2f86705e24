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
package io.camelmikrotik.examples.fleet;

import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Rates for the charts, from the meters of the component. For one thread. */
final class CommandRates {

    private final MeterRegistry registry;
    private long time = System.nanoTime();
    private double answered;
    private double failed;
    private double polls;
    private double late;

    CommandRates(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Since the call before. */
    Sample sample(double[] traffic) {
        long now = System.nanoTime();
        double seconds = Math.max(0.001, (now - time) / 1e9);
        double allAnswered = 0;
        double allFailed = 0;
        for (Timer timer : registry.find("camel.mikrotik.commands").timers()) {
            if ("answered".equals(timer.getId().getTag("outcome"))) {
                allAnswered += timer.count();
            } else {
                allFailed += timer.count();
            }
        }
        double allPolls = 0;
        double allLate = 0;
        for (Timer timer : registry.find("camel.mikrotik.polls.lateness").timers()) {
            allPolls += timer.count();
            allLate += timer.totalTime(TimeUnit.MILLISECONDS);
        }
        Sample sample = new Sample(
                System.currentTimeMillis() / 1_000.0, (allAnswered - answered) / seconds, (allFailed - failed) / seconds,
                traffic[0], traffic[1], allPolls > polls ? (allLate - late) / (allPolls - polls) : 0);
        time = now;
        answered = allAnswered;
        failed = allFailed;
        polls = allPolls;
        late = allLate;
        return sample;
    }
}
