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
package io.camelmikrotik.internal.write;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.camelmikrotik.exception.FatalException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.SafeModeException;
import io.camelmikrotik.exception.SessionClosedException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.internal.pool.Lease;
import io.camelmikrotik.internal.session.ApiSession;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.write.SafeModeEnd;

/**
 * RouterOS's Safe Mode, held by one session: what it changes is undone by the router unless it is released, also when
 * the session ends for whatever reason. Over the API since 7.18 (RouterOS changelog): {@code /safe-mode/take},
 * {@code release}, {@code unroll}.
 * <p>
 * The session must be nobody else's meanwhile. Safe for any thread; never blocks; futures complete on any thread.
 */
public final class SafeMode {

    public static final RouterOsCommand TAKE = RouterOsCommand.of("/safe-mode/take");
    private static final RouterOsCommand RELEASE = RouterOsCommand.of("/safe-mode/release");
    private static final RouterOsCommand UNROLL = RouterOsCommand.of("/safe-mode/unroll");
    private static final RouterOsCommand VERSION
            = RouterOsCommand.builder("/system/resource/print").properties(List.of("version")).build();

    private static final Pattern MAJOR_MINOR = Pattern.compile("(\\d+)\\.(\\d+).*");
    private static final int FIRST_MAJOR = 7;
    private static final int FIRST_MINOR = 18;

    private final ApiSession session;
    private final CommandOptions options;

    private SafeMode(ApiSession session, CommandOptions options) {
        this.session = session;
        this.options = options;
    }

    /**
     * Asks for the router's version.
     *
     * @param  device  for the message
     * @param  reading executes a reading command
     * @return         fails with {@link SafeModeException} if it is known to have no Safe Mode
     */
    public static CompletableFuture<Void> requireVersion(
            String device, Function<RouterOsCommand, CompletableFuture<Reply>> reading) {
        return reading.apply(VERSION).handle((reply, failure) -> {
            if (failure != null && !(unwrap(failure) instanceof TrapException)) {
                throw new CompletionException(unwrap(failure));
            }
            // who may not ask for the version learns it from the answer to take
            String version = failure != null || reply.rows().isEmpty() ? null : reply.rows().get(0).get("version");
            if (version != null && isTooOld(version)) {
                throw new SafeModeException(
                        device, CommandFate.NEVER_SENT,
                        device + " runs RouterOS " + version
                                                        + ", and the API has Safe Mode since 7.18 only; nothing was written."
                                                        + " Upgrade it, or leave safeMode out",
                        null);
            }
            return null;
        });
    }

    private static boolean isTooOld(String version) {
        Matcher numbers = MAJOR_MINOR.matcher(version);
        if (!numbers.matches()) {
            return false;
        }
        int major = Integer.parseInt(numbers.group(1));
        return major < FIRST_MAJOR || major == FIRST_MAJOR && Integer.parseInt(numbers.group(2)) < FIRST_MINOR;
    }

    /**
     * Takes Safe Mode with this session.
     *
     * @return fails with {@link SafeModeException} if the router refuses; with another {@link MikrotikException} if it
     *         does not answer, and then closes the session, so that nobody inherits what it may hold
     */
    public static CompletableFuture<SafeMode> take(ApiSession session, CommandOptions options) {
        return session.execute(TAKE, options).handle((reply, failure) -> {
            if (failure == null) {
                return new SafeMode(session, options);
            }
            Throwable cause = unwrap(failure);
            if (cause instanceof TrapException trap) {
                throw new SafeModeException(session.device(), CommandFate.ANSWERED, refusal(session.device(), trap), trap);
            }
            session.close("it did not say whether it holds Safe Mode");
            throw new CompletionException(cause);
        });
    }

    private static String refusal(String device, TrapException trap) {
        String words = trap.getTrapMessage().toLowerCase(Locale.ROOT);
        String said = device + " refused Safe Mode: \"" + trap.getTrapMessage() + "\"; nothing was written. ";
        if (words.contains("no such command")) {
            return said + "The API has it since RouterOS 7.18 only: upgrade the router, or leave safeMode out";
        }
        if (words.contains("permission") || words.contains("not allowed")) {
            return said + "The user lacks a policy";
        }
        return said + "Another session seems to hold it: wait until it is released, or release it there";
    }

    /** Whether the session that holds it is alive, as far as is known here. */
    public boolean isHeld() {
        return session.isOpen();
    }

    /** Keeps the changes. Never fails: the end tells. */
    public CompletableFuture<SafeModeEnd> release() {
        return session.execute(RELEASE, options).handle((reply, failure) -> {
            if (failure == null) {
                return SafeModeEnd.RELEASED;
            }
            session.close("Safe Mode was not released");
            return fate(failure) == CommandFate.NEVER_SENT && isByDevice(failure)
                    ? SafeModeEnd.ROLLED_BACK_BY_DISCONNECT : SafeModeEnd.UNKNOWN;
        });
    }

    /**
     * Undoes the changes; if the router does not say that it has, ends the session, at which it does so as soon as it
     * notices. Behind a dead network that may be much later: the end is unknown then. Never fails: the end tells.
     */
    public CompletableFuture<SafeModeEnd> unroll() {
        return session.execute(UNROLL, options).handle((reply, failure) -> {
            if (failure == null) {
                return SafeModeEnd.ROLLED_BACK;
            }
            session.close("Safe Mode was not unrolled");
            return isByDevice(failure) ? SafeModeEnd.ROLLED_BACK_BY_DISCONNECT : SafeModeEnd.UNKNOWN;
        });
    }

    /**
     * Gives back the lease of the session that took it or tried to.
     *
     * @param failure what kept its end from being known, or {@code null}: the session is closed then, so that nobody
     *                inherits it
     */
    public static void giveBack(Lease lease, Throwable failure) {
        try {
            if (failure != null && !(unwrap(failure) instanceof SafeModeException)) {
                lease.unrestricted().close("it may still hold Safe Mode");
            }
        } finally {
            lease.release();
        }
    }

    private static boolean isByDevice(Throwable failure) {
        Throwable cause = unwrap(failure);
        return cause instanceof FatalException || cause instanceof SessionClosedException closed && closed.isByDevice();
    }

    private static CommandFate fate(Throwable failure) {
        return unwrap(failure) instanceof MikrotikException known ? known.getFate() : CommandFate.OUTCOME_UNKNOWN;
    }

    private static Throwable unwrap(Throwable failure) {
        return Completions.cause(failure);
    }
}
