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

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.UnaryOperator;

/**
 * A name that does not resolve, and what may be the reason.
 */
final class UnknownName extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    private final String advice;

    private UnknownName(String name, String advice) {
        super(name);
        this.advice = advice;
    }

    /** The clause to append to the message. */
    String advice() {
        return advice;
    }

    /** The JDK's resolver. On its threads, which may block, advice is asked for. */
    static NameLookups.Resolver resolver(UnaryOperator<String> advice) {
        return name -> {
            try {
                return InetAddress.getAllByName(name);
            } catch (UnknownHostException e) {
                UnknownName unknown = new UnknownName(name, advice.apply(name));
                unknown.initCause(e);
                throw unknown;
            }
        };
    }
}
