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

import io.camelmikrotik.routeros.RouterOsRow;

/**
 * The end of a successful command.
 *
 * @param attributes the attributes of {@code !done}, usually none or {@code ret}
 * @param empty      whether the router said {@code !empty}, as it does since 7.18 when there is no data
 */
public record DoneReply(RouterOsRow attributes, boolean empty) {

    /** A bare {@code !done}. */
    public static final DoneReply BARE = new DoneReply(RouterOsRow.EMPTY, false);

    /** The value of {@code =ret=}: an id, a count, a result; {@code null} if the router sent none. */
    public String ret() {
        return attributes.get("ret");
    }
}
