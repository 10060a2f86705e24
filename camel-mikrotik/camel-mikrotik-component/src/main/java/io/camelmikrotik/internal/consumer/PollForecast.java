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

import org.apache.camel.support.ScheduledPollConsumer;

/**
 * Whether the next run of a consumer, which Camel does, will poll: nothing is asked of a router while Camel lets polls
 * pass by, such as after failures. Camel counts, and shows all of its counts but the one of idle polls, which is
 * counted here beside it. A forecast that is wrong costs a command, or a poll that waits for its reply; what is counted
 * and delivered is Camel's decision. For one run at a time.
 */
final class PollForecast {

    private final ScheduledPollConsumer consumer;
    private long idlePolls;
    private long runsBefore;
    private int messages;

    PollForecast(ScheduledPollConsumer consumer) {
        this.consumer = consumer;
    }

    /** As Camel does with its counts when the consumer stops. */
    void reset() {
        idlePolls = 0;
    }

    boolean willPoll() {
        boolean runsOut = consumer.getRepeatCount() > 0 && consumer.getCounter() >= consumer.getRepeatCount();
        return consumer.isRunAllowed() && !consumer.isSuspended() && !runsOut && !backsOff();
    }

    private boolean backsOff() {
        boolean due = isReached(idlePolls, consumer.getBackoffIdleThreshold())
                || isReached(consumer.getErrorCounter(), consumer.getBackoffErrorThreshold());
        if (!due || consumer.getBackoffMultiplier() <= 0) {
            return false;
        }
        if (consumer.getBackoffCounter() < consumer.getBackoffMultiplier()) {
            return true;
        }
        // enough of them: Camel counts anew
        idlePolls = 0;
        return false;
    }

    private static boolean isReached(long count, int threshold) {
        return threshold > 0 && count >= threshold;
    }

    void runBegins() {
        runsBefore = consumer.getCounter();
        messages = 0;
    }

    /** @return the same number */
    int polled(int messages) {
        this.messages = messages;
        return messages;
    }

    void runEnds() {
        if (consumer.getCounter() != runsBefore) {
            idlePolls = messages > 0 || consumer.getErrorCounter() > 0 ? 0 : idlePolls + 1;
        }
    }
}
