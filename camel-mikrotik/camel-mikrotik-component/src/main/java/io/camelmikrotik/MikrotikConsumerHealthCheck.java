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

import java.util.Map;
import java.util.function.Supplier;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Tells whether a subscription or a stream follows what it is to follow, without asking the device.
 */
final class MikrotikConsumerHealthCheck extends AbstractHealthCheck {

    private final MikrotikEndpoint endpoint;
    private final Supplier<Exception> lastError;

    /** @param trouble why the consumer follows nothing at present, or {@code null} */
    MikrotikConsumerHealthCheck(MikrotikEndpoint endpoint, Supplier<Exception> lastError, String routeId) {
        super("camel", "consumer:" + routeId);
        this.endpoint = endpoint;
        this.lastError = lastError;
        setEnabled(endpoint.getComponent().isHealthCheckConsumerEnabled());
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Exception reason = lastError.get();
        builder.detail("device", endpoint.getDevice());
        if (reason == null) {
            builder.up();
        } else {
            builder.message(reason.getMessage());
            builder.error(reason);
            builder.down();
        }
    }

    @Override
    public boolean isLiveness() {
        // a router that is away is no reason to restart us
        return false;
    }
}
