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
package io.camelmikrotik.feed;

import java.util.List;
import java.util.Objects;

import io.camelmikrotik.internal.feed.RowIdentity;
import io.camelmikrotik.routeros.RouterOsRow;

/**
 * One change of one row. Immutable.
 *
 * @param type              what happened
 * @param identity          tells the row from all others of its table, see {@link RowIdentity}
 * @param row               the row as it is now; of a removed one as it last was
 * @param previous          the row before; {@code null} of a created one
 * @param changedProperties names of the properties that are new, gone or have another value; empty unless updated
 * @param origin            how it became known
 */
public record RowChange(
        ChangeType type, String identity, RouterOsRow row, RouterOsRow previous, List<String> changedProperties,
        ChangeOrigin origin) {

    public RowChange {
        Objects.requireNonNull(row, "row");
        changedProperties = List.copyOf(changedProperties);
    }

    public static RowChange created(String identity, RouterOsRow row, ChangeOrigin origin) {
        return new RowChange(ChangeType.created, identity, row, null, List.of(), origin);
    }

    public static RowChange updated(
            String identity, RouterOsRow row, RouterOsRow previous, List<String> changedProperties, ChangeOrigin origin) {
        return new RowChange(ChangeType.updated, identity, row, previous, changedProperties, origin);
    }

    public static RowChange removed(String identity, RouterOsRow previous, ChangeOrigin origin) {
        return new RowChange(ChangeType.removed, identity, previous, previous, List.of(), origin);
    }

    /** The same change, of a row that has got another id. */
    public RowChange withRow(RouterOsRow newRow) {
        return new RowChange(type, identity, newRow, previous, changedProperties, origin);
    }

    /** The row once the change is delivered, or {@code null} if it is gone then. */
    public RouterOsRow result() {
        return type == ChangeType.removed ? null : row;
    }
}
