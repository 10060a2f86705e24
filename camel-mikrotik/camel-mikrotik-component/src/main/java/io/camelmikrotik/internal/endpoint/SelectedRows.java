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
package io.camelmikrotik.internal.endpoint;

import java.io.Closeable;
import java.util.Iterator;
import java.util.NoSuchElementException;

import io.camelmikrotik.internal.command.PreparedCommand;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.routeros.RowStream;

/**
 * The body of a streamed reply: the rows that {@code where} accepts, as they arrive. Can be read once. Occupies a
 * session until it is exhausted or closed.
 */
public final class SelectedRows implements Iterator<RouterOsRow>, Closeable {

    private final RowStream rows;
    private final PreparedCommand command;
    private RouterOsRow next;

    public SelectedRows(RowStream rows, PreparedCommand command) {
        this.rows = rows;
        this.command = command;
    }

    @Override
    public boolean hasNext() {
        while (next == null && rows.hasNext()) {
            RouterOsRow row = rows.next();
            if (command.accepts(row)) {
                next = row;
            }
        }
        return next != null;
    }

    @Override
    public RouterOsRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        RouterOsRow row = next;
        next = null;
        return row;
    }

    @Override
    public void close() {
        rows.close();
    }

    @Override
    public String toString() {
        return rows.toString();
    }
}
