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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * What goes wrong next. Any thread may call it; a fault is in force when the call returns. Faults of one kind are met
 * in the order they were ordered, each as many times as said.
 */
public final class Faults {

    /** As often as it comes, until {@link #clear()}. */
    public static final int ALWAYS = Integer.MAX_VALUE;

    private final SimulatedRouter router;
    // all guarded by this
    private final Deque<Counted<ConnectionFault>> connections = new ArrayDeque<>();
    private final Deque<Counted<LoginFault>> logins = new ArrayDeque<>();
    private final List<Rule> rules = new ArrayList<>();

    Faults(SimulatedRouter router) {
        this.router = router;
    }

    private static final class Counted<T> {
        private final T fault;
        private int left;

        Counted(T fault, int times) {
            this.fault = fault;
            this.left = times;
        }
    }

    /** Whether the ports are closed: a client's connect is answered by a reset. Open sessions stay. */
    public void refuse(boolean refused) {
        router.refuse(refused);
    }

    /** Connections that are accepted and never answered. */
    public void acceptAndStaySilent(int times) {
        connection(ConnectionFault.SILENT, times);
    }

    /** Connections closed (FIN) once accepted. */
    public void acceptAndClose(int times) {
        connection(ConnectionFault.CLOSE, times);
    }

    /** Connections reset (RST) once accepted. */
    public void acceptAndReset(int times) {
        connection(ConnectionFault.RESET, times);
    }

    /** Connections greeted with bytes that are no sentence and begin with a control byte; then silent. */
    public void garbageOnConnect(int times) {
        connection(ConnectionFault.GARBAGE, times);
    }

    /** Logins answered after this time, instead of the builder's login delay. */
    public void slowLogin(Duration delay, int times) {
        login(new LoginFault(LoginFault.Kind.SLOW, delay), times);
    }

    /** Logins refused whatever the credentials: a router that is still booting. */
    public void refuseLogins(int times) {
        login(new LoginFault(LoginFault.Kind.REFUSE, Duration.ZERO), times);
    }

    /** Logins answered with {@code !fatal} and the end of the connection. */
    public void fatalAtLogin(int times) {
        login(new LoginFault(LoginFault.Kind.FATAL, Duration.ZERO), times);
    }

    /** Logins never answered; the connection stays open. */
    public void neverAnswerLogin(int times) {
        login(new LoginFault(LoginFault.Kind.NO_ANSWER, Duration.ZERO), times);
    }

    /** Begins a rule for the next command with this path, after login. It holds once its fault is chosen. */
    public Rule onNext(String path) {
        return onNext(entry -> entry.command().equals(path));
    }

    /** Begins a rule for the next command that the predicate accepts; called on the router's event loop. */
    public Rule onNext(Predicate<Journal.Entry> commands) {
        return new Rule(this, commands);
    }

    /** Ends all faults of this class: ports open again, no rules. What a fault did to an open session stays done. */
    public void clear() {
        synchronized (this) {
            connections.clear();
            logins.clear();
            rules.clear();
        }
        router.refuse(false);
    }

    synchronized void add(Rule rule) {
        rules.add(rule);
    }

    synchronized ConnectionFault nextConnection() {
        return next(connections);
    }

    synchronized LoginFault nextLogin() {
        return next(logins);
    }

    synchronized FaultAction next(Journal.Note note) {
        if (rules.isEmpty()) {
            return null;
        }
        Journal.Entry entry = note.entry();
        for (Iterator<Rule> all = rules.iterator(); all.hasNext();) {
            Rule rule = all.next();
            if (rule.accepts(entry)) {
                if (rule.usedUp()) {
                    all.remove();
                }
                return rule.action;
            }
        }
        return null;
    }

    private synchronized void connection(ConnectionFault fault, int times) {
        connections.add(new Counted<>(fault, times));
    }

    private synchronized void login(LoginFault fault, int times) {
        logins.add(new Counted<>(fault, times));
    }

    private static <T> T next(Deque<Counted<T>> faults) {
        Counted<T> first = faults.peek();
        while (first != null && first.left <= 0) {
            faults.poll();
            first = faults.peek();
        }
        if (first == null) {
            return null;
        }
        if (first.left != ALWAYS) {
            first.left--;
        }
        return first.fault;
    }

    /** One command's fault in the making: how often, then what. Choosing the fault puts the rule in force. */
    public static final class Rule {

        private final Faults faults;
        private final Predicate<Journal.Entry> commands;
        private int left = 1;
        private int spared;
        private FaultAction action;

        private Rule(Faults faults, Predicate<Journal.Entry> commands) {
            this.faults = faults;
            this.commands = commands;
        }

        /**
         * How many commands meet the fault; 1 if not called, {@link Faults#ALWAYS} for all until {@link #clear()}.
         */
        public Rule times(int times) {
            left = times;
            return this;
        }

        /** How many commands pass unharmed first; none if not called. */
        public Rule after(int commands) {
            spared = commands;
            return this;
        }

        /** Ends the session with FIN after so many bytes of the reply; after all of a shorter one. */
        public void cutAfterBytes(int bytes) {
            order(FaultActions.cutAfter(bytes, Session::cut));
        }

        /** Ends the session with RST after so many bytes of the reply; after all of a shorter one. */
        public void resetAfterBytes(int bytes) {
            order(FaultActions.cutAfter(bytes, Session::reset));
        }

        /** Executes the command, then ends the session with FIN instead of answering. */
        public void executeThenCut() {
            cutAfterBytes(0);
        }

        /** Executes the command, then ends the session with RST instead of answering. */
        public void executeThenReset() {
            resetAfterBytes(0);
        }

        /** Ends the session with FIN; the command is not executed. */
        public void cutBeforeExecuting() {
            order(FaultActions.insteadOf(Session::cut));
        }

        /** Executes the command and never answers it; other commands of the session are answered. */
        public void stall() {
            order(FaultActions.stall());
        }

        /** After so many bytes of the reply nothing leaves the session any more, whatever the command. */
        public void stallAfterBytes(int bytes) {
            order(FaultActions.cutAfter(bytes, session -> session.line().stick()));
        }

        /** Sends the reply one byte at a time. */
        public void drip(Duration perByte) {
            order(FaultActions.drip(perByte));
        }

        /** Sends these bytes before the reply. */
        public void garbage(byte... bytes) {
            order(FaultActions.before(bytes.clone()));
        }

        /**
         * Sends these bytes in the middle of the reply, between two of its sentences; all of the reply is sent too. A
         * small first byte is a length, and swallows what follows.
         *
         * @param sentences of the reply that come before them
         */
        public void strayBytes(int sentences, byte... bytes) {
            order(FaultActions.stray(sentences, bytes.clone()));
        }

        /** Sends traps and never the end of the reply, until it is cancelled; the command is not executed. */
        public void endlessTraps(Duration every) {
            order(FaultActions.endless("!trap", List.of("=message=failure: busy"), every));
        }

        /** Sends {@code !empty} and never the end of the reply, until it is cancelled; the command is not executed. */
        public void endlessEmpty(Duration every) {
            order(FaultActions.endless("!empty", List.of(), every));
        }

        /** Sends one row again and again, until it is cancelled; the command is not executed. */
        public void endlessRows(Duration every) {
            order(FaultActions.endless("!re", List.of("=.id=*1", "=name=account0"), every));
        }

        /** Sends a sentence that has no end, one byte at a time, and behind it nothing any more. */
        public void unfinishedSentence(Duration perByte) {
            byte[] words = new byte[20_000];
            for (int i = 0; i < words.length; i += 2) {
                words[i] = 1;
                words[i + 1] = 'x';
            }
            order(FaultActions.slowly(words, perByte));
        }

        /** Sends these bytes instead of a reply; the command is not executed. */
        public void rawReply(byte[] bytes) {
            order(FaultActions.instead(bytes.clone()));
        }

        /** Answers with {@code !fatal} and closes; the command is not executed. */
        public void fatal(String reason) {
            order(FaultActions.fatal(RawText.of(reason)));
        }

        /** Answers with a tag nobody used. */
        public void wrongTag() {
            order(FaultActions.altered(sentence -> sentence.withTag(sentence.tag() + "999999")));
        }

        /** Answers without the tag. */
        public void noTag() {
            order(FaultActions.altered(sentence -> sentence.withTag("")));
        }

        /**
         * Answers with the length prefix of a word of 268435455 bytes; after it nothing leaves the session any more.
         */
        public void hugeLengthPrefix() {
            order(FaultActions.hugeLength());
        }

        /** Executes the command at once and answers later. */
        public void delay(Duration delay) {
            order(FaultActions.delay(delay));
        }

        /**
         * Answers with a trap; the command is not executed.
         *
         * @param category null for none
         */
        public void trap(String category, String message) {
            order(FaultActions.trap(category, RawText.of(message)));
        }

        /** Lets so many rows of the reply pass, then a trap and the end; a longer reply's other rows are dropped. */
        public void rowsThenTrap(int rows, String category, String message) {
            order(FaultActions.rowsThenTrap(rows, category, RawText.of(message)));
        }

        /** Lets so many rows of the reply pass, then ends it as if it were complete; other rows are dropped. */
        public void rowsThenDone(int rows) {
            order(FaultActions.rowsThenDone(rows));
        }

        /** Says that it is done, and does nothing. */
        public void doneWithoutExecuting() {
            order(FaultActions.doneWithoutExecuting());
        }

        /** Sends a sentence {@code !progress} with the command's tag before the reply. */
        public void unknownReplyWord() {
            order(FaultActions.unknownReplyWord());
        }

        /** Repeats the first attribute of each row, with the same value. */
        public void duplicateAttribute() {
            order(FaultActions.altered(
                    sentence -> sentence.words().isEmpty() || !"!re".equals(sentence.reply())
                            ? sentence : sentence.withWord(sentence.words().get(0))));
        }

        /** Adds an attribute {@code host-name} of bytes FF E9 80 that are no UTF-8 to each row. */
        public void nonUtf8() {
            order(FaultActions.altered(sentence -> "!re".equals(sentence.reply())
                    ? sentence.withWord("=host-name=\u00FF\u00E9\u0080") : sentence));
        }

        private void order(FaultAction chosen) {
            action = chosen;
            faults.add(this);
        }

        private boolean accepts(Journal.Entry entry) {
            if (left <= 0 || !commands.test(entry)) {
                return false;
            }
            if (spared > 0) {
                spared--;
                return false;
            }
            return true;
        }

        /** Counts one use; whether it was the last. */
        private boolean usedUp() {
            return left != ALWAYS && --left == 0;
        }
    }
}
