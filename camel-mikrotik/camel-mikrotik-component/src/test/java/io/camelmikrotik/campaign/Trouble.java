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
package io.camelmikrotik.campaign;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.camelmikrotik.simulator.SimulatedRouter;

/**
 * Every fault that the simulator has, by the name of the method that orders it; {@code FaultCampaignTest} compares.
 */
enum Trouble {
    // a connection
    REFUSE(target -> {
        target.router().faults().refuse(true);
        target.needsNewSession();
        target.soon(() -> target.router().faults().refuse(false));
    }),
    ACCEPT_AND_STAY_SILENT(target -> {
        target.router().faults().acceptAndStaySilent(1);
        target.needsNewSession();
    }),
    ACCEPT_AND_CLOSE(target -> {
        target.router().faults().acceptAndClose(1);
        target.needsNewSession();
    }),
    ACCEPT_AND_RESET(target -> {
        target.router().faults().acceptAndReset(1);
        target.needsNewSession();
    }),
    GARBAGE_ON_CONNECT(target -> {
        target.router().faults().garbageOnConnect(1);
        target.needsNewSession();
    }),
    // a login
    SLOW_LOGIN(target -> {
        target.router().faults().slowLogin(target.moment(400), 1);
        target.needsNewSession();
    }),
    REFUSE_LOGINS(target -> {
        target.router().faults().refuseLogins(1);
        target.needsNewSession();
    }),
    FATAL_AT_LOGIN(target -> {
        target.router().faults().fatalAtLogin(1);
        target.needsNewSession();
    }),
    NEVER_ANSWER_LOGIN(target -> {
        target.router().faults().neverAnswerLogin(1);
        target.needsNewSession();
    }),
    // a command
    CUT_AFTER_BYTES(target -> target.rule().cutAfterBytes(target.random().nextInt(120))),
    RESET_AFTER_BYTES(target -> target.rule().resetAfterBytes(target.random().nextInt(120))),
    EXECUTE_THEN_CUT(target -> target.rule().executeThenCut()),
    EXECUTE_THEN_RESET(target -> target.rule().executeThenReset()),
    CUT_BEFORE_EXECUTING(target -> target.rule().cutBeforeExecuting()),
    STALL(target -> target.rule().stall()),
    STALL_AFTER_BYTES(target -> target.rule().stallAfterBytes(target.random().nextInt(60))),
    DRIP(target -> target.rule().drip(target.moment(3))),
    GARBAGE(target -> target.rule().garbage((byte) (0xF0 + target.random().nextInt(16)), (byte) target.random().nextInt(256))),
    RAW_REPLY(target -> target.rule().rawReply(new byte[] { 6, '!', 'd', 'o', 'n', 'e', '?', 0 })),
    FATAL(target -> target.rule().fatal("session terminated on request")),
    WRONG_TAG(target -> target.rule().wrongTag()),
    NO_TAG(target -> target.rule().noTag()),
    HUGE_LENGTH_PREFIX(target -> target.rule().hugeLengthPrefix()),
    DELAY(target -> target.rule().delay(target.moment(100))),
    TRAP(target -> target.rule().trap(target.random().nextBoolean() ? "4" : null, "failure: busy")),
    ROWS_THEN_TRAP(target -> target.rule().rowsThenTrap(target.random().nextInt(3), "2", "interrupted")),
    ROWS_THEN_DONE(target -> target.rule().rowsThenDone(target.random().nextInt(3))),
    DONE_WITHOUT_EXECUTING(target -> target.rule().doneWithoutExecuting()),
    UNKNOWN_REPLY_WORD(target -> target.rule().unknownReplyWord()),
    DUPLICATE_ATTRIBUTE(target -> target.rule().duplicateAttribute()),
    NON_UTF8(target -> target.rule().nonUtf8()),
    // the device
    REBOOT(target -> target.router().reboot(target.moment(200))),
    SHUTDOWN(target -> {
        target.router().shutdown();
        target.soon(target.router()::powerOn);
    }),
    CUT_SESSIONS(target -> target.router().cutSessions()),
    RESET_SESSIONS(target -> target.router().resetSessions()),
    FREEZE(target -> {
        target.router().freeze();
        target.soon(target.router()::thaw);
    }),
    SWALLOW_EXISTING_SESSIONS(target -> target.router().swallowExistingSessions()),
    SHIFT_CLOCK(target -> target.router().shiftClock(target.moment(7_200_000).minusHours(1))),
    // out of step and without end: each is met once it is named in campaign.with
    STRAY_BYTES(target -> target.rule().strayBytes(target.random().nextInt(4), target.strayBytes())),
    ENDLESS_TRAPS(target -> target.rule().endlessTraps(target.moment(20))),
    ENDLESS_EMPTY(target -> target.rule().endlessEmpty(target.moment(20))),
    ENDLESS_ROWS(target -> target.rule().endlessRows(target.moment(20))),
    UNFINISHED_SENTENCE(target -> target.rule().unfinishedSentence(target.moment(100))),
    // the machine and the other devices, likewise
    EXHAUSTED_THREADS(target -> {
        target.surroundings().exhaustThreads(true);
        target.soon(() -> target.surroundings().exhaustThreads(false));
    }),
    EXHAUSTED_DESCRIPTORS(target -> Surroundings.exhaustDescriptors(target.moment(150))),
    PAUSE_OF_THE_JVM(target -> Surroundings.pauseTheJvm(target.moment(900))),
    DARK_REGION(target -> target.surroundings().darkRegion());

    /** Those that are not met unless they are named. */
    private static final Set<Trouble> BY_NAME = EnumSet.range(STRAY_BYTES, DARK_REGION);
    /** Those that are met, each time as likely as all others of its kind. */
    private static final List<Trouble> IN_FORCE = inForce();

    private final Consumer<Target> order;

    Trouble(Consumer<Target> order) {
        this.order = order;
    }

    /** Those of commands more often than the others, which end whatever else is under way. */
    static Trouble any(Random random) {
        List<Trouble> named = IN_FORCE.stream().filter(BY_NAME::contains).toList();
        if (!named.isEmpty() && random.nextInt(4) == 0) {
            return named.get(random.nextInt(named.size()));
        }
        List<Trouble> others = IN_FORCE.stream().filter(trouble -> !BY_NAME.contains(trouble)).toList();
        List<Trouble> commands
                = others.subList(others.indexOf(CUT_AFTER_BYTES), others.indexOf(REBOOT));
        return random.nextInt(3) > 0
                ? commands.get(random.nextInt(commands.size())) : others.get(random.nextInt(others.size()));
    }

    /**
     * {@code -Dcampaign.with=STRAY_BYTES,DARK_REGION}, or {@code all}, beside those that are always met, except
     * {@code -Dcampaign.without=ROWS_THEN_DONE}.
     */
    static List<Trouble> inForce() {
        Set<Trouble> with = named("campaign.with");
        Set<Trouble> without = named("campaign.without");
        return Stream.of(values()).filter(trouble -> !BY_NAME.contains(trouble) || with.contains(trouble))
                .filter(trouble -> !without.contains(trouble)).toList();
    }

    private static Set<Trouble> named(String property) {
        String names = System.getProperty(property, "");
        return names.equals("all")
                ? EnumSet.allOf(Trouble.class)
                : Stream.of(names.split(",")).filter(name -> !name.isBlank()).map(name -> valueOf(name.trim()))
                        .collect(Collectors.toSet());
    }

    void strike(Target target) {
        order.accept(target);
    }

    /** Whether a write that meets it is answered with what is not true: it is for reads only. */
    boolean liesAboutWrites() {
        return this == ROWS_THEN_DONE || this == ROWS_THEN_TRAP || this == DONE_WITHOUT_EXECUTING;
    }

    /** Whether a read that meets it looks complete and is not, to whoever believes the router. */
    boolean liesAboutReads() {
        return this == ROWS_THEN_DONE || this == DONE_WITHOUT_EXECUTING;
    }

    /** Whether the device may go on counting a session that has ended for us. */
    boolean leavesSessionsBehind() {
        return switch (this) {
            case FREEZE, SWALLOW_EXISTING_SESSIONS, STALL_AFTER_BYTES, HUGE_LENGTH_PREFIX, ACCEPT_AND_STAY_SILENT,
                    NEVER_ANSWER_LOGIN, SLOW_LOGIN, UNFINISHED_SENTENCE, STRAY_BYTES, PAUSE_OF_THE_JVM ->
                true;
            default -> false;
        };
    }

    /** The method of {@link io.camelmikrotik.simulator.Faults}, its rules or {@link SimulatedRouter} that orders it. */
    String method() {
        String[] words = name().toLowerCase(Locale.ROOT).split("_");
        StringBuilder method = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            method.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
        }
        return method.toString();
    }
}
