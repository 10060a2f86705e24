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

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.camelmikrotik.simulator.Journal;

/** Counts how often the devices have executed each write, while they do. Safe for any thread. */
final class MixedWitness {

    private final Map<String, Integer> times = new ConcurrentHashMap<>();
    private final Queue<String> twice = new ConcurrentLinkedQueue<>();

    void saw(Journal.Entry write) {
        String mark = write.attributes().getOrDefault("name", write.attributes().get("list"));
        if (mark != null && times.merge(mark, 1, Integer::sum) > 1) {
            twice.add(write.command() + " of " + mark);
        }
    }

    int executed(String mark) {
        return times.getOrDefault(mark, 0);
    }

    Queue<String> twice() {
        return twice;
    }
}
