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
package io.camelmikrotik.internal.consumer;

import java.time.Duration;

import io.camelmikrotik.internal.session.Completions;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.support.LifecycleStrategySupport;

/** Knows since when the context is stopping: its routes have had a part of the time of the shutdown already. */
public final class ContextStop extends LifecycleStrategySupport {

    private volatile long begunAt;
    private volatile boolean stopping;
    private volatile Runnable first = () -> {
    };

    /** @param action is done when the context begins to stop, before its routes do; must not block */
    public void before(Runnable action) {
        first = action;
    }

    @Override
    public void onContextStarting(CamelContext context) {
        stopping = false;
    }

    @Override
    public void onContextStopping(CamelContext context) {
        begunAt = System.nanoTime();
        stopping = true;
        // whatever is thrown, the context goes on with its stop
        Completions.run(first);
    }

    /**
     * How long one may wait at the end: as long as Camel's shutdown timeout allows, counted from the beginning of the
     * context's stop if that is what is going on.
     *
     * @param longest in any case
     * @param beyond  by which all that waits for this reason, taken together, may exceed Camel's timeout
     */
    public Duration left(CamelContext context, Duration longest, Duration beyond) {
        ShutdownStrategy strategy = context.getShutdownStrategy();
        Duration left = Duration.of(strategy.getTimeout(), strategy.getTimeUnit().toChronoUnit()).plus(beyond);
        if (stopping) {
            left = left.minusNanos(System.nanoTime() - begunAt);
        }
        return left.isNegative() ? Duration.ZERO : left.compareTo(longest) < 0 ? left : longest;
    }
}
