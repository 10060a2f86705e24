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

import java.io.Closeable;
import java.io.IOException;
import java.util.function.BiConsumer;

import io.camelmikrotik.routeros.RouterOsRow;

/**
 * Keeps a {@link DeliveredState} beyond the life of the application. Each call that changes it is durable against the
 * end of the process when it returns; what is lost by a crash of the machine is delivered once more. For one thread at
 * a time.
 */
public interface DeliveredStateStore extends Closeable {

    /** Keeps nothing. */
    DeliveredStateStore NONE = new DeliveredStateStore() {
        @Override
        public boolean open(BiConsumer<String, RouterOsRow> rows) {
            return false;
        }

        @Override
        public void put(String identity, RouterOsRow row) {
        }

        @Override
        public void remove(String identity) {
        }

        @Override
        public void replace(DeliveredState table) {
        }

        @Override
        public boolean isDueForReplacement(DeliveredState table) {
            return false;
        }

        @Override
        public void close() {
        }
    };

    /**
     * Opens the store and reads it.
     *
     * @param  rows takes each identity and its row, or {@code null} for one that was removed later
     * @return      whether a table was ever saved here, be it an empty one
     */
    boolean open(BiConsumer<String, RouterOsRow> rows) throws IOException;

    /** Adds or replaces one row, in time and space for one row. */
    void put(String identity, RouterOsRow row) throws IOException;

    /** Takes one row out, in time and space for one row. */
    void remove(String identity) throws IOException;

    /** Replaces everything, in one step: after a crash either the old table is there or the new one. */
    void replace(DeliveredState table) throws IOException;

    /** Whether so much has been changed one by one that replacing everything would make the store smaller. */
    boolean isDueForReplacement(DeliveredState table);
}
