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
package io.camelmikrotik.client;

import java.util.concurrent.CompletionStage;

import io.camelmikrotik.internal.feed.ListWatch;

/**
 * A table that is followed, over reboots of its router, from {@link #start()} to {@link #stop()}. Safe for any thread.
 */
public final class TableWatch {

    private final ListWatch watch;

    TableWatch(ListWatch watch) {
        this.watch = watch;
    }

    /** Begins, or goes on after a stop. Failures are told to the handler, and tried again. */
    public void start() {
        watch.start();
    }

    /** @return completes when the handler is called no more; not to be waited for inside it */
    public CompletionStage<Void> stop() {
        return watch.stop();
    }

    /** Why nothing comes at present, or {@code null} while all is well. */
    public Exception lastError() {
        return watch.lastError();
    }

    @Override
    public String toString() {
        return watch.toString();
    }
}
