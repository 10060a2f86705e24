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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a consumer of the topic knows: the sessions that are up, and the latest events. An event that is delivered twice
 * changes nothing. Any thread may call it.
 */
final class Board {

    private static final int LATEST = 200;

    /**
     * Everything on the board.
     *
     * @param routers  names of all routers, also of those without a session
     * @param sessions the event that began each session, oldest first
     * @param latest   events, newest first
     */
    record Content(List<String> routers, List<SubscriberEvent> sessions, List<SubscriberEvent> latest) {
    }

    private final List<String> routers;
    private final Map<String, SubscriberEvent> sessions = new LinkedHashMap<>(); // guarded by this
    private final Deque<SubscriberEvent> latest = new ArrayDeque<>(); // guarded by this

    Board(List<String> routers) {
        this.routers = List.copyOf(routers);
    }

    synchronized void accept(SubscriberEvent event) {
        String session = event.router() + " " + event.id();
        switch (event.type()) {
            case PPP_UP -> sessions.put(session, event);
            case PPP_DOWN -> sessions.remove(session);
            case DHCP_BOUND -> {
                // an event without a session
            }
        }
        latest.addFirst(event);
        if (latest.size() > LATEST) {
            latest.removeLast();
        }
    }

    synchronized Content content() {
        return new Content(routers, new ArrayList<>(sessions.values()), new ArrayList<>(latest));
    }
}
