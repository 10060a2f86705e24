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
package io.camelmikrotik.internal.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

import io.camelmikrotik.MikrotikEndpoint;
import io.camelmikrotik.internal.cluster.ShardLeadership;
import io.camelmikrotik.internal.cluster.ShardListener;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer on a selection: one for each of its devices, made and ended as devices come and go. A device that is added
 * is followed at once; one that is removed or changed ends what it is doing first.
 */
public final class FleetConsumer extends DefaultConsumer implements Suspendable, ShardListener {

    private static final Logger LOG = LoggerFactory.getLogger(FleetConsumer.class);

    private static final int STARTING_AT_ONCE = 16;

    private final MikrotikEndpoint endpoint;
    private final FleetMembers members;
    /** {@code null} where nothing is shared. */
    private final ShardLeadership leadership;
    private final Turns turns;
    private final Runnable listener = this::devicesChanged;
    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private final Map<String, FollowedDevice> followed = new HashMap<>();
    /** Of those that end, and are followed no more. */
    private final Map<String, CompletableFuture<Void>> ends = new HashMap<>();
    private boolean running;

    /** @param leadership of the shards in which several machines share the devices; {@code null} if they do not */
    public FleetConsumer(MikrotikEndpoint endpoint, Processor processor, FleetMembers members,
                         ShardLeadership leadership) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.members = members;
        this.leadership = leadership;
        this.turns = new Turns(endpoint.getDevice(), endpoint.getComponent()::meters);
    }

    /** When its devices were polled. */
    public Turns turns() {
        return turns;
    }

    /** Devices that are followed now. */
    public int devices() {
        lock.lock();
        try {
            return followed.size();
        } finally {
            lock.unlock();
        }
    }

    /** Devices whose consumers have started. */
    public int devicesFollowed() {
        lock.lock();
        try {
            return (int) followed.values().stream().filter(FollowedDevice::isFollowed).count();
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        setHealthCheck(FleetOptions.consumerHealthCheck(getRouteId(), endpoint, members));
        follow();
        endpoint.getComponent().liveConsumers().started(this);
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        follow();
    }

    private void follow() {
        setRunning(true);
        members.registry().subscribe(listener);
        try {
            LOG.info("{} follows {} devices", endpoint, bringUpToDate());
        } catch (RuntimeException | Error e) {
            setRunning(false);
            members.registry().unsubscribe(listener);
            throw e;
        }
        if (leadership != null) {
            leadership.join(this);
        }
    }

    @Override
    public CompletionStage<Void> shardsChanged() {
        bringUpToDate();
        lock.lock();
        try {
            return CompletableFuture.allOf(ends.values().toArray(CompletableFuture[]::new));
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected void doSuspend() throws Exception {
        endAll();
        super.doSuspend();
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.getComponent().liveConsumers().stopped(this);
        endAll();
        members.clear();
        super.doStop();
    }

    private void endAll() throws InterruptedException {
        setRunning(false);
        members.registry().unsubscribe(listener);
        List<FollowedDevice> ending;
        List<CompletableFuture<Void>> all = new ArrayList<>();
        lock.lock();
        try {
            ending = new ArrayList<>(followed.values());
            followed.clear();
            ending.forEach(each -> ends.put(each.device().name(), each.ended()));
            all.addAll(ends.values());
        } finally {
            lock.unlock();
        }
        ending.forEach(FollowedDevice::end);
        try {
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                    .get(endpoint.consumerStopTime().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("Some devices of {} are still busy; their routes end without being waited for", endpoint);
        } catch (ExecutionException e) {
            LOG.debug("A consumer of {} did not stop in order", endpoint, e);
        }
        if (leadership != null) {
            leadership.leave(this, endpoint.consumerStopTime());
        }
    }

    private void setRunning(boolean now) {
        lock.lock();
        try {
            running = now;
        } finally {
            lock.unlock();
        }
    }

    private void devicesChanged() {
        bringUpToDate();
    }

    private int bringUpToDate() {
        // a source that was not asked yet is asked here, where no lock is held
        members.devices();
        Executor threads = threads();
        List<FollowedDevice> ending = new ArrayList<>();
        List<Runnable> beginning = new ArrayList<>();
        int count;
        lock.lock();
        try {
            if (!running) {
                return 0;
            }
            List<FleetDevice> devices = members.devices();
            count = devices.size();
            Map<String, FollowedDevice> gone = new HashMap<>(followed);
            for (FleetDevice device : devices) {
                FollowedDevice known = gone.remove(device.name());
                if (known != null && known.device().equals(device)) {
                    continue;
                }
                if (known != null) {
                    ending.add(known);
                    ends.put(device.name(), known.ended());
                }
                FollowedDevice begun = new FollowedDevice(this, device, members, threads);
                followed.put(device.name(), begun);
                // one that has changed, or was removed a moment ago, begins when the old one has ended
                CompletableFuture<Void> before = ends.getOrDefault(device.name(), CompletableFuture.completedFuture(null));
                beginning.add(() -> begun.beginAfter(before));
            }
            gone.forEach((name, each) -> {
                followed.remove(name);
                ending.add(each);
                ends.put(name, each.ended());
            });
        } finally {
            lock.unlock();
        }
        ending.forEach(FollowedDevice::end);
        beginning.forEach(Runnable::run);
        return count;
    }

    /** A device that was followed does nothing any more. */
    void forget(FollowedDevice device) {
        lock.lock();
        try {
            ends.remove(device.device().name(), device.ended());
        } finally {
            lock.unlock();
        }
    }

    /** Whether another process follows that device from now on. */
    boolean leavesToOthers(FleetDevice device) {
        boolean leaving = isSuspendingOrSuspended() || isStoppingOrStopped();
        return leadership != null && (leaving ? !leadership.isUsedBesides(this) : !members.isOurs(device));
    }

    /** For short work that is due later. */
    ScheduledExecutorService timer() {
        return endpoint.getComponent().threads().timer();
    }

    /** How long one that ends may wait for its route. */
    Duration stopTime() {
        return endpoint.consumerStopTime();
    }

    private Executor threads() {
        return new LimitedThreads(endpoint.getComponent().threads().spare(), STARTING_AT_ONCE);
    }
}
