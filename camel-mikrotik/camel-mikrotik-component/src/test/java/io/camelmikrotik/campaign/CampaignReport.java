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
package io.camelmikrotik.campaign;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was sent, what it met and how it ended. Safe for any thread. */
final class CampaignReport {

    // all guarded by this
    private final Map<String, Map<String, Integer>> outcomes = new TreeMap<>();
    private final Map<Trouble, Integer> troubles = new EnumMap<>(Trouble.class);
    private int exchanges;
    private int troubled;
    private int logins;

    synchronized void add(Collection<Sent> sent, int loginsSeen) {
        for (Sent each : sent) {
            outcomes.computeIfAbsent(each.kind(), any -> new TreeMap<>()).merge(each.outcome(), 1, Integer::sum);
            exchanges++;
            if (each.isTroubled()) {
                troubled++;
            }
        }
        logins += loginsSeen;
    }

    synchronized void struck(Trouble trouble) {
        troubles.merge(trouble, 1, Integer::sum);
    }

    synchronized int troubled() {
        return troubled;
    }

    synchronized Map<Trouble, Integer> troubles() {
        return new EnumMap<>(troubles);
    }

    /** Tables in Markdown. */
    @Override
    public synchronized String toString() {
        TreeSet<String> ends = new TreeSet<>();
        outcomes.values().forEach(each -> ends.addAll(each.keySet()));
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT,
                        "%,d exchanges, %,d of them with a fault of their own, %,d logins%n%n| |", exchanges, troubled,
                        logins));
        ends.forEach(end -> text.append(' ').append(end).append(" |"));
        text.append("\n|---|").append("---:|".repeat(ends.size())).append('\n');
        outcomes.forEach((kind, counts) -> {
            text.append("| ").append(kind).append(" |");
            ends.forEach(end -> text.append(' ').append(counts.getOrDefault(end, 0)).append(" |"));
            text.append('\n');
        });
        text.append("\nFaults: ");
        troubles.forEach((trouble, times) -> text.append(trouble.method()).append(' ').append(times).append(", "));
        return text.substring(0, text.length() - 2);
    }
}
