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
package io.camelmikrotik.internal.meters;

import io.camelmikrotik.internal.pool.SessionPool;
import io.camelmikrotik.internal.session.SessionOpener;

/**
 * Measures what the sessions of a pool do. Seam between the component and Micrometer.
 */
public interface SessionMeters extends AutoCloseable {

    /** Measures nothing, and costs nothing. */
    SessionMeters NONE = new SessionMeters() {
        @Override
        public SessionOpener measured(SessionOpener opener) {
            return opener;
        }

        @Override
        public void observe(SessionPool pool) {
            // nobody asks
        }

        @Override
        public void polled(String selection, long late) {
            // nobody counts
        }

        @Override
        public void skipped(String selection, SkipReason reason, long turns) {
            // nobody counts
        }

        @Override
        public void close() {
            // nothing was registered
        }
    };

    /** An opener whose sessions are measured: their logins, and each command. */
    SessionOpener measured(SessionOpener opener);

    /** Shows the state of the pool for as long as this is not closed. */
    void observe(SessionPool pool);

    /**
     * A device of a selection is polled.
     *
     * @param late time by which that begins after its turn, in nanoseconds
     */
    void polled(String selection, long late);

    /** A device of a selection was not polled at that many of its turns. */
    void skipped(String selection, SkipReason reason, long turns);

    /** Takes away every meter. */
    @Override
    void close();
}
