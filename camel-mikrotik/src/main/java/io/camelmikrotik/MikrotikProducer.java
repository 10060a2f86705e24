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

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.camelmikrotik.routeros.BadInputException;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.routeros.RowStream;
import io.camelmikrotik.routeros.TrapException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Makes a command of each exchange, and of its reply the exchange's message. The calling thread goes on at once; the
 * route goes on, after the reply, on a worker thread of the component.
 */
public class MikrotikProducer extends DefaultAsyncProducer {

    private final MikrotikEndpoint endpoint;
    private MikrotikProducerHealthCheck healthCheck;
    private WritableHealthCheckRepository healthChecks;

    MikrotikProducer(MikrotikEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            if (!isRunAllowed()) {
                throw new RejectedExecutionException("the producer is not started");
            }
            MikrotikEndpoint target = endpoint.isDynamic() ? dynamicTarget(exchange) : endpoint;
            PreparedCommand prepared = target.template().prepare(exchange.getMessage());
            if (target.getConfiguration().isStreaming() && prepared.returnsRows()) {
                target.client().stream(prepared).whenComplete(
                        onWorker(exchange, callback, rows -> streamed(exchange, target, prepared, rows)));
            } else {
                if (prepared.command().isEndless()) {
                    throw new BadInputException(EndlessReply.explain(prepared.command().path()));
                }
                target.client().execute(prepared).whenComplete(
                        onWorker(exchange, callback, reply -> collected(exchange, target, prepared, reply)));
            }
            return false;
        } catch (Exception e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private MikrotikEndpoint dynamicTarget(Exchange exchange) {
        String target = exchange.getProperty(MikrotikSendDynamicAware.TARGET, String.class);
        if (target == null) {
            throw new BadInputException("no device: this endpoint serves toD only");
        }
        return endpoint.target(target);
    }

    private static void collected(Exchange exchange, MikrotikEndpoint target, PreparedCommand prepared, Reply reply) {
        Message message = succeeded(exchange, target);
        if (reply.ret() != null) {
            message.setHeader(MikrotikConstants.RET, reply.ret());
        }
        if (prepared.returnsRows() || !reply.rows().isEmpty()) {
            List<RouterOsRow> rows = prepared.select(reply.rows());
            message.setHeader(MikrotikConstants.ROW_COUNT, rows.size());
            message.setBody(rows);
        }
    }

    private static void streamed(Exchange exchange, MikrotikEndpoint target, PreparedCommand prepared, RowStream stream) {
        SelectedRows rows = new SelectedRows(stream, prepared);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                rows.close();
            }
        });
        succeeded(exchange, target).setBody(rows);
    }

    private static Message succeeded(Exchange exchange, MikrotikEndpoint target) {
        Message message = exchange.getMessage();
        message.removeHeader(MikrotikConstants.COMMAND);
        message.removeHeader(MikrotikConstants.RET);
        message.removeHeader(MikrotikConstants.ROW_COUNT);
        message.removeHeader(MikrotikConstants.TRAP_CATEGORY);
        message.setHeader(MikrotikConstants.DEVICE, target.client().name());
        return message;
    }

    /** Futures complete on event loops, which must never run a route. */
    private <T> BiConsumer<T, Throwable> onWorker(
            Exchange exchange, AsyncCallback callback, Consumer<T> success) {
        return (result, failure) -> {
            Runnable goOn = () -> {
                try {
                    if (failure == null) {
                        success.accept(result);
                    } else {
                        failed(exchange, failure);
                    }
                } catch (Exception e) {
                    exchange.setException(e);
                } finally {
                    callback.done(false);
                }
            };
            try {
                endpoint.getComponent().worker().execute(goOn);
            } catch (RejectedExecutionException | NullPointerException e) {
                // the component is stopping: the exchange must end all the same
                goOn.run();
            }
        };
    }

    private static void failed(Exchange exchange, Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TrapException trap && trap.getCategory() != null) {
            exchange.getMessage().setHeader(MikrotikConstants.TRAP_CATEGORY, trap.getCategory());
        }
        exchange.setException(cause instanceof CancellationException ? new RejectedExecutionException(cause) : cause);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        healthChecks = HealthCheckHelper.getHealthCheckRepository(
                endpoint.getCamelContext(), "producers", WritableHealthCheckRepository.class);
        if (healthChecks != null && !endpoint.isDynamic()) {
            healthCheck = new MikrotikProducerHealthCheck(endpoint);
            healthCheck.setEnabled(endpoint.getComponent().isHealthCheckProducerEnabled());
            healthChecks.addHealthCheck(healthCheck);
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (healthCheck != null) {
            healthChecks.removeHealthCheck(healthCheck);
            healthCheck = null;
        }
        super.doStop();
    }
}
