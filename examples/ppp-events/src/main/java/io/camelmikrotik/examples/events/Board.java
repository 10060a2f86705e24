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
 * What a consumer of the topic knows: the sessions that are up, and the latest events; beside it, the state of the
 * routers and how many were online before. An event that is delivered twice changes nothing. Any thread may call it.
 */
final class Board {

    private static final int LATEST = 200;
    private static final int TOTALS = 360;

    /** How many sessions there were at a time (ISO 8601). */
    record Total(String time, int sessions) {
    }

    /**
     * Everything on the board.
     *
     * @param routers  all routers, also those without a session
     * @param sessions the event that began each session, oldest first
     * @param latest   events, newest first
     * @param totals   the sessions of all routers over the last time, oldest first
     */
    record Content(
            List<RouterState> routers, List<SubscriberEvent> sessions, List<SubscriberEvent> latest, List<Total> totals) {
    }

    private final Map<String, SubscriberEvent> sessions = new LinkedHashMap<>(); // guarded by this
    private final Deque<SubscriberEvent> latest = new ArrayDeque<>(); // guarded by this
    private final Deque<Total> totals = new ArrayDeque<>(); // guarded by this
    private List<RouterState> routers = List.of(); // guarded by this

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

    /** @return whether anything is different from before */
    synchronized boolean accept(List<RouterState> states) {
        boolean different = !states.equals(routers);
        routers = List.copyOf(states);
        return different;
    }

    /** Keeps how many sessions there are now. */
    synchronized Total count() {
        Total total = new Total(SubscriberEvents.now().toString(), sessions.size());
        totals.addLast(total);
        if (totals.size() > TOTALS) {
            totals.removeFirst();
        }
        return total;
    }

    synchronized Content content() {
        return new Content(routers, new ArrayList<>(sessions.values()), new ArrayList<>(latest), new ArrayList<>(totals));
    }
}
