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
package io.camelmikrotik.internal.rollout;

import java.util.Locale;

import io.camelmikrotik.write.RolloutResult.DeviceOutcome;
import io.camelmikrotik.write.RolloutResult.State;

/** One device in a roll-out. Written in the roll-out's events only; phase and state may be read by any thread. */
final class DeviceTurn {

    enum Phase {
        WAITING,
        /** It is being found out whether it can be reached. */
        CHECKING,
        CHANGING,
        VERIFYING,
        ENDED
    }

    final String device;
    /** From 1. */
    final int wave;
    volatile Phase phase = Phase.WAITING;
    /** {@code null} while nothing is known. */
    volatile State state;
    volatile String reason;
    Throwable failure;

    /** The change was begun, now or in an earlier run. */
    boolean begun;
    /** The change ended well. */
    boolean changed;
    /** It was not reachable when it was last looked. */
    volatile boolean offline;
    long offlineDeadline;
    /** Not before this it is looked again whether it can be reached. */
    long nextCheck;
    /** What goes on, with its deadline. */
    StepCalls.Call call;
    long deadline;
    /** Grows with all that is begun for this device, so that a late answer is known as one. */
    int attempt;

    DeviceTurn(String device, int wave) {
        this.device = device;
        this.wave = wave;
    }

    boolean isEnded() {
        return phase == Phase.ENDED;
    }

    boolean isInFlight() {
        return phase != Phase.WAITING && phase != Phase.ENDED;
    }

    /** Whether something is being done to it, other than to look whether it is there. */
    boolean isInStep() {
        return phase == Phase.CHANGING || phase == Phase.VERIFYING;
    }

    void end(State newState, String why, Throwable thrown) {
        state = newState;
        reason = why;
        failure = thrown;
        offline = newState == State.OFFLINE;
        phase = Phase.ENDED;
    }

    /** In a word, for those who look at a roll-out under way. */
    String shown() {
        State known = state;
        Phase now = phase;
        Enum<?> word = now == Phase.ENDED && known != null ? known : offline && now == Phase.WAITING ? State.OFFLINE : now;
        return word.name().toLowerCase(Locale.ROOT);
    }

    /** As it stands when nothing more is done. */
    DeviceOutcome outcome() {
        if (isEnded()) {
            return new DeviceOutcome(device, wave, state, reason, failure);
        }
        return begun
                ? new DeviceOutcome(
                        device, wave, State.UNKNOWN,
                        reason != null ? reason
                                : changed ? "the change ended well; it was not verified" : "the end of the change was not seen",
                        failure)
                : new DeviceOutcome(device, wave, State.NOT_TRIED, null, null);
    }
}
