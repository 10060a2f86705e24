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
package io.camelmikrotik.write;

import java.util.Objects;

import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.routeros.Trap;

/**
 * What became of one element of a bulk write.
 *
 * @param index    place of the element in the input, from 0
 * @param element  the element as it was given; {@link #toString()} does not show it, since it may hold secrets
 * @param state    what is known
 * @param ret      what the router returned ({@code =ret=}), such as the id of a new row; the id of the row for an
 *                 upsert; {@code null} if nothing
 * @param effect   what an upsert did; {@code null} for other commands
 * @param category the category of the router's trap, or {@code null}
 * @param message  the router's own words of a trap, or why the command was not sent or its outcome is unknown;
 *                 {@code null} if it was done; of an upsert that was done, what the router prints otherwise than it was
 *                 written, if anything
 */
public record WriteOutcome(
        long index, Object element, State state, String ret, Effect effect, Integer category, String message) {

    /** What is known of a command's fate. */
    public enum State {
        /**
         * The router executed it and said so; or, of a removal that was refused together with others, the row was there
         * before and is gone.
         */
        DONE,
        /** The router refused it. */
        TRAPPED,
        /** It did not reach the router: sending it again is safe. */
        NOT_SENT,
        /** It was sent and its reply was lost: the router may or may not have executed it. */
        UNKNOWN
    }

    /** What an upsert or an update did. */
    public enum Effect {
        /** There was no such row: it was added. */
        CREATED,
        /** The row differed: it was set. */
        UPDATED,
        /** The row was as it should be: nothing was written. */
        UNCHANGED,
        /** There was no such row, and an update adds none: nothing was written. */
        MISSING
    }

    public WriteOutcome {
        Objects.requireNonNull(state, "state");
    }

    public static WriteOutcome done(long index, Object element, String ret) {
        return new WriteOutcome(index, element, State.DONE, ret, null, null, null);
    }

    public static WriteOutcome done(long index, Object element, String id, Effect effect) {
        return new WriteOutcome(index, element, State.DONE, id, effect, null, null);
    }

    /** @param remark {@code null} for none */
    public static WriteOutcome done(long index, Object element, String id, Effect effect, String remark) {
        return new WriteOutcome(index, element, State.DONE, id, effect, null, remark);
    }

    public static WriteOutcome trapped(long index, Object element, TrapException trap) {
        StringBuilder message = new StringBuilder();
        for (Trap each : trap.getTraps()) {
            message.append(message.isEmpty() ? "" : "; ").append(each.message());
        }
        return new WriteOutcome(index, element, State.TRAPPED, null, null, trap.getCategory(), message.toString());
    }

    public static WriteOutcome notSent(long index, Object element, String why) {
        return new WriteOutcome(index, element, State.NOT_SENT, null, null, null, why);
    }

    public static WriteOutcome unknown(long index, Object element, String why) {
        return new WriteOutcome(index, element, State.UNKNOWN, null, null, null, why);
    }

    public boolean isDone() {
        return state == State.DONE;
    }

    /** All but the element. */
    @Override
    public String toString() {
        return "element " + index + " " + state + (effect == null ? "" : " " + effect) + (ret == null ? "" : " " + ret)
               + (message == null ? "" : ": " + message) + (category == null ? "" : " (category " + category + ")");
    }
}
