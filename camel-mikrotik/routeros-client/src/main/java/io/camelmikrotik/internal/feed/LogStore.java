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
package io.camelmikrotik.internal.feed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.camelmikrotik.routeros.RouterOsRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the marks of the last lines of a log that were done, in a store of rows, so that following it goes on behind
 * them after a restart of the application. For one thread at a time.
 */
final class LogStore {

    private static final Logger LOG = LoggerFactory.getLogger(LogStore.class);

    /** More than one, so that a single line that equals another one by chance decides nothing. */
    static final int MARKS = 16;

    private static final String ID = ".id";
    private static final String FINGERPRINT = "fingerprint";

    private final DeliveredStateStore store;
    private final DeliveredState table = new DeliveredState();
    private boolean begun;
    private long last = -1;
    private int next;

    LogStore(DeliveredStateStore store) {
        this.store = store;
    }

    /** @return what was kept; {@code null} if nothing ever was */
    List<LogPosition.Mark> open() throws IOException {
        table.clear();
        last = -1;
        next = 0;
        begun = store.open((slot, row) -> {
            if (row == null) {
                table.remove(slot);
            } else {
                table.put(slot, row);
            }
        });
        if (!begun) {
            return null;
        }
        List<LogPosition.Mark> marks = new ArrayList<>();
        for (Map.Entry<String, RouterOsRow> entry : table) {
            LogPosition.Mark mark = mark(entry.getValue());
            marks.add(mark);
            if (mark.id() > last) {
                last = mark.id();
                next = Integer.parseInt(entry.getKey()) + 1;
            }
        }
        return marks;
    }

    /** Nothing before these marks is of interest; without any, nothing that the log held. */
    void begin(List<LogPosition.Mark> marks) throws IOException {
        if (store == DeliveredStateStore.NONE) {
            return;
        }
        if (marks.isEmpty()) {
            store.replace(table);
            begun = true;
        }
        for (LogPosition.Mark mark : marks) {
            add(mark);
        }
    }

    /** This line was processed. */
    void add(LogPosition.Mark mark) throws IOException {
        if (store == DeliveredStateStore.NONE || mark.id() < 0) {
            return;
        }
        boolean idsGoOn = mark.id() > last;
        if (!idsGoOn) {
            // the device was rebooted: earlier marks would be taken for lines of its new life
            table.clear();
        }
        String slot = Integer.toString(next++ % MARKS);
        RouterOsRow row = row(mark);
        table.put(slot, row);
        last = mark.id();
        if (begun && idsGoOn && !store.isDueForReplacement(table)) {
            store.put(slot, row);
        } else {
            store.replace(table);
            begun = true;
        }
    }

    void close() {
        try {
            store.close();
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} could not be closed", store, e);
        }
    }

    private static RouterOsRow row(LogPosition.Mark mark) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(ID, "*" + Long.toHexString(mark.id()).toUpperCase(java.util.Locale.ROOT));
        properties.put(FINGERPRINT, Long.toHexString(mark.fingerprint()));
        return RouterOsRow.of(properties);
    }

    private static LogPosition.Mark mark(RouterOsRow row) {
        return new LogPosition.Mark(
                Long.parseLong(row.get(ID).substring(1), 16), Long.parseUnsignedLong(row.get(FINGERPRINT), 16));
    }
}
