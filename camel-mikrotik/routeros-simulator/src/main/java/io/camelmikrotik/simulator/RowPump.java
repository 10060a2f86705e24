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

import java.util.Iterator;
import java.util.Map;

/**
 * Writes the rows of one print: some at a time, so that replies to other tags pass in between, and only while the line
 * has room. Event loop only.
 */
final class RowPump {

    private static final int ROWS_AT_A_TIME = 512;

    private final RunningCommand command;
    private final Query query;
    private final Iterator<Map<String, String>> rows;
    private final byte[][] encoded;
    private int nextEncoded;
    private boolean any;

    private RowPump(RunningCommand command, Query query, byte[][] encoded) {
        this.command = command;
        this.query = query;
        this.encoded = encoded;
        this.rows = encoded == null ? PrintVerb.rows(command) : PrintVerb.stored(command).iterator();
    }

    static void start(RunningCommand command, Query query) {
        boolean asStored = query.matchesEverything() && command.outlet().plain()
                && !command.request.has(".proplist") && !command.request.has("from");
        new RowPump(command, query, asStored ? command.table().generated().encoded() : null).pump();
    }

    private void pump() {
        if (command.finished()) {
            return;
        }
        for (int i = 0; i < ROWS_AT_A_TIME; i++) {
            if (!command.session.line().hasRoom()) {
                command.session.line().whenRoom(this::pump);
                return;
            }
            if (!next()) {
                if (!any) {
                    command.empty();
                }
                command.done();
                return;
            }
        }
        command.session.channel().eventLoop().execute(this::pump);
    }

    /** @return false after the last row */
    private boolean next() {
        if (rows.hasNext()) {
            Map<String, String> row = encoded == null ? rows.next() : command.table().printed(rows.next());
            if (query.matches(row)) {
                any = true;
                command.row(PrintVerb.visible(command, row));
            }
            return true;
        }
        if (encoded == null || nextEncoded == encoded.length) {
            return false;
        }
        any = true;
        command.session.line().sendRow(encoded[nextEncoded++], command.tag());
        return true;
    }
}
