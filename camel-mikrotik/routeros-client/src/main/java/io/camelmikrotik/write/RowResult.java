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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.camelmikrotik.internal.write.ensure.Masking;
import io.camelmikrotik.write.PlannedWrite.Kind;

/**
 * What became of one row that had to be changed.
 *
 * @param row     the element of the list; {@code null} for a row that the list does not have
 * @param id      of the row on the router; {@code null} if it is not known
 * @param actions what was to be done
 * @param state   what is known
 * @param message why it is not done; {@code null} if it is
 * @param actual  where the row was read back and is not as it shall be: the properties that differ, as the router has
 *                them, {@code null} for absent ones; otherwise empty
 */
public record RowResult(
        DesiredRow row, String id, List<Kind> actions, State state, String message, Map<String, String> actual) {

    /** What is known of a row. */
    public enum State {
        /** The router did it and said so, or shows the row as it shall be. */
        DONE,
        /** The router refused it, or shows something else. */
        FAILED,
        /** It was sent, its reply was lost, and reading the table again did not show its effect. */
        UNKNOWN,
        /** It was not sent. */
        NOT_SENT,
        /** It was done, and undone with all the others. */
        ROLLED_BACK
    }

    public RowResult rolledBack() {
        return state == State.DONE || state == State.UNKNOWN
                ? new RowResult(row, id, actions, State.ROLLED_BACK, message, actual) : this;
    }

    /** For JSON: maps, text and numbers, the values of secrets masked. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        if (row != null) {
            map.put("row", row.index());
        }
        map.put("id", id);
        map.put("actions", actions.stream().map(action -> action.name().toLowerCase(Locale.ROOT)).toList());
        map.put("state", state.name().toLowerCase(Locale.ROOT));
        if (message != null) {
            map.put("message", message);
        }
        if (!actual.isEmpty()) {
            map.put("actual", Masking.masked(actual));
        }
        return map;
    }

    /** All of it in a line, the values of secrets masked. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(row == null ? id : row.toString()).append(' ').append(actions).append(' ').append(state);
        if (message != null) {
            text.append(": ").append(message);
        }
        if (!actual.isEmpty()) {
            text.append("; the router has ").append(Masking.properties(actual));
        }
        return text.toString();
    }
}
