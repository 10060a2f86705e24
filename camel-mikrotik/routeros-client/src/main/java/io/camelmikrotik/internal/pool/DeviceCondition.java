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
package io.camelmikrotik.internal.pool;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

import io.camelmikrotik.exception.DeviceSuspendedException;
import io.camelmikrotik.exception.LoginRefusedException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.SessionClosedException;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.pool.DeviceStatus;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.Diagnosis;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether one device may be used now (it may be suspended, retired with its credentials, or pausing after failures),
 * and what callers and the log are told of it. Guarded by the lock of the device's slot; what is logged is logged after
 * it.
 */
final class DeviceCondition {

    private static final Logger LOG = LoggerFactory.getLogger(DeviceStatus.class);

    private final String device;
    private final BooleanSupplier closing;
    private final DeviceHealth health = new DeviceHealth();
    private final EarlyDisconnects earlyDisconnects = new EarlyDisconnects();
    private boolean suspended;
    private boolean retired;

    /** @param closing whether the whole pool is */
    DeviceCondition(String device, BooleanSupplier closing) {
        this.device = device;
        this.closing = closing;
    }

    // ---- changes

    /** @return the line for the log, or {@code null} if it was suspended already */
    Runnable suspend() {
        if (suspended) {
            return null;
        }
        suspended = true;
        return () -> LOG.info("{} is suspended", device);
    }

    /** @return the line for the log, or {@code null} if it was retired already */
    Runnable retire() {
        if (retired) {
            return null;
        }
        suspended = true;
        retired = true;
        return () -> LOG.info("{} is retired: these credentials are not used any more", device);
    }

    /** @return the line for the log, or {@code null} if it was neither suspended nor down */
    Runnable resume() {
        boolean wasSuspended = suspended;
        boolean wasDown = health.isDown();
        suspended = false;
        retired = false;
        health.forgetFailures();
        earlyDisconnects.forget();
        return wasSuspended ? () -> LOG.info("{} is resumed", device)
                : wasDown ? () -> LOG.info("{} is no longer considered down: it was resumed", device)
                : null;
    }

    /** @return the line for the log, or {@code null} */
    Runnable opened(PooledSession session, long now) {
        earlyDisconnects.handedOut(session, now);
        return earlyDisconnects.areInARow() ? null : recovered(now);
    }

    private Runnable recovered(long now) {
        boolean wasDown = health.isDown();
        Duration downFor = wasDown ? health.downFor(now) : null;
        health.succeeded();
        return wasDown ? () -> LOG.info("{} is back after {}", device, DurationFormat.duration(downFor)) : null;
    }

    /**
     * Whether a login was not enough to trust the device again.
     */
    boolean awaitsAnswer() {
        return earlyDisconnects.areInARow();
    }

    /** @return lines for the log */
    List<Runnable> noticeAnswers(List<PooledSession> sessions, long now) {
        return sessions.stream().filter(earlyDisconnects::endedBy).map(session -> recovered(now)).filter(Objects::nonNull)
                .toList();
    }

    /** @return why that counts as a failed opening, or {@code null} if it does not */
    MikrotikException blameFor(PooledSession session, MikrotikException reason, long now) {
        if (session.number == 0 || session.isDiscarded() || isResting() || !earlyDisconnects.died(session, now)) {
            return null;
        }
        return new SessionClosedException(
                device, null, CommandFate.NEVER_SENT, device + " accepts the login but then ends each session before it has "
                                                      + "answered a command, " + earlyDisconnects.inARow() + " in a row ("
                                                      + reason.getMessage()
                                                      + "); its own log may say why: /log/print",
                reason);
    }

    /** @return the line for the log */
    Runnable openingFailed(MikrotikException failure, long now) {
        boolean wentDown = health.failed(failure, now);
        Duration pause = health.untilNextAttempt(now);
        return () -> logFailure(failure, wentDown, pause);
    }

    // ---- what follows from it

    boolean isSuspended() {
        return suspended;
    }

    boolean isRetired() {
        return retired;
    }

    /** Whether it is not to be used at all: nothing is opened, and what is open ends. */
    boolean isResting() {
        return suspended || closing.getAsBoolean();
    }

    boolean mayOpen(long now) {
        return !isResting() && !health.isBackingOff(now);
    }

    DeviceRecord record() {
        return health.record();
    }

    /** Whether there is nothing that a later caller would have to know. */
    boolean isForgettable(long now) {
        return !suspended && !health.isBackingOff(now);
    }

    /**
     * Why nobody may wait now, or {@code null}.
     *
     * @param served whether a session is there or on its way, whatever became of the last attempt
     */
    MikrotikException refusal(boolean served, long now) {
        if (closing.getAsBoolean()) {
            return new DeviceSuspendedException(
                    device, device + " is not used any more: the session pool is closing", null, null);
        }
        if (suspended) {
            String why = retired
                    ? device + " is not used any more: its credentials were retired"
                    : device + " is suspended; resume it to use it again";
            return new DeviceSuspendedException(device, why, null, null);
        }
        if (health.isBackingOff(now) && !served) {
            Duration pause = health.untilNextAttempt(now);
            // where more is to be found was said of the attempt that failed: not again to everybody who comes meanwhile
            String why = health.lastFailure().getMessage().replace(Diagnosis.POINTER, "");
            return new DeviceSuspendedException(
                    device, why + "; next attempt in " + DurationFormat.duration(pause), pause,
                    health.lastFailure());
        }
        return null;
    }

    DeviceStatus status(
            int inUse, int idle, int leases, int waiting, Duration lastAnswer, Duration lastLogin, long now) {
        boolean down = health.isDown();
        DeviceStatus.State state = suspended ? DeviceStatus.State.SUSPENDED
                : !down ? DeviceStatus.State.UP
                : health.lastFailure() instanceof LoginRefusedException ? DeviceStatus.State.LOGIN_REFUSED
                : DeviceStatus.State.DOWN;
        return new DeviceStatus(
                device, state, inUse, idle, leases, waiting, health.failures(),
                down ? health.downFor(now) : Duration.ZERO, down ? health.untilNextAttempt(now) : Duration.ZERO,
                down ? health.lastFailure().getMessage() : null, lastAnswer, lastLogin);
    }

    /** What callers are told of a failed opening; {@code null} stands for a session that was gone after its login. */
    MikrotikException asMikrotikException(Throwable failure) {
        Throwable cause = Completions.cause(failure);
        if (cause instanceof MikrotikException known) {
            return known;
        }
        String what = cause == null ? " closed the session right after the login" : " could not be contacted: " + cause;
        return new MikrotikException(device, null, CommandFate.NEVER_SENT, device + what, cause);
    }

    private void logFailure(MikrotikException failure, boolean wentDown, Duration pause) {
        String next = DurationFormat.duration(pause);
        if (failure instanceof LoginRefusedException) {
            LOG.warn("{}; next attempt in {}", failure.getMessage(), next);
        } else if (wentDown) {
            LOG.info("{} is down: {}; next attempt in {}", device, failure.getMessage(), next);
        } else {
            LOG.debug("{} is still down: {}; next attempt in {}", device, failure.getMessage(), next);
        }
    }
}
