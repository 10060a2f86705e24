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

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells failures to a consumer's exception handler. One that throws, as a route behind {@code bridgeErrorHandler} may,
 * is a line in the log and disturbs the feed no further.
 */
public final class ErrorReporter {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorReporter.class);

    private final DefaultConsumer consumer;

    public ErrorReporter(DefaultConsumer consumer) {
        this.consumer = consumer;
    }

    /** Of an exchange. */
    public void report(String what, Exchange exchange, Exception failure) {
        report(what, failure, () -> consumer.getExceptionHandler().handleException(what, exchange, failure));
    }

    /** Of the feed itself. */
    public void report(String what, Exception failure) {
        report(what, failure, () -> consumer.getExceptionHandler().handleException(what, failure));
    }

    private void report(String what, Exception failure, Runnable handling) {
        try {
            handling.run();
        } catch (RuntimeException e) {
            LOG.warn("The exception handler of {} failed on: {}: {}", consumer.getEndpoint(), what, failure.getMessage(), e);
        }
    }
}
