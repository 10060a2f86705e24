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

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.Consumer;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The consumers of a component that run. Where the component alone is stopped they stop with it, and those that ran
 * start with it again; a stop of the context has stopped them before. Safe for any thread.
 */
final class LiveConsumers {

    private static final Logger LOG = LoggerFactory.getLogger(LiveConsumers.class);

    private final Set<Consumer> running = ConcurrentHashMap.newKeySet();
    private final List<Consumer> stopped = new ArrayList<>();

    void started(Consumer consumer) {
        running.add(consumer);
    }

    void stopped(Consumer consumer) {
        running.remove(consumer);
    }

    /** Called by the component's life cycle only. */
    void stop() {
        stopped.clear();
        for (Consumer consumer : List.copyOf(running)) {
            if (consumer instanceof ServiceSupport service && service.isStarted()) {
                stopped.add(consumer);
            }
            consumer.stop();
        }
    }

    /** Called by the component's life cycle only. */
    void startAgain() {
        List<Consumer> starting = List.copyOf(stopped);
        stopped.clear();
        for (Consumer consumer : starting) {
            try {
                consumer.start();
            } catch (RuntimeException e) {
                LOG.warn("{} does not start again with its component: {}", consumer.getEndpoint(), e.getMessage(), e);
            }
        }
    }
}
