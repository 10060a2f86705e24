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

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.internal.fleet.FleetOptions;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.internal.session.Dispatch;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.apache.camel.support.DefaultAsyncProducer;

/**
 * Makes a command of each exchange, and of its reply the exchange's message. The calling thread goes on at once; the
 * route goes on, after the reply, on a worker thread of the component. Only a caller that waits anyway goes on by
 * itself.
 */
public class MikrotikProducer extends DefaultAsyncProducer {

    private final MikrotikEndpoint endpoint;
    private AbstractHealthCheck healthCheck;
    private WritableHealthCheckRepository healthChecks;

    MikrotikProducer(MikrotikEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        MikrotikEndpoint target = endpoint;
        try {
            target = target(exchange);
            Executor threads = endpoint.getComponent().threads().routes().onBehalfOfCaller();
            CompletableFuture<Runnable> result = target.operation(exchange).begin(exchange);
            Completions.then(result, onWorker(threads, target, exchange, callback));
            return false;
        } catch (Throwable e) {
            exchange.setException(located(target, e));
            callback.done(true);
            return true;
        }
    }

    /** For a caller that waits, as with {@code synchronous=true}: it goes on by itself, and no worker is woken. */
    @Override
    public void process(Exchange exchange) {
        MikrotikEndpoint target = endpoint;
        try {
            target = target(exchange);
            ended(target, exchange, target.operation(exchange).begin(exchange));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.setException(new RejectedExecutionException("interrupted while waiting for the reply", e));
        } catch (Throwable e) {
            exchange.setException(located(target, e));
        }
    }

    private static void ended(MikrotikEndpoint target, Exchange exchange, CompletableFuture<Runnable> result)
            throws InterruptedException {
        Runnable completion;
        try {
            completion = result.get();
        } catch (ExecutionException e) {
            failed(target, exchange, e.getCause());
            return;
        } catch (CancellationException e) {
            failed(target, exchange, e);
            return;
        }
        completion.run();
    }

    private MikrotikEndpoint target(Exchange exchange) {
        if (!isRunAllowed()) {
            throw new RejectedExecutionException("the producer is not started");
        }
        return endpoint.isDynamic() ? dynamicTarget(exchange) : endpoint;
    }

    private MikrotikEndpoint dynamicTarget(Exchange exchange) {
        String target = exchange.getProperty(MikrotikSendDynamicAware.TARGET, String.class);
        if (target == null) {
            throw new BadInputException("no device: this endpoint serves toD only");
        }
        return endpoint.target(target);
    }

    /** Futures complete on event loops, which must never run a route. */
    private BiConsumer<Runnable, Throwable> onWorker(
            Executor threads, MikrotikEndpoint target, Exchange exchange, AsyncCallback callback) {
        return (completion, failure) -> {
            Runnable goOn = () -> {
                try {
                    if (failure == null) {
                        completion.run();
                    } else {
                        failed(target, exchange, failure);
                    }
                } catch (Throwable e) {
                    exchange.setException(located(target, e));
                } finally {
                    callback.done(false);
                }
            };
            Dispatch.to(threads, goOn, () -> endWithoutWorkers(goOn));
        };
    }

    /** The component is stopping: the exchange must end all the same, and not here, which may be an event loop. */
    private void endWithoutWorkers(Runnable goOn) {
        Thread last;
        try {
            last = endpoint.getCamelContext().getExecutorServiceManager().newThread("MikrotikLastExchange", goOn);
            last.start();
        } catch (Error e) {
            // no thread at all: better here than never
            goOn.run();
        }
    }

    private static void failed(MikrotikEndpoint target, Exchange exchange, Throwable failure) {
        Throwable cause = Completions.cause(failure);
        exchange.getMessage().removeHeader(MikrotikConstants.TRAP_CATEGORY);
        if (cause instanceof TrapException trap && trap.getCategory() != null) {
            exchange.getMessage().setHeader(MikrotikConstants.TRAP_CATEGORY, trap.getCategory());
        }
        exchange.setException(
                cause instanceof CancellationException ? new RejectedExecutionException(cause) : located(target, cause));
    }

    /** What refuses a message does not know for whom. */
    private static Throwable located(MikrotikEndpoint target, Throwable failure) {
        return failure instanceof BadInputException bad && bad.getDevice() == null && !target.isDynamic() && !target.isFleet()
                ? bad.at(target.client().label(), target.getCommand()) : failure;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.takeCredentials();
        healthChecks = HealthCheckHelper.getHealthCheckRepository(
                endpoint.getCamelContext(), "producers", WritableHealthCheckRepository.class);
        if (healthChecks != null && !endpoint.isDynamic()) {
            healthCheck = endpoint.isFleet()
                    ? FleetOptions.healthCheck("producer:mikrotik-" + endpoint.getDevice(), endpoint, endpoint.fleet())
                    : new MikrotikProducerHealthCheck(endpoint);
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
