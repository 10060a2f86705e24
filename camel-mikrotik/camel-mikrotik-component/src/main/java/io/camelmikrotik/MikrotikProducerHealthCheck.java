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

import io.camelmikrotik.pool.DeviceStatus;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.apache.camel.util.URISupport;

/**
 * Tells what is known of a producer's device, without asking the device.
 */
final class MikrotikProducerHealthCheck extends AbstractHealthCheck {

    private final MikrotikEndpoint endpoint;

    MikrotikProducerHealthCheck(MikrotikEndpoint endpoint) {
        // two endpoints of one device are two checks, and a check has the same id in each run
        super("camel",
              "producer:mikrotik-" + endpoint.getDevice() + "-"
                       + Integer.toHexString(URISupport.sanitizeUri(endpoint.getEndpointUri()).hashCode()));
        this.endpoint = endpoint;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        DeviceStatus status = endpoint.client().status();
        builder.detail("device", endpoint.getDevice());
        builder.detail("state", status.state().name());
        if (status.state() == DeviceStatus.State.UP) {
            builder.up();
        } else {
            builder.detail("failures", status.failures());
            builder.detail("down.seconds", status.downFor().toSeconds());
            builder.message(status.lastFailure());
            builder.down();
        }
    }

    @Override
    public boolean isLiveness() {
        // a router that is away is no reason to restart us
        return false;
    }
}
