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

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;

/**
 * What a roll-out has begun and ended, over several runs of the application. One thread at a time.
 */
interface RolloutJournal extends Closeable {

    /** What happened to a device. */
    enum Event {
        /** Its change is about to begin. */
        BEGUN,
        /** The change that was to begin did not. */
        WITHDRAWN,
        /** The change ended well; it is to be verified. */
        CHANGED,
        DONE,
        FAILED,
        UNKNOWN
    }

    /** The last that happened to a device. */
    record Entry(Event event, String reason) {
    }

    /** For a roll-out that is not to outlive the application. */
    RolloutJournal NONE = new RolloutJournal() {

        @Override
        public Map<String, Entry> open() {
            return Map.of();
        }

        @Override
        public void write(String device, Event event, String reason) {
            // it is in the memory of the roll-out, and nowhere else
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    /**
     * Called first, and once.
     *
     * @return             the last that happened to each device, in earlier runs
     * @throws IOException if it cannot be read, is in use, or is that of another roll-out
     */
    Map<String, Entry> open() throws IOException;

    /**
     * Once this has returned, it is known in later runs, whatever happens to this one.
     *
     * @param reason what went wrong; may be {@code null}
     */
    void write(String device, Event event, String reason) throws IOException;
}
