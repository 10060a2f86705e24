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

import java.util.function.Consumer;

/**
 * Takes what a source has: one call at a time, on the threads that the source was given, in the order of the device.
 */
public interface RowTarget {

    /** What became of rows. */
    enum Outcome {
        PROCESSED,
        /** They were not processed; the failure has been reported. */
        FAILED,
        /** They are being processed; the outcome will be told. */
        PENDING
    }

    /**
     * Takes rows. The next call comes when these are done. Never throws.
     *
     * @param  later to be told once, on any thread, if {@link Outcome#PENDING} was returned; otherwise never
     * @return       what became of them
     */
    Outcome take(RowBatch rows, Consumer<Outcome> later);

    /**
     * Hears why a source does not run at present; it goes on trying. Once for each failure, however often it repeats
     * itself. Never throws.
     */
    void failed(Exception failure);
}
