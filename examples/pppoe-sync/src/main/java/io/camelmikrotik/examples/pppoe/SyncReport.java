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
package io.camelmikrotik.examples.pppoe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.camelmikrotik.examples.service.LastRun;
import io.camelmikrotik.exception.EnsureException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.write.EnsurePlan;
import io.camelmikrotik.write.EnsureResult;
import io.camelmikrotik.write.PlannedWrite;
import io.camelmikrotik.write.RowResult;
import io.camelmikrotik.write.RowResult.State;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tells people what is going on, one line a change, and counts it. An outage is told once, not once a round. Any thread
 * may call it.
 */
public final class SyncReport {

    private static final Logger LOG = LoggerFactory.getLogger("pppoe-sync");

    private final int alike;
    private final LastRun lastRound = new LastRun("sync");
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger unknown = new AtomicInteger();
    private final AtomicInteger rounds = new AtomicInteger();
    private final AtomicInteger quietRounds = new AtomicInteger();
    private final AtomicInteger eventsOfRound = new AtomicInteger();
    private final AtomicBoolean away = new AtomicBoolean();

    SyncReport() {
        this(Integer.MAX_VALUE);
    }

    /** @param alike how many lines of one kind in a row are shown; the others are counted */
    SyncReport(int alike) {
        this.alike = alike;
    }

    void register(CamelContext context) {
        lastRound.register(context);
    }

    void roundBegan() {
        eventsOfRound.set(0);
    }

    void roundEnded() {
        lastRound.succeeded();
        if (eventsOfRound.get() == 0) {
            quietRounds.incrementAndGet();
        } else {
            quietRounds.set(0);
        }
        rounds.incrementAndGet();
    }

    /** The router answered: what became of the rows that had to be changed. */
    void changes(EnsureResult result) {
        if (away.compareAndSet(true, false)) {
            LOG.info("the router is back");
        }
        tell(result);
    }

    /** The router was lost while it was changed. */
    void interrupted(EnsureException failure) {
        EnsureResult result = failure.getResult();
        tell(result);
        lastRound.failed(failure);
        if (away.compareAndSet(false, true)) {
            LOG.warn(
                    "the router went away in the middle, the next round tries again: {} done, {} unknown, {} not sent",
                    result.count(State.DONE), result.count(State.UNKNOWN), result.count(State.NOT_SENT));
        }
    }

    private void tell(EnsureResult result) {
        ChangeTexts texts = new ChangeTexts(result.plan());
        State state = null;
        List<String> group = new ArrayList<>();
        for (RowResult row : result.rows()) {
            if (row.state() == State.DONE || row.state() == State.FAILED || row.state() == State.UNKNOWN) {
                String text = texts.of(row);
                if (row.state() != state || group.get(0).charAt(0) != text.charAt(0)) {
                    tell(state, group);
                    state = row.state();
                    group.clear();
                }
                group.add(state == State.FAILED ? text + ": refused, " + row.message() : text);
            }
        }
        tell(state, group);
    }

    private void tell(State state, List<String> group) {
        eventsOfRound.addAndGet(group.size());
        String rest = group.size() > alike ? group.size() - alike + " more" : "";
        List<String> shown = group.subList(0, Math.min(alike, group.size()));
        if (state == State.DONE) {
            done.addAndGet(group.size());
            shown.forEach(text -> LOG.info("  {}", text));
        } else if (state == State.FAILED) {
            refused.addAndGet(group.size());
            shown.forEach(text -> LOG.warn("  {}", text));
        } else if (state == State.UNKNOWN) {
            unknown.addAndGet(group.size());
            shown.forEach(text -> LOG.warn("  {}: outcome unknown, the next round will see", text));
        }
        if (!rest.isEmpty()) {
            LOG.atLevel(state == State.DONE ? Level.INFO : Level.WARN)
                    .log("    ... and {}", rest);
        }
    }

    /** What a round would do. */
    void planned(EnsurePlan plan, List<RouterOsRow> sessions) {
        Set<String> offline = new HashSet<>();
        plan.steps().forEach(step -> {
            LOG.info("  {}", ChangeTexts.of(step));
            if (step instanceof PlannedWrite.Removal removal) {
                offline.add(removal.before().get("name"));
            } else if (step instanceof PlannedWrite.Set set && "yes".equals(set.after().get("disabled"))) {
                offline.add(set.row().get("name"));
            }
        });
        List<RouterOsRow> ended = sessions.stream().filter(session -> offline.contains(session.get("name"))).toList();
        ended.forEach(session -> LOG.info("  {}", disconnection(session)));
        LOG.info("dry run: {} changes, none was sent", plan.changes() + ended.size());
    }

    void disconnected(RouterOsRow session) {
        eventsOfRound.incrementAndGet();
        done.incrementAndGet();
        LOG.info("  {}", disconnection(session));
    }

    void unknown(MikrotikException failure) {
        lastRound.failed(failure);
        unknown.incrementAndGet();
        LOG.warn("  outcome unknown, the next round will see: {}", lastRound.failure());
        away.set(true);
    }

    void away(MikrotikException failure) {
        lastRound.failed(failure);
        if (away.compareAndSet(false, true)) {
            LOG.warn("the router is away, the next round tries again: {}", lastRound.failure());
        }
    }

    /** A round that ended for another reason; told when it is not the one of the round before. */
    void failed(Exception failure) {
        String before = lastRound.failure();
        lastRound.failed(failure);
        if (!lastRound.failure().equals(before)) {
            LOG.error("nothing can be done, the next round tries again: {}", lastRound.failure());
        }
    }

    /** Why the last round failed; empty if it did not. */
    String failure() {
        return lastRound.failure();
    }

    int changesDone() {
        return done.get();
    }

    int changesRefused() {
        return refused.get();
    }

    int changesUnknown() {
        return unknown.get();
    }

    /** Rounds that came to their end. */
    int rounds() {
        return rounds.get();
    }

    /** Rounds in a row that found nothing to do. */
    int quietRounds() {
        return quietRounds.get();
    }

    private static String disconnection(RouterOsRow session) {
        return "x " + session.get("name") + ": session " + session.getId() + " disconnected";
    }
}
