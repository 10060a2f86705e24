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
package io.camelmikrotik.internal.pool;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

import io.camelmikrotik.exception.ConnectionFailedException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.internal.session.ApiSession;
import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a router says of its API sessions, asked over one that is open: how many its service allows, and who holds them.
 * Nothing here opens a session.
 */
final class SessionQuestions {

    /** Of a router that does not tell. */
    static final int NOT_TOLD = 0;

    private static final Logger LOG = LoggerFactory.getLogger(SessionQuestions.class);

    private static final CommandOptions OPTIONS
            = CommandOptions.DEFAULTS.withTimeout(Duration.ofSeconds(5)).withTotalTimeout(Duration.ofSeconds(5));
    private static final RouterOsCommand SERVICES
            = RouterOsCommand.builder("/ip/service/print").properties(List.of("name", "dynamic", "max-sessions")).build();
    private static final RouterOsCommand ACTIVE
            = RouterOsCommand.builder("/user/active/print").properties(List.of("name", "address", "via")).build();

    private SessionQuestions() {
    }

    /**
     * @return {@code max-sessions} of the service that the device is reached by; {@link #NOT_TOLD} before RouterOS 7.16
     *         and where the user may not read it. Fails with the session
     */
    static CompletionStage<Integer> maxSessions(ApiSession session, DeviceAccess access) {
        String service = access.tls() == null ? "api" : "api-ssl";
        return session.execute(SERVICES, OPTIONS).handle((reply, failure) -> {
            if (failure == null) {
                return maxSessions(reply, service);
            }
            if (Completions.cause(failure) instanceof TrapException refusal) {
                LOG.info("{} does not tell max-sessions: {}", access.label(), refusal.getMessage());
                return NOT_TOLD;
            }
            throw new IllegalStateException(Completions.cause(failure));
        });
    }

    private static int maxSessions(Reply reply, String service) {
        for (RouterOsRow row : reply.rows()) {
            if (service.equals(row.get("name")) && !"true".equals(row.get("dynamic")) && row.get("max-sessions") != null) {
                return (int) Math.min(Integer.MAX_VALUE, row.getLong("max-sessions"));
            }
        }
        return NOT_TOLD;
    }

    /**
     * Why a device that accepts connections may have ended one before its login: who holds its sessions.
     *
     * @param  other a session with it that is open
     * @return       the failure with that, or as it was where the device does not tell
     */
    static CompletionStage<Throwable> explained(ConnectionFailedException failure, ApiSession other) {
        return other.execute(ACTIVE, OPTIONS)
                .handle((reply, noReply) -> noReply == null ? failure.with(holders(reply)) : failure);
    }

    private static String holders(Reply reply) {
        List<RouterOsRow> api
                = reply.rows().stream().filter(row -> String.valueOf(row.get("via")).startsWith("api")).toList();
        Map<String, Long> holders = api.stream().collect(Collectors.groupingBy(
                row -> row.get("name") + " from " + row.get("address"), TreeMap::new, Collectors.counting()));
        return api.size() + " API sessions are in use: " + holders.entrySet().stream()
                .map(each -> each.getValue() + " of " + each.getKey()).collect(Collectors.joining(", "));
    }
}
