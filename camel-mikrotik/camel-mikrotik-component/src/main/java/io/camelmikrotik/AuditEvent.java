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
package io.camelmikrotik;

import java.time.Instant;
import java.util.Locale;

/**
 * One write and what became of it.
 *
 * @param time       when that was known
 * @param routeId    of the route that wrote; {@code null} where none did, as with a {@code ProducerTemplate}
 * @param exchangeId of the exchange that was being processed; {@code null} for a command that a consumer sends
 * @param device     {@code user@host:port}
 * @param path       of the command, such as {@code /ppp/secret/add}. For a row that {@code operation=upsert},
 *                   {@code update} or {@code ensure} did not come to write it may end in that word instead of a verb
 * @param command    the path with attributes and queries, the values of secrets masked. A command for many rows is told
 *                   as one for each of them
 * @param outcome    what is known
 * @param detail     the router's words of a refusal, or why it was not sent or its outcome is unknown; {@code null} if
 *                   it was done
 */
public record AuditEvent(
        Instant time, String routeId, String exchangeId, String device, String path, String command, Outcome outcome,
        String detail) {

    /** What is known of a write. */
    public enum Outcome {
        /** The router executed it and said so. */
        DONE,
        /** The router refused it. */
        REFUSED,
        /** It was sent, and whether the router executed it is not known: the reply was lost, or it was cancelled. */
        UNKNOWN,
        /** It did not reach the router. */
        NOT_SENT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** A line as in the log: all but the time; line breaks and other control characters are escaped. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder();
        line.append("route=").append(routeId).append(" exchange=").append(exchangeId).append(" device=").append(device)
                .append(" outcome=").append(outcome).append(" command=").append(command);
        if (detail != null) {
            line.append(" detail=").append(detail);
        }
        StringBuilder escaped = new StringBuilder(line.length());
        line.chars().forEach(c -> {
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                escaped.append(String.format("\\u%04x", c));
            } else {
                escaped.append((char) c);
            }
        });
        return escaped.toString();
    }
}
