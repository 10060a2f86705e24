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

import java.util.Optional;

import org.apache.camel.StatefulService;
import org.apache.camel.cluster.CamelClusterEventListener;
import org.apache.camel.cluster.CamelClusterMember;
import org.apache.camel.cluster.CamelClusterService;
import org.apache.camel.cluster.CamelClusterView;

/**
 * The election of one shard's leader, and whether this member takes part in it. Whoever asks whether it leads gets the
 * engine's word of this moment. What changes that is called by one thread; whether it leads may be asked by any.
 */
final class ShardElection implements CamelClusterEventListener.Leadership {

    private static final int MOST_LOOKS_IN_VAIN = 3;
    private static final int MOST_UNHEARD_LOOKS = 30;

    private final int shard;
    private final String namespace;
    private final CamelClusterService service;
    private final PauseGuard guard;
    private final Runnable changed;
    private volatile CamelClusterView view;
    private volatile boolean joined;
    private volatile boolean leaving;
    private volatile long joinedAt;
    /**
     * Whether the engine has said anything since this member joined: some show what they knew before it left, until
     * they hear anything new.
     */
    private volatile boolean heard;
    private volatile int looksInVain;
    private int unheardLooks;

    /** @param changed is called when another member leads, on any thread, maybe under a lock of the engine's */
    ShardElection(int shard, String namespace, CamelClusterService service, PauseGuard guard, Runnable changed) {
        this.shard = shard;
        this.namespace = namespace;
        this.service = service;
        this.guard = guard;
        this.changed = changed;
    }

    int shard() {
        return shard;
    }

    /** Whether this member leads now, and nothing puts that in doubt. */
    boolean isLed() {
        return joined && !leaving && heard && joinedAt == guard.doubts() && leads();
    }

    private boolean leads() {
        CamelClusterView present = view;
        CamelClusterMember local = present == null ? null : present.getLocalMember();
        return local != null && local.isLeader();
    }

    boolean isJoined() {
        return joined;
    }

    boolean isLeaving() {
        return leaving;
    }

    /** Whether it was joined before the last doubt, or the engine has stopped the view since. */
    boolean isOutdated(long doubts) {
        return joinedAt != doubts
                || view instanceof StatefulService stateful && (stateful.isStopping() || stateful.isStopped());
    }

    /** @param doubts as many as there were */
    void join(long doubts) throws Exception {
        heard = false;
        looksInVain = 0;
        joinedAt = doubts;
        joined = true;
        try {
            if (view == null) {
                view = service.getView(namespace);
                if (leads()) {
                    view.stop();
                }
                view.addEventListener(this);
            } else {
                // one that was started with its service, say
                view.stop();
            }
            heard |= !leads();
            view.start();
        } catch (Exception e) {
            joined = false;
            throw e;
        }
    }

    /** From now on nothing is done in it. */
    void beginLeaving() {
        leaving = true;
    }

    void leave() {
        try {
            if (joined) {
                view.stop();
            }
        } finally {
            joined = false;
            leaving = false;
        }
    }

    /** Takes part anew, where it did so in vain. */
    void joinAgain() {
        looksInVain = 0;
        unheardLooks = 0;
        view.stop();
        heard = !leads();
        view.start();
    }

    /** To be called now and then while it is joined: what engines do not tell is seen. */
    void look() {
        if (!leads()) {
            heard = true;
            unheardLooks = 0;
        } else if (!heard) {
            unheardLooks++;
        }
    }

    /** A view that was left leads nothing: engines finish what they began, and start all views when they start. */
    void stayOut() {
        if (!joined && leads()) {
            view.stop();
        }
    }

    /** Asks the engine, which may take a while, whether it knows that this member takes part. */
    void askWhetherItTakesPart() {
        CamelClusterView present = view;
        if (present == null || !joined || leaving || leads()) {
            looksInVain = 0;
            return;
        }
        String own = present.getLocalMember().getId();
        boolean known = present.getMembers().stream().anyMatch(each -> own.equals(each.getId()));
        looksInVain = known ? 0 : looksInVain + 1;
    }

    /** Whether it takes part in vain: the engine does not know of it, or lets it lead and has not said so. */
    boolean isInVain() {
        return looksInVain >= MOST_LOOKS_IN_VAIN && !leads() || unheardLooks >= MOST_UNHEARD_LOOKS;
    }

    /** Takes part no more, and lets the view go. */
    void close() throws Exception {
        joined = false;
        if (view != null) {
            view.removeEventListener(this);
            view.stop();
            service.releaseView(view);
            view = null;
        }
    }

    /** Of this election's view, if it was asked for. */
    Optional<CamelClusterView> view() {
        return Optional.ofNullable(view);
    }

    @Override
    public void leadershipChanged(CamelClusterView ofView, CamelClusterMember leader) {
        if (joined && leader != null && leader.isLocal()) {
            heard = true;
        }
        changed.run();
    }
}
