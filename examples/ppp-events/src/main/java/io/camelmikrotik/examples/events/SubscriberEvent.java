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

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What happened to a subscriber; as JSON, the message on the topic.
 *
 * @param time     when this program learned of it, ISO 8601
 * @param type     what happened
 * @param router   the device's name
 * @param id       tells this session or lease from every other on the router
 * @param name     the subscriber's login, or the host name of a lease
 * @param address  given to the subscriber
 * @param device   the subscriber's MAC address or caller id
 * @param since    when a session began, ISO 8601; absent for the other types
 * @param caughtUp false if seen live, true if found by comparing the tables after the connection was away
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SubscriberEvent(
        String time, Type type, String router, String id, String name, String address, String device, String since,
        boolean caughtUp) {

    public enum Type {
        @JsonProperty("ppp-up")
        PPP_UP,
        @JsonProperty("ppp-down")
        PPP_DOWN,
        @JsonProperty("dhcp-bound")
        DHCP_BOUND
    }
}
