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

import java.util.concurrent.locks.ReentrantLock;

import io.camelmikrotik.MikrotikEndpoint;
import io.camelmikrotik.exception.DeviceSuspendedException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.internal.feed.FailureKind;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.LoggingExceptionHandler;
import org.apache.camel.support.ScheduledPollConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exception handler of a polling consumer that was given no other. Camel's own would log each failed poll, with a
 * stack trace: a router that is down for a night would fill the log. This one tells each new kind of failure once, and
 * the return. What is not a failed poll, such as an exchange that failed, is logged as Camel does. Safe for any thread.
 */
public final class PollFailures implements ExceptionHandler {

    private final ScheduledPollConsumer consumer;
    private final String command;
    private final ExceptionHandler others;
    private final Logger log;
    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private Throwable told;

    public PollFailures(ScheduledPollConsumer consumer, MikrotikEndpoint endpoint) {
        this.consumer = consumer;
        this.command = endpoint.getCommand() + " on " + endpoint.getDevice();
        this.others = new LoggingExceptionHandler(endpoint.getCamelContext(), consumer.getClass());
        // where a user looks for it: Camel's logger of the consumer
        this.log = LoggerFactory.getLogger(consumer.getClass());
    }

    /** Whatever was told before a start is told again after it. */
    public void pollsBegin() {
        exchangeTold(null);
    }

    /** A poll did all it had to. */
    public void pollWorked() {
        if (exchangeTold(null) != null) {
            log.info("Polling {} works again", command);
        }
    }

    private void pollFailed(Throwable failure) {
        // the pool says so when it leaves a device alone, once for all consumers
        if (failure instanceof DeviceSuspendedException) {
            log.debug("Polling {} failed: {}", command, failure.getMessage());
            return;
        }
        Throwable before = exchangeTold(failure);
        String text = failure instanceof MikrotikException ? failure.getMessage() : failure.toString();
        if (before != null && FailureKind.isSame(before, failure)) {
            log.debug("Polling {} failed again: {}", command, text);
        } else if (log.isDebugEnabled()) {
            log.warn("Polling {} failed: {}", command, text, failure);
        } else {
            log.warn("Polling {} failed: {}; polling continues, and the same failure is not logged again until it changes",
                    command, text);
        }
    }

    private Throwable exchangeTold(Throwable now) {
        lock.lock();
        try {
            Throwable before = told;
            told = now;
            return before;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void handleException(Throwable exception) {
        others.handleException(exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        // Camel tells a poll's failure after the poll; what is told in its course has another cause
        if (consumer.isPolling()) {
            others.handleException(message, exception);
        } else {
            pollFailed(exception);
        }
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        others.handleException(message, exchange, exception);
    }
}
