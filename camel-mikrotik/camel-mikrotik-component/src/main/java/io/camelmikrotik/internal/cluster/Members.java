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

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.apache.camel.cluster.CamelClusterMember;
import org.apache.camel.cluster.CamelClusterService;
import org.apache.camel.cluster.CamelClusterView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who takes part, as the view says in which all members do. It is asked now and then: not all engines tell when that
 * changes. Asked by one thread; what is known may be read by any.
 */
final class Members {

    private static final Logger LOG = LoggerFactory.getLogger(Members.class);

    /** What is seen once may be a member in the middle of coming or going. */
    private static final int ASKED_TWICE = 2;
    private static final int TOLD_NONE = 5;
    private static final int LOOKS_IN_VAIN = 3;

    private final CamelClusterService service;
    private final String namespace;
    private final Runnable changed;
    private volatile CamelClusterView view;
    private volatile Set<String> known = Set.of();
    private volatile boolean untold;
    private volatile String own;
    private Set<String> lastAnswer;
    private int sameAnswers;
    private int missing;
    private boolean sameIdTold;

    /** @param changed is called when the members have changed */
    Members(CamelClusterService service, String namespace, Runnable changed) {
        this.service = service;
        this.namespace = namespace;
        this.changed = changed;
    }

    /** Those that are known to take part, this one among them; none as long as nothing is known. */
    Set<String> known() {
        return known;
    }

    /** Whether the engine does not tell of members. */
    boolean areUntold() {
        return untold;
    }

    /** The id of this member. */
    String own() {
        return own;
    }

    /** Asks the engine, which may take a while. */
    void ask() throws Exception {
        if (view == null) {
            view = service.getView(namespace);
        }
        // as it was stopped if the service was
        view.start();
        own = view.getLocalMember().getId();
        List<String> answer = view.getMembers().stream().map(CamelClusterMember::getId).toList();
        refuseSameId(answer);
        Set<String> members = new TreeSet<>(answer);
        sameAnswers = members.equals(lastAnswer) ? sameAnswers + 1 : 1;
        lastAnswer = members;
        if (members.isEmpty()) {
            setUntold(known.isEmpty() && sameAnswers >= TOLD_NONE);
        } else {
            untold = false;
            missing = members.contains(own) ? 0 : missing + 1;
            if (missing >= LOOKS_IN_VAIN) {
                LOG.debug("{} is not among the members of {} any more: it takes part anew", own, namespace);
                missing = 0;
                view.stop();
                view.start();
            }
            take(members);
        }
    }

    private void take(Set<String> members) {
        Set<String> withOwn = new TreeSet<>(members);
        withOwn.add(own);
        if (sameAnswers >= ASKED_TWICE && !withOwn.equals(known)) {
            known = Set.copyOf(withOwn);
            changed.run();
        }
    }

    private void setUntold(boolean now) {
        if (now && !untold) {
            LOG.info("{} tells no members: this one takes part in all shards of {}, which are not balanced",
                    service.getClass().getSimpleName(), namespace);
            untold = true;
            changed.run();
        }
    }

    private void refuseSameId(List<String> answer) {
        if (!sameIdTold && answer.stream().filter(own::equals).count() > 1) {
            sameIdTold = true;
            LOG.warn("More than one member of {} has the id {}: give each cluster service an id of its own, or shards are"
                     + " left without anybody",
                    namespace, own);
        }
    }

    /** Takes part no more. */
    void close() throws Exception {
        if (view != null) {
            view.stop();
            service.releaseView(view);
        }
    }
}
