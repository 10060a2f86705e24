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

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.camelmikrotik.routeros.RouterOsRow;

/**
 * Puts the rows of a streaming command together to rounds: successive rows with the same {@code .section} (RouterOS API
 * since 6.27). A round is known to be complete when the next one begins, or the command ends. A row without a section
 * is a round of its own. Not for several threads.
 */
final class SectionBatcher {

    private static final String SECTION = ".section";

    private final Consumer<List<RouterOsRow>> complete;
    private List<RouterOsRow> begun = new ArrayList<>();
    private String section;

    /** @param complete takes each round */
    SectionBatcher(Consumer<List<RouterOsRow>> complete) {
        this.complete = complete;
    }

    void add(RouterOsRow row) {
        String next = row.get(SECTION);
        if (next == null) {
            end();
            complete.accept(List.of(row));
            return;
        }
        if (!next.equals(section)) {
            end();
            section = next;
        }
        begun.add(row);
    }

    /** The command has ended, and with it the last round. */
    void end() {
        section = null;
        if (!begun.isEmpty()) {
            List<RouterOsRow> round = begun;
            begun = new ArrayList<>(round.size());
            complete.accept(round);
        }
    }

    /** Rows of the round that has begun. */
    int size() {
        return begun.size();
    }
}
