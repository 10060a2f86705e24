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
package io.camelmikrotik.internal.consumer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.camelmikrotik.Initial;
import io.camelmikrotik.MikrotikConfiguration;
import io.camelmikrotik.MikrotikEndpoint;
import io.camelmikrotik.internal.command.PreparedCommand;
import io.camelmikrotik.internal.feed.DeliveredStateStore;
import io.camelmikrotik.internal.feed.WatchSettings;
import io.camelmikrotik.internal.feed.WatchedTable;

/**
 * What the options of an endpoint say about watching a table.
 *
 * @param table    which rows
 * @param settings how
 * @param store    of the rows as delivered
 */
public record WatchOptions(WatchedTable table, WatchSettings settings, DeliveredStateStore store) {

    /** @throws IllegalArgumentException naming the option, if the options do not fit */
    public static WatchOptions of(MikrotikEndpoint endpoint, PreparedCommand command) {
        MikrotikConfiguration configuration = endpoint.getConfiguration();
        List<String> key = names(configuration.getKey());
        WatchedTable table = new WatchedTable(command.command(), command.where(), key, names(configuration.getIgnore()));
        return new WatchOptions(table, settings(configuration), store(endpoint, table, key));
    }

    private static WatchSettings settings(MikrotikConfiguration configuration) {
        FeedOptions.check(configuration);
        if (configuration.getFallbackDelay() < 1) {
            throw new IllegalArgumentException("fallbackDelay must be positive: " + configuration.getFallbackDelay());
        }
        if (configuration.getResyncInterval() < 0) {
            throw new IllegalArgumentException(
                    "resyncInterval must not be negative: " + configuration.getResyncInterval());
        }
        return new WatchSettings(
                configuration.getInitial() != Initial.SKIP, configuration.getBufferSize(), FeedOptions.pauses(configuration),
                FeedOptions.idleProbeInterval(configuration), configuration.isFallbackToPolling(),
                Duration.ofMillis(configuration.getFallbackDelay()), Duration.ofMillis(configuration.getResyncInterval()));
    }

    private static DeliveredStateStore store(MikrotikEndpoint endpoint, WatchedTable table, List<String> key) {
        String where = endpoint.getConfiguration().getWhere();
        return FeedOptions.store(
                endpoint, endpoint.getDevice() + " " + table.print() + (where == null ? "" : " where " + where) + " key "
                          + (key.isEmpty() ? ".id" : String.join(",", key)));
    }

    private static List<String> names(String option) {
        List<String> names = new ArrayList<>();
        if (option != null) {
            for (String name : option.split(",")) {
                if (!name.isBlank()) {
                    names.add(name.trim());
                }
            }
        }
        return names;
    }
}
