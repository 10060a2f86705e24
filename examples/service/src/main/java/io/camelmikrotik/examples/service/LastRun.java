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
package io.camelmikrotik.examples.service;

import java.time.Instant;
import java.util.Map;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * How the last run of a repeated task ended: a health check, {@code application_last_run_ok} (1 or 0) and
 * {@code application_last_success_seconds} (a time of Unix, 0 for never) among the metrics. Any thread may call it.
 */
public final class LastRun extends AbstractHealthCheck {

    private volatile String failure = "";
    private volatile Instant success = Instant.EPOCH;

    /** @param task its name, that of the health check */
    public LastRun(String task) {
        super("application", task);
    }

    /** To be called before the routes start. */
    public void register(CamelContext context) {
        setCamelContext(context);
        HealthCheckHelper.getHealthCheckRegistry(context).register(this);
        MeterRegistry meters = context.getRegistry().findSingleByType(MeterRegistry.class);
        if (meters != null) {
            Gauge.builder("application.last.run.ok", this, run -> run.failure.isEmpty() ? 1 : 0).register(meters);
            Gauge.builder("application.last.success", this, run -> run.success.getEpochSecond()).baseUnit("seconds")
                    .register(meters);
        }
    }

    public void succeeded() {
        failure = "";
        success = Instant.now();
    }

    public void failed(Throwable why) {
        failure = StartException.lineOf(why);
    }

    /** Why the last run failed; empty if it did not. */
    public String failure() {
        return failure;
    }

    @Override
    public boolean isLiveness() {
        return false; // a restart of the program would not make the other side come back
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        if (failure.isEmpty()) {
            builder.message(success.equals(Instant.EPOCH) ? "no run has ended yet" : "last run ended well at " + success).up();
        } else {
            builder.message(failure).down();
        }
    }
}
