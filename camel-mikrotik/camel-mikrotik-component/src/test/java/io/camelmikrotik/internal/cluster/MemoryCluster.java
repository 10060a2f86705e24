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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.CamelContext;
import org.apache.camel.cluster.CamelClusterMember;
import org.apache.camel.cluster.CamelPreemptiveClusterService;
import org.apache.camel.cluster.CamelPreemptiveClusterView;
import org.apache.camel.support.cluster.AbstractCamelClusterService;
import org.apache.camel.support.cluster.AbstractCamelClusterView;

/**
 * An engine of elections in memory, for all members of a test: who has taken part longest leads. It can be as bad as
 * real ones are.
 */
public final class MemoryCluster {

    private final Map<String, List<View>> queues = new HashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private volatile boolean telling = true;
    private volatile boolean answering = true;
    private volatile boolean eventful = true;

    /** Whether it tells of members. */
    public void setTelling(boolean telling) {
        this.telling = telling;
    }

    /** Whether it answers questions. */
    public void setAnswering(boolean answering) {
        this.answering = answering;
    }

    /** Whether it tells of changes. */
    public void setEventful(boolean eventful) {
        this.eventful = eventful;
    }

    /** A member that cannot be preempted. */
    public Member member(CamelContext context) {
        return new Member(context, "member-" + ids.incrementAndGet());
    }

    /** A member that can be. */
    public PreemptiveMember preemptiveMember(CamelContext context) {
        return new PreemptiveMember(context, "member-" + ids.incrementAndGet());
    }

    private void elect(String namespace) {
        View leader = null;
        synchronized (queues) {
            List<View> queue = queues.getOrDefault(namespace, List.of());
            if (queue.stream().noneMatch(each -> each.leading)) {
                leader = queue.stream().filter(each -> !each.disabled).findFirst().orElse(null);
            }
            if (leader != null) {
                leader.leading = true;
            }
        }
        if (leader != null) {
            leader.tell();
        }
    }

    private void add(View view) {
        synchronized (queues) {
            List<View> queue = queues.computeIfAbsent(view.getNamespace(), namespace -> new ArrayList<>());
            if (!queue.contains(view)) {
                queue.add(view);
            }
        }
        elect(view.getNamespace());
    }

    private void remove(View view) {
        synchronized (queues) {
            queues.getOrDefault(view.getNamespace(), List.of()).remove(view);
        }
        elect(view.getNamespace());
    }

    private List<View> queue(String namespace) {
        synchronized (queues) {
            return List.copyOf(queues.getOrDefault(namespace, List.of()));
        }
    }

    /** How a member takes part in all elections. */
    public abstract class Service extends AbstractCamelClusterService<View> {

        private final List<View> made = new ArrayList<>();
        private boolean forgetful = true;

        Service(CamelContext context, String id) {
            super(id, context);
        }

        @Override
        protected View createView(String namespace) {
            View view = new View(this, namespace);
            made.add(view);
            return view;
        }

        /** Whether a view that is stopped knows that it does not lead; some still say what they knew. */
        public void setForgetful(boolean forgetful) {
            this.forgetful = forgetful;
        }

        /** The engine takes it for dead. Its views have not heard of that. */
        public void expire() {
            List.copyOf(made).forEach(MemoryCluster.this::remove);
        }

        /** Its views hear that they lead nothing, and take part in nothing more, and it tells nobody. */
        public void loseAll() {
            expire();
            made.forEach(view -> view.leading = false);
        }

        /** How many views say that they lead. */
        public long leads() {
            return made.stream().filter(view -> view.leading && view.isStarted()).count();
        }
    }

    /** A member that cannot be preempted. */
    public final class Member extends Service {

        Member(CamelContext context, String id) {
            super(context, id);
        }
    }

    /** A member that can be. */
    public final class PreemptiveMember extends Service implements CamelPreemptiveClusterService {

        PreemptiveMember(CamelContext context, String id) {
            super(context, id);
        }

        @Override
        public CamelPreemptiveClusterView getView(String namespace) throws Exception {
            return (CamelPreemptiveClusterView) super.getView(namespace);
        }
    }

    /** A member in one election. */
    public final class View extends AbstractCamelClusterView implements CamelPreemptiveClusterView {

        private final Service service;
        private volatile boolean leading;
        private volatile boolean disabled;

        View(Service service, String namespace) {
            super(service, namespace);
            this.service = service;
        }

        private void tell() {
            if (eventful) {
                fireLeadershipChangedEvent(getLeader().orElse(null));
            }
        }

        @Override
        protected void doStart() {
            add(this);
        }

        @Override
        protected void doStop() {
            leading = leading && !service.forgetful;
            remove(this);
        }

        @Override
        public Optional<CamelClusterMember> getLeader() {
            return queue(getNamespace()).stream().filter(each -> each.leading).findFirst().map(View::getLocalMember);
        }

        @Override
        public List<CamelClusterMember> getMembers() {
            if (!answering) {
                throw new IllegalStateException("no connection to the engine");
            }
            return telling ? queue(getNamespace()).stream().map(View::getLocalMember).toList() : List.of();
        }

        @Override
        public CamelClusterMember getLocalMember() {
            return new CamelClusterMember() {
                @Override
                public boolean isLeader() {
                    return leading;
                }

                @Override
                public boolean isLocal() {
                    return true;
                }

                @Override
                public String getId() {
                    return service.getId();
                }
            };
        }

        @Override
        public void setDisabled(boolean disabled) {
            this.disabled = disabled;
            if (disabled && leading) {
                leading = false;
                tell();
            }
            elect(getNamespace());
        }

        @Override
        public boolean isDisabled() {
            return disabled;
        }
    }
}
