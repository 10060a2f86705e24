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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.apache.camel.CamelContext;
import org.apache.camel.StatefulService;
import org.apache.camel.cluster.CamelClusterService;
import org.apache.camel.cluster.CamelPreemptiveClusterService;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.support.cluster.RebalancingCamelClusterService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which shards this member leads. It takes part in their elections while anybody uses them. Safe for any thread.
 */
public final class ShardLeadership {

    private static final Logger LOG = LoggerFactory.getLogger(ShardLeadership.class);
    private static final long REBALANCING_MILLIS = 2_000;

    private final CamelContext context;
    private final CamelClusterService service;
    private final Shards shards;
    private final Duration maxPause;
    private final Supplier<PauseGuard> guards;
    private final Supplier<Duration> stopTime;
    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private final Set<ShardListener> listeners = new LinkedHashSet<>();
    private RebalancingCamelClusterService rebalancing;
    private volatile ShardRun run;

    ShardLeadership(CamelContext context, CamelClusterService service, Shards shards, Duration maxPause,
                    Supplier<PauseGuard> guards, Supplier<Duration> stopTime) {
        this.context = context;
        this.service = service;
        this.shards = shards;
        this.maxPause = maxPause;
        this.guards = guards;
        this.stopTime = stopTime;
    }

    public Shards shards() {
        return shards;
    }

    Duration maxPause() {
        return maxPause;
    }

    boolean isServiceStarted() {
        return !(service instanceof StatefulService stateful) || stateful.isStarted();
    }

    boolean isUsed() {
        return run != null;
    }

    /** Whether another one uses its shards too. */
    public boolean isUsedBesides(ShardListener listener) {
        lock.lock();
        try {
            return listeners.stream().anyMatch(each -> each != listener);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether this member may do anything now on a device: it leads the device's shard, as the engine says in this
     * moment, and has not been away for so long that this is in doubt. Does not wait for the engine.
     */
    public boolean mayAct(String device) {
        ShardRun present = run;
        return present != null && present.isLed(shards.of(device));
    }

    /** The shards that this member leads. */
    public Set<Integer> led() {
        ShardRun present = run;
        return present == null ? Set.of() : present.led();
    }

    /** The ids of those that take part; none as long as nothing is known, or if the engine does not tell. */
    public Set<String> members() {
        ShardRun present = run;
        return present == null ? Set.of() : present.members();
    }

    /** Takes part in the elections from now on. The listener is told of each change, and does not lead anything yet. */
    public void join(ShardListener listener) {
        lock.lock();
        try {
            listeners.add(listener);
            if (run == null) {
                CamelClusterService used = service;
                if (service instanceof CamelPreemptiveClusterService preemptive
                        && !(service instanceof RebalancingCamelClusterService)) {
                    rebalancing = new RebalancingCamelClusterService(
                            context, new BalancedShards(preemptive), REBALANCING_MILLIS);
                    rebalancing.start();
                    used = rebalancing;
                }
                run = new ShardRun(this, used, service instanceof CamelPreemptiveClusterService, guards.get());
                run.begin();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * The listener uses no shard any more, and does nothing in one. With the last one the elections are left.
     *
     * @param time for leaving them
     */
    public void leave(ShardListener listener, Duration time) throws InterruptedException {
        ShardRun ending = null;
        RebalancingCamelClusterService balancing = null;
        lock.lock();
        try {
            if (listeners.remove(listener) && listeners.isEmpty()) {
                ending = run;
                run = null;
                balancing = rebalancing;
                rebalancing = null;
            }
        } finally {
            lock.unlock();
        }
        if (balancing != null) {
            balancing.stop();
        }
        if (ending != null) {
            try {
                ending.end().get(time.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                LOG.warn("The elections of {} are not left yet: the cluster's engine does not answer", shards.namespace());
            } catch (ExecutionException e) {
                throw new IllegalStateException("leaving elections does not fail", e);
            }
        }
    }

    ScheduledExecutorService newThread(String name) {
        ExecutorServiceManager threads = context.getExecutorServiceManager();
        return threads.newSingleThreadScheduledExecutor(this, name);
    }

    /** @return completes when they do nothing any more in shards that are not led; late, if they do not in time */
    CompletableFuture<Void> tellListeners() {
        List<ShardListener> told;
        lock.lock();
        try {
            told = new ArrayList<>(listeners);
        } finally {
            lock.unlock();
        }
        List<CompletableFuture<Void>> idle = new ArrayList<>();
        for (ShardListener listener : told) {
            try {
                idle.add(listener.shardsChanged().toCompletableFuture());
            } catch (RuntimeException | Error e) {
                LOG.warn("A consumer failed to follow the change of shards of {}", shards.namespace(), e);
            }
        }
        return CompletableFuture.allOf(idle.toArray(CompletableFuture[]::new))
                .orTimeout(stopTime.get().toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public String toString() {
        Set<String> members = members();
        return shards.namespace() + ": leads " + led().size() + " of " + shards.count() + " shards " + led()
               + (members.isEmpty() ? "" : ", members " + members);
    }
}
