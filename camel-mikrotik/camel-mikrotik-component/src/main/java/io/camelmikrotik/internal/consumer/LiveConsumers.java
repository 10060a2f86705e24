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

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.ServiceStatus;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The consumers of a component that run. Where the component alone is stopped they stop with it, and start with it
 * again, unless their route was stopped meanwhile; a stop of the context has stopped them before. Those that are
 * suspended hold nothing of the component, and take what they need when they are resumed. Safe for any thread.
 */
public final class LiveConsumers {

    private static final Logger LOG = LoggerFactory.getLogger(LiveConsumers.class);

    private final Set<DefaultConsumer> running = ConcurrentHashMap.newKeySet();
    private final List<DefaultConsumer> stopped = new ArrayList<>();

    public void started(DefaultConsumer consumer) {
        running.add(consumer);
    }

    public void stopped(DefaultConsumer consumer) {
        running.remove(consumer);
    }

    /** Called by the component's life cycle only. */
    public void stop() {
        stopped.clear();
        for (DefaultConsumer consumer : List.copyOf(running)) {
            if (!consumer.isSuspendingOrSuspended()) {
                stopped.add(consumer);
                consumer.stop();
            }
        }
    }

    /** Called by the component's life cycle only. */
    public void startAgain() {
        List<DefaultConsumer> starting = List.copyOf(stopped);
        stopped.clear();
        for (DefaultConsumer consumer : starting) {
            if (consumer.isStopped() && isWanted(consumer)) {
                try {
                    consumer.start();
                } catch (RuntimeException e) {
                    LOG.warn("{} does not start again with its component: {}", consumer.getEndpoint(), e.getMessage(), e);
                }
            }
        }
    }

    /** One that has no route belongs to a pollEnrich or to an application that polls. */
    private static boolean isWanted(DefaultConsumer consumer) {
        String route = consumer.getRouteId();
        return !consumer.isShutdown()
                && (route == null || consumer.getEndpoint().getCamelContext().getRouteController()
                        .getRouteStatus(route) == ServiceStatus.Started);
    }
}
