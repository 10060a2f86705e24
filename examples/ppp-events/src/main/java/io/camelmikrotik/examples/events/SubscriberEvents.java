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

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

import io.camelmikrotik.MikrotikConstants;
import io.camelmikrotik.examples.events.SubscriberEvent.Type;
import io.camelmikrotik.routeros.RouterOsRow;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Makes events of the changes of a router's tables. Most changes are none: a counter moved, a comment was edited. */
final class SubscriberEvents {

    private SubscriberEvents() {
    }

    /** Of a change in {@code /ppp/active}: a session began, ended, or both. */
    static List<SubscriberEvent> ofSession(Exchange exchange) {
        Message change = exchange.getMessage();
        RouterOsRow session = change.getBody(RouterOsRow.class);
        RouterOsRow previous = change.getHeader(MikrotikConstants.PREVIOUS_ROW, RouterOsRow.class);
        switch (type(change)) {
            case "created":
                return List.of(up(change, session));
            case "removed":
                return List.of(down(change, session));
            default:
                // after a reboot a router gives the same ids again: another subscriber may have this one now
                return isSameSession(previous, session) ? List.of() : List.of(down(change, previous), up(change, session));
        }
    }

    /** Of a change in {@code /ip/dhcp-server/lease}: a lease was bound. */
    static List<SubscriberEvent> ofLease(Exchange exchange) {
        Message change = exchange.getMessage();
        RouterOsRow lease = change.getBody(RouterOsRow.class);
        RouterOsRow previous = change.getHeader(MikrotikConstants.PREVIOUS_ROW, RouterOsRow.class);
        boolean bound = isBound(lease) && !"removed".equals(type(change)) && (previous == null || !isBound(previous));
        return bound ? List.of(event(change, Type.DHCP_BOUND, lease, "host-name", "mac-address", null)) : List.of();
    }

    private static SubscriberEvent up(Message change, RouterOsRow session) {
        Duration uptime = session.getDuration("uptime");
        return event(change, Type.PPP_UP, session, "name", "caller-id", now().minus(uptime == null ? Duration.ZERO : uptime));
    }

    private static SubscriberEvent down(Message change, RouterOsRow session) {
        return event(change, Type.PPP_DOWN, session, "name", "caller-id", null);
    }

    private static SubscriberEvent event(
            Message change, Type type, RouterOsRow row, String name, String device, Instant since) {
        return new SubscriberEvent(
                now().toString(), type, change.getHeader(MikrotikConstants.DEVICE, String.class), row.getId(),
                row.getOrDefault(name, ""), row.getOrDefault("address", ""), row.getOrDefault(device, ""),
                since == null ? null : since.toString(),
                "reconciliation".equals(change.getHeader(MikrotikConstants.CHANGE_ORIGIN, String.class)));
    }

    private static boolean isSameSession(RouterOsRow one, RouterOsRow other) {
        return List.of("name", "caller-id", "address", "session-id").stream()
                .allMatch(property -> Objects.equals(one.get(property), other.get(property)));
    }

    private static boolean isBound(RouterOsRow lease) {
        return "bound".equals(lease.get("status"));
    }

    private static String type(Message change) {
        return change.getHeader(MikrotikConstants.CHANGE_TYPE, String.class);
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
