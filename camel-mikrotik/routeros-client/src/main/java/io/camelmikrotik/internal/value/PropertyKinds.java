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
package io.camelmikrotik.internal.value;

import java.util.Set;

import io.camelmikrotik.internal.session.SensitiveNames;

/**
 * Of which kind the values of a property are, by its name: which texts of it may mean the same. What is not known here
 * is told by the form of the text.
 */
final class PropertyKinds {

    private static final Set<String> FREE_TEXT = Set.of(
            "comment", "name", "user", "username", "email", "content", "log-prefix", "list", "address-list", "profile", "chain",
            "jump-target", "server", "on-event", "on-up", "on-down", "on-login", "on-logout", "up-script", "down-script",
            "test-script", "regexp", "ssid", "host-name", "text", "message", "identity");
    /** Upload and download; a single value is meant for both. */
    private static final Set<String> PAIRS = Set.of(
            "max-limit", "limit-at", "burst-limit", "burst-threshold", "burst-time", "priority", "bucket-size", "queue");
    /** Elements that are there or not: the router prints them in an order of its own. */
    private static final Set<String> SETS = Set.of(
            "connection-state", "connection-nat-state", "tcp-flags", "topics", "policy", "tagged", "untagged", "authentication",
            "authentication-types", "unicast-ciphers", "group-ciphers", "auth-algorithms", "enc-algorithms", "enc-algorithm",
            "dh-group", "hash-algorithm", "login-by", "allowed-address", "days");
    private static final Set<String> NUMBER_SETS = Set.of(
            "port", "src-port", "dst-port", "any-port", "vlan-ids", "packet-size", "tcp-mss");
    /** Networks: the router clears the bits of the host. */
    private static final Set<String> NETWORKS = Set.of("src-address", "dst-address", "target", "allowed-address");

    private PropertyKinds() {
    }

    static boolean isFreeText(String property) {
        return FREE_TEXT.contains(property) || SensitiveNames.contains(property);
    }

    static boolean isPair(String property) {
        return PAIRS.contains(property);
    }

    static boolean isSet(String property) {
        return SETS.contains(property);
    }

    /** Whether it is a set of numbers and ranges of numbers. */
    static boolean isNumberSet(String property) {
        return NUMBER_SETS.contains(property);
    }

    static boolean isNetwork(String property) {
        return NETWORKS.contains(property);
    }

    /** Whether {@code address} is a network in this menu; elsewhere it is that of an interface, for example. */
    static boolean hasNetworkAsAddress(String menu) {
        return isAddressList(menu) || menu.endsWith("/dhcp-server/network") || menu.endsWith("/ip/service");
    }

    static boolean isAddressList(String menu) {
        return menu.endsWith("/firewall/address-list");
    }
}
