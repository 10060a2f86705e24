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
package io.camelmikrotik.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** One command from its arrival to its {@code !done}. Event loop only. */
final class RunningCommand {

    final Session session;
    final SimulatedRouter router;
    final Request request;
    private final Journal.Note note;
    private final List<Runnable> endings = new ArrayList<>();
    private Outlet outlet;
    private CommandTree.Found found;
    private boolean trapped;
    private boolean finished;

    RunningCommand(Session session, Request request) {
        this.session = session;
        this.router = session.router;
        this.request = request;
        this.note = router.journal().arrived(session.number, request);
    }

    void start() {
        session.started(this);
        outlet = new LineOutlet(session.line());
        Duration latency = router.settings().latency.plus(router.served());
        if (!latency.isZero()) {
            outlet = new DelayedOutlet(this, latency, outlet);
        }
        FaultAction fault = router.faults().next(note);
        if (fault == null || fault.meets(this)) {
            execute();
        }
    }

    /** Executes it now and whatever was ordered: no latency, no fault. The answer goes to the outlet alone. */
    void executeFor(Outlet console) {
        session.started(this);
        outlet = console;
        execute();
    }

    private void execute() {
        try {
            found = router.tree().find(request.command());
            if (!session.user().may(found.policy())) {
                throw Refusal.notPermitted();
            }
            if (!request.leftovers().isEmpty()) {
                throw Refusal.unknownParameter(request.leftovers().get(0));
            }
            if (found.known() != null) {
                found.known().check(request);
            }
            router.tree().safeMode().execute(session, () -> found.verb().run(this));
        } catch (CommandTree.UnknownMenu e) {
            trap("0", e.getMessage());
            if (router.settings().unknownMenuTwoTraps) {
                trap(null, "no such command prefix");
            }
            done();
        } catch (Refusal e) {
            refuse(e);
        }
    }

    String tag() {
        return request.tag();
    }

    SimulatedTable table() {
        return found.table();
    }

    /** The command as real routers have it, or null. */
    CatalogueCommand known() {
        return found.known();
    }

    Outlet outlet() {
        return outlet;
    }

    /** Puts a fault in front of the line. */
    void through(Outlet faulty) {
        outlet = faulty;
    }

    boolean finished() {
        return finished;
    }

    /** Runs when the command ends for whatever reason: a listener is deregistered, a timer stopped. */
    void atEnd(Runnable ending) {
        endings.add(ending);
    }

    void every(Duration period, Runnable action) {
        Future<?> timer = session.channel().eventLoop().scheduleAtFixedRate(guarded(action), period.toNanos(), period.toNanos(),
                TimeUnit.NANOSECONDS);
        atEnd(() -> timer.cancel(false));
    }

    void after(Duration delay, Runnable action) {
        Future<?> timer = session.channel().eventLoop().schedule(guarded(action), delay.toNanos(), TimeUnit.NANOSECONDS);
        atEnd(() -> timer.cancel(false));
    }

    private Runnable guarded(Runnable action) {
        return () -> {
            if (!finished) {
                try {
                    action.run();
                } catch (Refusal e) {
                    refuse(e);
                }
            }
        };
    }

    /** The command had its effect: into the books before any reply. */
    void executed() {
        boolean write = found != null && found.verb().writes();
        if (router.journal().executed(note, write) && write) {
            router.written(note);
        }
    }

    void row(Map<String, String> attributes) {
        if (!finished) {
            outlet.send(ReplySentence.of("!re", tag(), attributes));
        }
    }

    void empty() {
        if (router.settings().version.atLeast("7.18")) {
            outlet.send(ReplySentence.of("!empty", tag(), Map.of()));
        }
    }

    void trap(String category, String message) {
        trapped = true;
        Map<String, String> attributes = new java.util.LinkedHashMap<>();
        if (category != null && router.settings().trapCategories) {
            attributes.put("category", category);
        }
        attributes.put("message", message);
        outlet.send(ReplySentence.of("!trap", tag(), attributes));
    }

    void refuse(Refusal refusal) {
        trap(refusal.category, refusal.getMessage());
        done();
    }

    void done() {
        done(Map.of());
    }

    void done(String ret) {
        done(Map.of("ret", ret));
    }

    private void done(Map<String, String> attributes) {
        if (!trapped) {
            executed();
        }
        end();
        outlet.send(ReplySentence.of("!done", tag(), attributes));
    }

    /** The first half of a cancellation; {@link #done()} is the other. */
    void interrupt() {
        router.journal().cancelled(note);
        runEndings();
        if (outlet instanceof DelayedOutlet delayed) {
            outlet = delayed.undelayed();
        }
        trap("2", "interrupted");
        finished = true;
    }

    /** The session is gone. */
    void abandon() {
        finished = true;
        runEndings();
    }

    private void end() {
        finished = true;
        if (!(outlet instanceof DelayedOutlet delayed && delayed.holds())) {
            session.finished(this);
        }
        runEndings();
    }

    private void runEndings() {
        List<Runnable> now = List.copyOf(endings);
        endings.clear();
        now.forEach(Runnable::run);
    }
}
