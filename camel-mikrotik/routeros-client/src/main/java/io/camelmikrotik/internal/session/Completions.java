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
package io.camelmikrotik.internal.session;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows from the completion of a future, where nobody waits for that in turn. A future keeps what is thrown in
 * {@code whenComplete} and its like for the future that these return; who drops that drops the failure too, and whoever
 * waits for what should have been done there waits for ever. So all such callbacks are registered here, each together
 * with what its failure ends.
 */
public final class Completions {

    private static final Logger LOG = LoggerFactory.getLogger(Completions.class);

    private Completions() {
    }

    /**
     * Calls {@code then} once, on the thread that completes the stage, or at once if it has completed.
     *
     * @param then   gets the value, or the failure
     * @param failed gets whatever {@code then} throws, an {@link Error} too; on the same thread
     */
    public static <T> void then(
            CompletionStage<T> stage, BiConsumer<? super T, ? super Throwable> then, Consumer<? super Throwable> failed) {
        stage.whenComplete((value, failure) -> run(() -> then.accept(value, failure), failed));
    }

    /**
     * As {@link #then(CompletionStage, BiConsumer, Consumer)}, where there is nothing to be ended: what is thrown is
     * told in the log.
     */
    public static <T> void then(CompletionStage<T> stage, BiConsumer<? super T, ? super Throwable> then) {
        then(stage, then, Completions::log);
    }

    /** Runs an action now; {@code failed} gets whatever it throws. Never throws. */
    public static void run(Runnable action, Consumer<? super Throwable> failed) {
        try {
            action.run();
        } catch (Throwable e) {
            try {
                failed.accept(e);
            } catch (Throwable again) {
                log(again);
            }
        }
    }

    /** Runs an action now; what it throws is told in the log. Never throws. */
    public static void run(Runnable action) {
        run(action, Completions::log);
    }

    private static void log(Throwable failure) {
        try {
            LOG.warn("A callback failed", failure);
        } catch (Throwable e) {
            // not even memory for a line of the log is left: those who come after this must go on all the same
        }
    }

    /** What failed, without the wrapping that futures put around it. */
    public static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
