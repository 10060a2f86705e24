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
import java.util.Map;

import io.camelmikrotik.internal.write.ensure.Masking;

/**
 * One step of a plan: what happens to one row.
 */
public sealed interface PlannedWrite {

    /** What kind of step, in a word. */
    Kind kind();

    /** The element of the list that it is for; {@code null} for one that removes or disables. */
    DesiredRow row();

    /** The id of the row on the router; {@code null} for one to be added. */
    String id();

    /** For JSON: maps, text and numbers, the values of secrets masked. */
    Map<String, Object> toMap();

    /** Kinds of steps. */
    enum Kind {
        ADD,
        SET,
        MOVE,
        REMOVE,
        DISABLE
    }

    /**
     * A place in the table: before the row with this id, or before the row added for this element. One of the two is
     * {@code null}.
     */
    record Anchor(String id, DesiredRow row) {

        public static Anchor of(String id) {
            return id == null ? null : new Anchor(id, null);
        }

        @Override
        public String toString() {
            return id != null ? id : "the row added for element " + row.index();
        }
    }

    /**
     * Adds a row.
     *
     * @param before where; {@code null} for the end of the table
     */
    record Add(DesiredRow row, Anchor before) implements PlannedWrite {

        @Override
        public Kind kind() {
            return Kind.ADD;
        }

        @Override
        public String id() {
            return null;
        }

        @Override
        public Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("row", row.index());
            map.put("after", Masking.masked(row.toMap()));
            if (before != null) {
                map.put("placeBefore", before.toString());
            }
            return map;
        }

        @Override
        public String toString() {
            return "+ " + Masking.properties(row.toMap()) + (before == null ? "" : " before " + before);
        }
    }

    /**
     * Changes properties of a row.
     *
     * @param before what the properties are now; those that the row does not have are missing
     * @param after  what they shall be; {@code null} for those to be unset
     */
    record Set(DesiredRow row, String id, Map<String, String> before, Map<String, String> after) implements PlannedWrite {

        @Override
        public Kind kind() {
            return Kind.SET;
        }

        @Override
        public Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("row", row.index());
            map.put("key", row.name());
            map.put("id", id);
            map.put("before", Masking.masked(before));
            map.put("after", Masking.masked(after));
            return map;
        }

        @Override
        public String toString() {
            return "~ " + id + " (" + row.name() + ") " + Masking.properties(before) + " -> " + Masking.properties(after);
        }
    }

    /**
     * Moves a row.
     *
     * @param before where to; {@code null} for the end of the table
     * @param up     whether towards the beginning of the table
     */
    record Move(DesiredRow row, String id, Anchor before, boolean up) implements PlannedWrite {

        @Override
        public Kind kind() {
            return Kind.MOVE;
        }

        @Override
        public Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("row", row.index());
            map.put("key", row.name());
            map.put("id", id);
            if (before != null) {
                map.put("placeBefore", before.toString());
            }
            return map;
        }

        @Override
        public String toString() {
            return "> " + id + " (" + row.name() + ")" + (before == null ? " to the end" : " before " + before);
        }
    }

    /**
     * Removes a row, or disables it.
     *
     * @param before what was read of the row
     */
    record Removal(String id, Map<String, String> before, boolean disables) implements PlannedWrite {

        @Override
        public Kind kind() {
            return disables ? Kind.DISABLE : Kind.REMOVE;
        }

        @Override
        public DesiredRow row() {
            return null;
        }

        @Override
        public Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("id", id);
            map.put("before", Masking.masked(before));
            return map;
        }

        @Override
        public String toString() {
            return (disables ? "x " : "- ") + id + " " + Masking.properties(before);
        }
    }
}
