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
package io.camelmikrotik.internal.fleet;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;

import io.camelmikrotik.MikrotikConstants;
import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.component.RouteThreads;
import io.camelmikrotik.internal.producer.ExchangeOperation;
import io.camelmikrotik.internal.rollout.EndpointSteps;
import io.camelmikrotik.internal.rollout.Rollout;
import io.camelmikrotik.internal.rollout.RolloutOperation;
import io.camelmikrotik.internal.rollout.RolloutOptions;
import io.camelmikrotik.internal.rollout.Rollouts;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/** A roll-out over the devices that a selection has when it begins; the body becomes its result. */
public final class FleetRollout implements ExchangeOperation {

    private final FleetMembers members;
    private final RolloutOptions options;
    private final Rollouts rollouts;
    private final RolloutOperation operation;
    private final ProducerTemplate template;
    private final RouteThreads threads;

    /** @param template calls the endpoints of the application */
    public FleetRollout(FleetMembers members, RolloutOptions options, Rollouts rollouts, ProducerTemplate template,
                        RouteThreads threads, ScheduledExecutorService timer) {
        this.members = members;
        this.options = options;
        this.rollouts = rollouts;
        this.operation = new RolloutOperation(options, this::answers, rollouts, timer);
        this.template = template;
        this.threads = threads;
    }

    @Override
    public CompletableFuture<Runnable> begin(Exchange exchange) {
        String action = exchange.getMessage().getHeader(MikrotikConstants.ROLLOUT_ACTION, String.class);
        if (action != null) {
            steer(action, exchange.getMessage().getHeader(MikrotikConstants.ROLLOUT_ID, String.class));
            return CompletableFuture.completedFuture(() -> {
                exchange.getMessage().removeHeader(MikrotikConstants.ROLLOUT_ACTION);
                exchange.getMessage().removeHeader(MikrotikConstants.ROLLOUT_ID);
            });
        }
        List<String> selected = members.devices().stream().map(FleetDevice::name).toList();
        Map<String, Map<String, String>> labels = new TreeMap<>();
        members.registry().all().forEach(each -> labels.put(each.name(), each.device().getLabels()));
        Rollout rollout = operation.start(
                selected, labels, new EndpointSteps(template, exchange, options), threads.onBehalfOfCaller());
        exchange.setProperty(MikrotikConstants.PROGRESS_PROPERTY, rollout.progress());
        return rollout.result().thenApply(result -> () -> exchange.getMessage().setBody(result));
    }

    private void steer(String action, String id) {
        try {
            rollouts.steer(action, id);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(e.getMessage());
        }
    }

    /** Whether it can be logged in to: its session is there for the change, then. */
    private CompletionStage<Boolean> answers(String device) {
        FleetDevice known = members.registry().get(device);
        if (known == null) {
            return CompletableFuture.completedFuture(false);
        }
        return members.member(known).endpoint().client().isReachable();
    }
}
