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
package io.camelmikrotik;

import java.time.Duration;

import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;

/** Knows since when the context is stopping: its routes have had a part of the time of the shutdown already. */
final class ContextStop extends LifecycleStrategySupport {

    private volatile long begunAt;
    private volatile boolean stopping;

    @Override
    public void onContextStarting(CamelContext context) {
        stopping = false;
    }

    @Override
    public void onContextStopping(CamelContext context) {
        begunAt = System.nanoTime();
        stopping = true;
    }

    /** What is left of the time; all of it while the context runs. */
    Duration left(Duration time) {
        if (!stopping) {
            return time;
        }
        Duration left = time.minusNanos(System.nanoTime() - begunAt);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
