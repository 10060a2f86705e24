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
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What shall go wrong. Each fault holds for the given number of connections or commands, then the router is well again.
 * Safe for any thread.
 */
public final class Faults {

    /** For {@code times}: until {@link #clear()}. */
    public static final int ALWAYS = Integer.MAX_VALUE;

    final AtomicInteger silentAccepts = new AtomicInteger();
    final AtomicInteger closingAccepts = new AtomicInteger();
    final AtomicInteger resettingAccepts = new AtomicInteger();
    final AtomicInteger garbageAccepts = new AtomicInteger();
    final AtomicInteger refusedLogins = new AtomicInteger();
    final AtomicInteger fatalLogins = new AtomicInteger();
    final AtomicInteger unansweredLogins = new AtomicInteger();
    final AtomicInteger slowLogins = new AtomicInteger();
    private volatile Duration loginDelay = Duration.ZERO;
    private final SimulatedRouter router;
    // guarded by this
    private final List<Rule> rules = new ArrayList<>();

    Faults(SimulatedRouter router) {
        this.router = router;
    }

    /** Closes the port, so that connecting is refused, or opens it again. Sessions go on. */
    public void refuseConnections(boolean refuse) {
        router.listen(!refuse);
    }

    /** Accepts connections and never says anything. */
    public void acceptAndStaySilent(int times) {
        silentAccepts.set(times);
    }

    /** Accepts connections and closes them. */
    public void acceptAndClose(int times) {
        closingAccepts.set(times);
    }

    /** Accepts connections and resets them. */
    public void acceptAndReset(int times) {
        resettingAccepts.set(times);
    }

    /** Accepts connections and says something that is no API. */
    public void garbageOnConnect(int times) {
        garbageAccepts.set(times);
    }

    /** Refuses valid credentials, as a booting router does. */
    public void refuseLogins(int times) {
        refusedLogins.set(times);
    }

    /** Answers logins with {@code !fatal} and closes. */
    public void fatalAtLogin(int times) {
        fatalLogins.set(times);
    }

    /** Never answers logins. */
    public void neverAnswerLogin(int times) {
        unansweredLogins.set(times);
    }

    /** Answers logins late. */
    public void slowLogin(Duration delay, int times) {
        loginDelay = delay;
        slowLogins.set(times);
    }

    /**
     * The next command with that path is concerned; choose the fault on the result.
     *
     * @param command such as {@code /ppp/secret/add}, or {@code *} for any
     */
    public Rule onNext(String command) {
        return new Rule(command);
    }

    /** All is well from now on. */
    public void clear() {
        for (AtomicInteger each : List.of(
                silentAccepts, closingAccepts, resettingAccepts, garbageAccepts, refusedLogins, fatalLogins, unansweredLogins,
                slowLogins)) {
            each.set(0);
        }
        synchronized (this) {
            rules.clear();
        }
        refuseConnections(false);
    }

    /**
     * What goes wrong with a command. Times as given by {@link #times(int)} before, 1 by default.
     */
    public final class Rule {

        private final String command;
        private int times = 1;
        private int skip;
        private CommandFault fault;

        private Rule(String command) {
            this.command = command;
        }

        public Rule times(int count) {
            times = count;
            return this;
        }

        /** Lets that many pass first. */
        public Rule after(int count) {
            skip = count;
            return this;
        }

        /** Executes the command, sends so many bytes of the reply, closes the connection. */
        public void cutAfterBytes(int bytes) {
            arm(new CommandFault.Truncated(bytes, CommandFault.End.CLOSE));
        }

        /** Executes the command, sends so many bytes of the reply, resets the connection. */
        public void resetAfterBytes(int bytes) {
            arm(new CommandFault.Truncated(bytes, CommandFault.End.RESET));
        }

        /** Executes the command and sends so many bytes of the reply. */
        public void stallAfterBytes(int bytes) {
            arm(new CommandFault.Truncated(bytes, CommandFault.End.SILENCE));
        }

        /** Executes the command and closes the connection before the answer. */
        public void executeThenCut() {
            cutAfterBytes(0);
        }

        /** Executes the command and resets the connection before the answer. */
        public void executeThenReset() {
            resetAfterBytes(0);
        }

        /** Executes the command and never answers. */
        public void stall() {
            stallAfterBytes(0);
        }

        /** Closes the connection instead of executing the command. */
        public void cutBeforeExecuting() {
            arm(new CommandFault.NotExecuted(CommandFault.End.CLOSE));
        }

        /** Sends the reply byte by byte. */
        public void drip(Duration perByte) {
            arm(new CommandFault.Dripping(perByte));
        }

        /** Sends these bytes in place of the reply. */
        public void garbage(byte... bytes) {
            arm(new CommandFault.Garbage(bytes.clone()));
        }

        /** Sends a length prefix of 4 GiB in place of the reply. */
        public void hugeLengthPrefix() {
            garbage((byte) 0xF0, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF);
        }

        /** Ends the session with {@code !fatal} instead of executing the command. */
        public void fatal(String reason) {
            arm(new CommandFault.Fatal(reason));
        }

        /** Answers with a tag of nobody's; the command stays unanswered. */
        public void wrongTag() {
            arm(new CommandFault.OtherTag("999999"));
        }

        /** Answers without the tag. */
        public void noTag() {
            arm(new CommandFault.OtherTag(null));
        }

        /** Executes the command later. */
        public void delay(Duration time) {
            arm(new CommandFault.Delayed(time));
        }

        /** Refuses the command. */
        public void trap(String category, String message) {
            arm(new CommandFault.Trapped(category, message));
        }

        /** Sends the rows, then a trap. */
        public void trapAfterRows(String category, String message) {
            arm(new CommandFault.TrappedAfterRows(category, message));
        }

        /** Sends a reply word that nobody knows before the end. */
        public void unknownReplyWord() {
            arm(new CommandFault.UnknownReplyWord());
        }

        private void arm(CommandFault chosen) {
            fault = chosen;
            synchronized (Faults.this) {
                rules.add(this);
            }
        }
    }

    // ---- for the router

    Duration loginDelay() {
        return loginDelay;
    }

    static boolean strikes(AtomicInteger times) {
        return times.getAndUpdate(left -> left == ALWAYS || left == 0 ? left : left - 1) > 0;
    }

    /** @return the fault of this command, or {@code null} */
    synchronized CommandFault next(String command) {
        for (Iterator<Rule> each = rules.iterator(); each.hasNext();) {
            Rule rule = each.next();
            if (rule.command.equals("*") || rule.command.equals(command)) {
                if (rule.skip > 0) {
                    rule.skip--;
                    continue;
                }
                if (rule.times != ALWAYS && --rule.times == 0) {
                    each.remove();
                }
                return rule.fault;
            }
        }
        return null;
    }
}
