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

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.internal.session.Dispatch;
import org.apache.camel.cluster.CamelClusterService;
import org.apache.camel.cluster.CamelClusterView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This member in the elections of all shards, from the first consumer that needs them to the last. One thread joins and
 * leaves elections, another asks the engine: either may have to wait for it, and whether a shard is led is known
 * without them.
 */
final class ShardRun {

    private static final Logger LOG = LoggerFactory.getLogger(ShardRun.class);
    private static final long SHORTEST_INTERVAL = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int ROUNDS_IN_LIMIT = 5;

    private final ShardLeadership owner;
    private final Shards shards;
    private final CamelClusterService service;
    private final PauseGuard guard;
    private final long interval;
    private final ScheduledExecutorService works;
    private final ScheduledExecutorService asks;
    private final List<ShardElection> elections = new ArrayList<>();
    /** {@code null} where the engine balances. */
    private final Members members;
    private final AtomicBoolean roundPlanned = new AtomicBoolean();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean ending;
    private volatile Set<Integer> told = Set.of();
    private boolean outOfTouchTold;
    private String troubleTold;

    /** @param balanced whether the service sees to it that no member leads more than its share */
    ShardRun(ShardLeadership owner, CamelClusterService service, boolean balanced, PauseGuard guard) {
        this.owner = owner;
        this.shards = owner.shards();
        this.service = service;
        this.guard = guard;
        this.interval = Math.max(SHORTEST_INTERVAL, guard.limit().toNanos() / ROUNDS_IN_LIMIT);
        this.works = owner.newThread("MikrotikShards");
        this.asks = owner.newThread("MikrotikMembers");
        this.members = balanced ? null : new Members(service, shards.members(), this::planRound);
        for (int shard = 0; shard < shards.count(); shard++) {
            elections.add(new ShardElection(shard, shards.election(shard), service, guard, this::planRound));
        }
    }

    void begin() {
        Dispatch.to(asks, this::ask, () -> {
        });
        Dispatch.to(works, this::roundAndNext, () -> {
        });
    }

    /** Whether this member leads the shard now, and nothing puts that in doubt. */
    boolean isLed(int shard) {
        return elections.get(shard).isLed();
    }

    /** Those that it leads. */
    Set<Integer> led() {
        Set<Integer> led = new TreeSet<>();
        elections.stream().filter(ShardElection::isLed).forEach(each -> led.add(each.shard()));
        return led;
    }

    /** Those that are known to take part; none as long as nothing is known, or if the engine does not tell. */
    Set<String> members() {
        if (members != null) {
            return members.known();
        }
        Set<String> ids = new TreeSet<>();
        elections.get(0).view().ifPresent(view -> view.getMembers().forEach(each -> ids.add(each.getId())));
        return ids;
    }

    // ---- the thread that asks

    private void ask() {
        try {
            if (owner.isServiceStarted()) {
                guard.ask(this::askEngine);
                toldOfTouch(null);
            }
        } catch (Throwable e) {
            toldOfTouch(Completions.cause(e));
        } finally {
            Dispatch.after(asks, interval, this::ask);
        }
    }

    private void askEngine() {
        try {
            if (members == null) {
                elections.get(0).view().ifPresent(CamelClusterView::getMembers);
            } else {
                members.ask();
                if (!members.areUntold()) {
                    elections.forEach(ShardElection::askWhetherItTakesPart);
                }
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void toldOfTouch(Throwable failure) {
        if (failure == null && outOfTouchTold) {
            LOG.info("The cluster's engine answers again to {}", shards.namespace());
        } else if (failure != null && !outOfTouchTold && !ending) {
            LOG.warn("The cluster's engine does not answer: nothing is done in shards of {} until it does: {}",
                    shards.namespace(), failure.toString());
        }
        outOfTouchTold = failure != null;
    }

    // ---- the thread that joins and leaves

    /** Looks what has changed, now. Any thread may call it, under whatever lock. */
    private void planRound() {
        if (roundPlanned.compareAndSet(false, true)) {
            Dispatch.to(works, this::round, () -> {
            });
        }
    }

    private void roundAndNext() {
        try {
            round();
        } finally {
            if (!ending) {
                Dispatch.after(works, interval, this::roundAndNext);
            }
        }
    }

    private void round() {
        roundPlanned.set(false);
        if (ending) {
            return;
        }
        long doubts = guard.doubts();
        Set<Integer> share = owner.isServiceStarted() && guard.isInTouch() ? share() : null;
        List<ShardElection> leaving = new ArrayList<>();
        for (ShardElection election : elections) {
            Completions.run(() -> bring(election, share, doubts, leaving), this::tellTrouble);
        }
        Set<Integer> led = led();
        boolean changed = !led.equals(told);
        if (changed) {
            told = led;
            LOG.info("{} leads {} of {} shards of {}{}", id(), led.size(), shards.count(), shards.namespace(),
                    members().isEmpty() ? "" : ", members " + new TreeSet<>(members()));
        }
        if (changed || !leaving.isEmpty()) {
            CompletableFuture<Void> idle = owner.tellListeners();
            if (!leaving.isEmpty()) {
                // others take it over when nothing is done in it here any more
                Completions.then(idle, (done, late) -> Dispatch.to(works, () -> leave(leaving), () -> {
                }));
            }
        }
    }

    /** @param share those in which this member takes part; {@code null} if that is not known now */
    private void bring(ShardElection election, Set<Integer> share, long doubts, List<ShardElection> leaving) {
        if (election.isLeaving()) {
            return;
        }
        boolean wanted = share != null && share.contains(election.shard());
        if (election.isJoined()) {
            election.look();
            if (election.isOutdated(doubts) || share != null && !wanted) {
                election.beginLeaving();
                leaving.add(election);
            } else if (election.isInVain()) {
                LOG.debug("This member takes part in shard {} of {} in vain: it does so anew", election.shard(),
                        shards.namespace());
                election.joinAgain();
            }
        } else if (wanted) {
            try {
                election.join(doubts);
            } catch (Exception e) {
                tellTrouble(e);
            }
        } else {
            election.stayOut();
        }
    }

    private void leave(List<ShardElection> leaving) {
        leaving.forEach(each -> Completions.run(each::leave, this::tellTrouble));
        round();
    }

    private Set<Integer> share() {
        if (members == null || members.areUntold()) {
            return all();
        }
        Set<String> known = members.known();
        return known.isEmpty() ? null : ShardShares.of(known, shards.count()).get(members.own());
    }

    private Set<Integer> all() {
        Set<Integer> all = new TreeSet<>();
        elections.forEach(each -> all.add(each.shard()));
        return all;
    }

    private String id() {
        return service.getId() == null ? "This member" : service.getId();
    }

    private void tellTrouble(Throwable failure) {
        String text = String.valueOf(failure);
        if (text.equals(troubleTold)) {
            LOG.debug("Taking part in an election of {} failed again", shards.namespace(), failure);
        } else {
            troubleTold = text;
            LOG.warn("Taking part in an election of {} failed, and is tried again: {}", shards.namespace(), text);
            LOG.debug("Taking part in an election of {} failed", shards.namespace(), failure);
        }
    }

    // ---- the end

    /** @return completes when this member takes part in nothing any more */
    CompletableFuture<Void> end() {
        if (!ending) {
            ending = true;
            asks.shutdownNow();
            Dispatch.to(works, this::close, () -> ended.complete(null));
        }
        return ended;
    }

    private void close() {
        try {
            for (ShardElection election : elections) {
                closeQuietly(election::close);
            }
            if (members != null) {
                closeQuietly(members::close);
            }
        } finally {
            ended.complete(null);
            works.shutdown();
        }
    }

    private interface Closing {
        void close() throws Exception;
    }

    private void closeQuietly(Closing closing) {
        try {
            closing.close();
        } catch (Exception | Error e) {
            LOG.debug("An election of {} could not be left in order", shards.namespace(), e);
        }
    }
}
