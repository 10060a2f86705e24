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
package io.camelmikrotik.internal.endpoint;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.fleet.Selection;
import io.camelmikrotik.routeros.RouterOsCommand;

/**
 * What stands between {@code mikrotik:} and the question mark: {@code device[:port][/command/path]}.
 *
 * @param device  host name, IPv4 address, IPv6 address (without brackets), or name of a device in the registry
 * @param port    {@code null} for the default
 * @param command command word with its leading slash, or {@code null} if it comes from the message
 */
public record EndpointAddress(String device, Integer port, String command) {

    private static final Pattern SHAPE
            = Pattern.compile(
                    "(?:\\[(?<v6>[0-9A-Fa-f:.%\\w-]+)]|(?<name>@?[^\\[\\]:/@]+))(?::(?<port>[0-9]{1,5}))?(?<command>/.*)?");

    /**
     * @throws IllegalArgumentException if it is not such an address
     * @throws BadInputException        if what follows the device is not a RouterOS command path
     */
    public static EndpointAddress parse(String remaining) {
        String text = remaining.replace("%5B", "[").replace("%5D", "]").replaceFirst("^//", "");
        int path = text.indexOf('/');
        if (text.lastIndexOf('@', path < 0 ? text.length() : path) > 0) {
            // without the text: it may hold a password
            throw new IllegalArgumentException("a device has no user in front of it: set username and password as options");
        }
        if (text.startsWith("/")) {
            throw new IllegalArgumentException(
                    "no device in front of " + text + ": it looks like core1"
                                               + (text.length() > 1 ? text : "/ppp/secret/print"));
        }
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "not a device and command: \"" + remaining
                                               + "\"; it looks like core1:8728/ppp/secret/print, an IPv6 address "
                                               + "stands in brackets");
        }
        String device = matcher.group("v6") != null ? matcher.group("v6") : matcher.group("name").trim();
        String port = matcher.group("port");
        String command = matcher.group("command");
        if (command != null && command.chars().allMatch(c -> c == '/')) {
            command = null;
        }
        if (command != null) {
            RouterOsCommand.of(command);
        }
        if (Selection.isOne(device) && port != null) {
            throw new IllegalArgumentException("a selection of devices has no port: " + device);
        }
        return new EndpointAddress(device, port == null ? null : Integer.valueOf(port), command);
    }

    /** Whether it stands for several devices. */
    public boolean isSelection() {
        return Selection.isOne(device);
    }

    /** The device as a URI names it: with its port, if it has one, and in brackets if it is an IPv6 address. */
    public String target() {
        String host = device.indexOf(':') < 0 ? device : "[" + device + "]";
        return port == null ? host : host + ":" + port;
    }
}
