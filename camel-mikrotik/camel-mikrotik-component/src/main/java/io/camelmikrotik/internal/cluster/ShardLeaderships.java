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
package io.camelmikrotik.internal.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.apache.camel.CamelContext;
import org.apache.camel.cluster.CamelClusterService;

/**
 * All of a component. Endpoints of one namespace share its shards, so that a device is left to one member by all of
 * them. Safe for any thread.
 */
public final class ShardLeaderships {

    private final Supplier<Duration> stopTime;
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(CamelClusterService service, ShardLeadership leadership) {
    }

    /** @param stopTime how long it may take to end what is done in a shard */
    public ShardLeaderships(Supplier<Duration> stopTime) {
        this.stopTime = stopTime;
    }

    /**
     * @param  maxPause                 longest time without a word from the engine
     * @throws IllegalArgumentException naming the option in which endpoints of the same namespace differ
     */
    public synchronized ShardLeadership of(
            CamelContext context, CamelClusterService service, Shards shards, Duration maxPause) {
        for (Entry entry : List.copyOf(entries)) {
            ShardLeadership known = entry.leadership;
            if (entry.service == service && known.shards().namespace().equals(shards.namespace())) {
                boolean same = known.shards().equals(shards) && known.maxPause().equals(maxPause);
                if (same) {
                    return known;
                }
                if (known.isUsed()) {
                    throw new IllegalArgumentException(
                            (known.shards().equals(shards) ? "clusterMaxPause" : "shards")
                                                       + " must be the same for all endpoints with clusterNamespace="
                                                       + shards.namespace());
                }
                entries.remove(entry);
            }
        }
        ShardLeadership made = new ShardLeadership(
                context, service, shards, maxPause,
                () -> new PauseGuard(maxPause, System::nanoTime, System::currentTimeMillis), stopTime);
        entries.add(new Entry(service, made));
        return made;
    }

    /** Those in which this process takes part. */
    public synchronized List<ShardLeadership> used() {
        return entries.stream().map(Entry::leadership).filter(ShardLeadership::isUsed).toList();
    }
}
