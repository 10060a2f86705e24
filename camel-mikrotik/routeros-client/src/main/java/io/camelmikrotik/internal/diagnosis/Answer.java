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
package io.camelmikrotik.internal.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsRow;

/**
 * What a router said to one command of a step.
 *
 * @param path    of the command
 * @param reply   {@code null} if it was refused
 * @param refusal {@code null} if it was not
 * @param sentAt  by our clock
 * @param time    from sending to the reply's end
 */
record Answer(String path, Reply reply, TrapException refusal, Instant sentAt, Duration time) {

    /** None if it was refused. */
    List<RouterOsRow> rows() {
        return reply == null ? List.of() : reply.rows();
    }

    /** The first row, or one without properties. */
    RouterOsRow row() {
        return rows().isEmpty() ? RouterOsRow.EMPTY : rows().get(0);
    }

    /** Whether the rights of the user did not allow it. */
    boolean isForbidden() {
        return refusal != null && String.valueOf(refusal.getTrapMessage()).contains("not enough permissions");
    }
}
