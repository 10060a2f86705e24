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

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.camelmikrotik.routeros.MikrotikException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in the log what the synchronization does, one line per change and per change of the router's state, and counts
 * it.
 */
public final class SyncReport {

    private static final Logger LOG = LoggerFactory.getLogger("pppoe-sync");

    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger unknown = new AtomicInteger();
    private final AtomicInteger quietRounds = new AtomicInteger();
    private final AtomicBoolean away = new AtomicBoolean();

    void planned(List<Change> changes) {
        if (away.compareAndSet(true, false)) {
            LOG.info("the router is back");
        }
        if (changes.isEmpty()) {
            quietRounds.incrementAndGet();
        } else {
            quietRounds.set(0);
            LOG.info("{} changes to make", changes.size());
        }
    }

    void done(Change change) {
        done.incrementAndGet();
        LOG.info("  {}", change);
    }

    void refused(Change change, MikrotikException trap) {
        refused.incrementAndGet();
        LOG.warn("  {}: refused, {}", change, trap.getMessage());
    }

    void unknown(MikrotikException failure) {
        unknown.incrementAndGet();
        LOG.warn("  outcome unknown, the next round will see: {}", failure.getMessage());
        away.set(true);
    }

    void away(MikrotikException failure) {
        if (away.compareAndSet(false, true)) {
            LOG.warn("the router is away, the next round tries again: {}", failure.getMessage());
        }
    }

    void roundEnded() {
        LOG.debug("round ended");
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
}
