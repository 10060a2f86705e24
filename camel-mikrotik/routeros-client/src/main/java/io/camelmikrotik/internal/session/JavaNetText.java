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
package io.camelmikrotik.internal.session;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.util.Optional;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.value.AddressValue;

/**
 * The text of Java's addresses and URIs as a router takes it. Looks nothing up.
 */
public final class JavaNetText {

    private JavaNetText() {
    }

    /**
     * @param  property          for the message
     * @return                   empty if the value is of neither kind
     * @throws BadInputException if it is an address that only this machine understands
     */
    public static Optional<String> of(String property, Object value) {
        if (value instanceof URI || value instanceof URL) {
            return Optional.of(value.toString());
        }
        if (!(value instanceof InetAddress address)) {
            return Optional.empty();
        }
        if (value instanceof Inet6Address v6 && (v6.getScopeId() != 0 || v6.getScopedInterface() != null)) {
            throw new BadInputException(
                    "the address for " + property
                                        + " names an interface of this machine, which the router does not know: give it"
                                        + " as text");
        }
        return Optional.of(AddressValue.of(address.getAddress()).toString());
    }
}
