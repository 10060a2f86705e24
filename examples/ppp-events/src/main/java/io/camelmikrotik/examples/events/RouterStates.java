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
package io.camelmikrotik.examples.events;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.camelmikrotik.MikrotikListenConsumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;

/** Whether the routers are followed, as the subscriptions say. One thread calls it. */
final class RouterStates {

    private static final String CONNECTING = "connecting";

    private final List<String> routers;
    private final Function<String, String> troubles;
    private final Map<String, RouterState> last = new HashMap<>();

    /** @param troubles why a router is not followed, by its name; empty if it is */
    RouterStates(List<String> routers, Function<String, String> troubles) {
        this.routers = List.copyOf(routers);
        this.troubles = troubles;
    }

    /** By the routes that follow the routers' sessions. */
    static RouterStates ofRoutes(CamelContext context, List<String> routers) {
        return new RouterStates(routers, router -> {
            Route route = context.getRoute(EventRoutes.sessionsOf(router));
            if (route == null || !(route.getConsumer() instanceof MikrotikListenConsumer subscription)) {
                return CONNECTING;
            } else if (subscription.isFollowing()) {
                return "";
            }
            String trouble = subscription.getTrouble();
            // who it is stands beside it
            return trouble == null || trouble.isEmpty()
                    ? CONNECTING
                    : trouble.lines().findFirst().orElse("").replaceFirst("^\\S+@\\S+ ", "");
        });
    }

    /** As it is now, in the order in which they were named. */
    List<RouterState> now() {
        List<RouterState> states = new ArrayList<>();
        for (String router : routers) {
            String trouble = troubles.apply(router);
            boolean up = trouble.isEmpty();
            RouterState before = last.get(router);
            // why may change from attempt to attempt, since when does not
            String since = before != null && before.up() == up ? before.since() : SubscriberEvents.now().toString();
            last.put(router, new RouterState(router, up, since, trouble));
            states.add(last.get(router));
        }
        return states;
    }
}
