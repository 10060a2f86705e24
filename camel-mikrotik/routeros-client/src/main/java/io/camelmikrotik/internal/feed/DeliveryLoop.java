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

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.camelmikrotik.internal.session.Dispatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands out what a stream has, one step after the other, never two at a time, on threads of a pool; it occupies none
 * while there is nothing to hand out or a step goes on by itself.
 */
final class DeliveryLoop {

    /** One thing to do. */
    @FunctionalInterface
    interface Step {
        /** @return whether it is done; otherwise {@code done} will be called, once */
        boolean take(Runnable done);
    }

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryLoop.class);

    /** After so many steps others get the thread. */
    private static final int STEPS_AT_A_TIME = 100;

    private final Executor threads;
    private final Supplier<Step> steps;
    /** Calls of {@link #signal()} not seen yet by the one who walks; nobody walks at zero. */
    private final AtomicInteger signals = new AtomicInteger();

    /** @param steps gives the next one, or {@code null} if there is none now; asked by one thread at a time */
    DeliveryLoop(Executor threads, Supplier<Step> steps) {
        this.threads = threads;
        this.steps = steps;
    }

    /** There may be a step to take. */
    void signal() {
        if (signals.getAndIncrement() == 0) {
            goOn();
        }
    }

    private void goOn() {
        Dispatch.to(threads, this::walk, () -> LOG.debug("The pool of threads is closed"));
    }

    private void walk() {
        int seen = signals.get();
        for (int taken = 0; taken < STEPS_AT_A_TIME;) {
            Step step = nextStep();
            if (step == null) {
                seen = signals.addAndGet(-seen);
                if (seen == 0) {
                    return;
                }
            } else if (take(step)) {
                taken++;
            } else {
                return;
            }
        }
        goOn();
    }

    private Step nextStep() {
        try {
            return steps.get();
        } catch (RuntimeException | Error e) {
            LOG.warn("A stream failed by a mistake of its own", e);
            return null;
        }
    }

    private boolean take(Step step) {
        try {
            return step.take(this::goOn);
        } catch (RuntimeException | Error e) {
            LOG.warn("A stream failed because of an internal error", e);
            return true;
        }
    }
}
