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

import java.util.concurrent.CompletionStage;

/**
 * Rows that a device sends for as long as one wants them. Any thread may call it; nothing blocks.
 */
public interface RowSource {

    /** Begins, or goes on after {@link #stop()}. Does nothing while it runs. */
    void start();

    /**
     * Cancels what runs on the device, at once, and hands out nothing more.
     *
     * @return completes when what was handed out last is done
     */
    CompletionStage<Void> stop();

    /** Why it does not run at present, or {@code null} while all is well. */
    Exception lastError();
}
