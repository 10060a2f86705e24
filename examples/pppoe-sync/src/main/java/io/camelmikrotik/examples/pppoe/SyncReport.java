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

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.write.EnsurePlan;
import io.camelmikrotik.write.EnsureResult;
import io.camelmikrotik.write.PlannedWrite;
import io.camelmikrotik.write.RowResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people what is going on, one line a change, and counts it. An outage is told once, not once a round. Any thread
 * may call it.
 */
public final class SyncReport {

    private static final Logger LOG = LoggerFactory.getLogger("pppoe-sync");

    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger unknown = new AtomicInteger();
    private final AtomicInteger quietRounds = new AtomicInteger();
    private final AtomicInteger eventsOfRound = new AtomicInteger();
    private final AtomicBoolean away = new AtomicBoolean();

    void roundBegan() {
        eventsOfRound.set(0);
    }

    void roundEnded() {
        if (away.compareAndSet(true, false)) {
            LOG.info("the router is back");
        }
        if (eventsOfRound.get() == 0) {
            quietRounds.incrementAndGet();
        } else {
            quietRounds.set(0);
        }
    }

    /** What became of the rows that had to be changed. */
    void changes(EnsureResult result) {
        for (RowResult row : result.rows()) {
            eventsOfRound.incrementAndGet();
            String text = text(result.plan(), row);
            switch (row.state()) {
                case DONE -> {
                    done.incrementAndGet();
                    LOG.info("  {}", text);
                }
                case FAILED -> {
                    refused.incrementAndGet();
                    LOG.warn("  {}: refused, {}", text, row.message());
                }
                case UNKNOWN -> {
                    unknown.incrementAndGet();
                    LOG.warn("  {}: outcome unknown, the next round will see", text);
                }
                default -> LOG.debug("  {}: not sent", text);
            }
        }
    }

    void disconnected(RouterOsRow session) {
        eventsOfRound.incrementAndGet();
        done.incrementAndGet();
        LOG.info("  x {}: session {} disconnected", session.get("name"), session.getId());
    }

    void unknown(MikrotikException failure) {
        unknown.incrementAndGet();
        LOG.warn("  outcome unknown, the next round will see: {}", failure.getMessage());
        away.set(true);
    }

    void away(MikrotikException failure) {
        if (away.compareAndSet(false, true)) {
            LOG.warn("the router is away, the next round tries again: {}", failure.getMessage().lines().findFirst().orElse(""));
        }
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

    /** Rounds in a row that found nothing to do. */
    int quietRounds() {
        return quietRounds.get();
    }

    private static String text(EnsurePlan plan, RowResult row) {
        if (row.row() == null) {
            return plan.removals().stream().filter(removal -> removal.id().equals(row.id())).findFirst()
                    .map(removal -> (removal.disables() ? "v " : "- ") + removal.before().get("name")
                                    + (removal.disables() ? ": disabled, departs" : ": removed"))
                    .orElse(row.id());
        }
        String account = row.row().get("name") + " (" + row.row().get("comment") + ")";
        return plan.sets().stream().filter(set -> set.row() == row.row()).findFirst()
                .map(set -> "~ " + account + ": " + differences(set))
                .orElseGet(() -> "+ " + account + ": new account with " + row.row().get("profile")
                                 + ("yes".equals(row.row().get("disabled")) ? ", disabled" : ""));
    }

    private static String differences(PlannedWrite.Set set) {
        StringBuilder text = new StringBuilder();
        set.after().forEach((name, value) -> {
            String change = "password".equals(name) ? "" : " " + set.before().get(name) + " -> " + value;
            text.append(text.length() == 0 ? "" : ", ").append(name).append(change);
        });
        return text.toString();
    }
}
