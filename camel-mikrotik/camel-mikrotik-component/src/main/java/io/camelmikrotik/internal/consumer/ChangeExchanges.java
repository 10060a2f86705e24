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

import io.camelmikrotik.MikrotikConstants;
import io.camelmikrotik.MikrotikEndpoint;
import io.camelmikrotik.feed.ChangeHandler;
import io.camelmikrotik.feed.RowChange;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultConsumer;

/**
 * Makes an exchange of each change and sends it through the consumer's route. A change is processed when its exchange
 * has no exception at the end.
 */
public final class ChangeExchanges implements ChangeHandler {

    private final DefaultConsumer consumer;
    private final MikrotikEndpoint endpoint;
    private final String command;
    private final ErrorReporter reports;

    public ChangeExchanges(DefaultConsumer consumer, MikrotikEndpoint endpoint) {
        this.consumer = consumer;
        this.endpoint = endpoint;
        this.command = endpoint.getCommand();
        this.reports = new ErrorReporter(consumer);
    }

    @Override
    public boolean deliver(RowChange change) {
        Exchange exchange = consumer.createExchange(false);
        try {
            fill(exchange.getMessage(), change);
            try {
                consumer.getProcessor().process(exchange);
            } catch (Exception e) {
                exchange.setException(e);
            }
            Exception failure = exchange.getException();
            boolean processed = failure == null && !exchange.isRollbackOnly();
            if (failure != null) {
                reports.report("Error processing exchange; the change will be delivered again", exchange, failure);
            }
            return processed;
        } finally {
            consumer.releaseExchange(exchange, false);
        }
    }

    private void fill(Message message, RowChange change) {
        message.setBody(change.row());
        message.setHeader(MikrotikConstants.CHANGE_TYPE, change.type().name());
        if (change.previous() != null) {
            message.setHeader(MikrotikConstants.PREVIOUS_ROW, change.previous());
        }
        if (!change.changedProperties().isEmpty()) {
            message.setHeader(MikrotikConstants.CHANGED_PROPERTIES, change.changedProperties());
        }
        message.setHeader(MikrotikConstants.CHANGE_ORIGIN, change.origin().name());
        message.setHeader(MikrotikConstants.DEVICE, endpoint.client().name());
        message.setHeader(MikrotikConstants.SOURCE, command);
    }

    @Override
    public void failed(String what, Exception failure) {
        reports.report(what, failure);
    }
}
