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

import java.util.List;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.routeros.CommandFate;

/**
 * Not all devices of a selection did what was asked. {@link #getResults()} tells the result of each.
 */
public class FleetException extends MikrotikException {

    private static final long serialVersionUID = 1L;
    private static final int NAMED = 3;

    private final transient List<DeviceResult> results;

    /** @param results of all devices */
    public FleetException(String selection, String command, List<DeviceResult> results) {
        super(selection, command, fate(results), text(selection, command, results), cause(results));
        this.results = List.copyOf(results);
    }

    private static CommandFate fate(List<DeviceResult> results) {
        if (results.stream().anyMatch(each -> each.state() == DeviceResult.State.UNKNOWN)) {
            return CommandFate.OUTCOME_UNKNOWN;
        }
        return results.stream().allMatch(each -> each.state() == DeviceResult.State.NOT_TRIED)
                ? CommandFate.NEVER_SENT : CommandFate.ANSWERED;
    }

    private static Throwable cause(List<DeviceResult> results) {
        return results.stream().filter(each -> !each.isDone()).findFirst().map(DeviceResult::failure).orElse(null);
    }

    private static String text(String selection, String command, List<DeviceResult> results) {
        StringBuilder text = new StringBuilder();
        text.append(command == null ? "the command" : command).append(" on ").append(selection).append(": ");
        String separator = "";
        for (DeviceResult.State state : DeviceResult.State.values()) {
            long count = results.stream().filter(each -> each.state() == state).count();
            if (count > 0) {
                text.append(separator).append(count).append(' ')
                        .append(state.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
                separator = ", ";
            }
        }
        List<DeviceResult> failed = results.stream().filter(each -> !each.isDone()).toList();
        for (DeviceResult each : failed.subList(0, Math.min(NAMED, failed.size()))) {
            text.append("; ").append(each);
        }
        return failed.size() > NAMED
                ? text.append("; and ").append(failed.size() - NAMED).append(" more").toString() : text.toString();
    }

    /** The result of each device, in the order of their names; empty after serialization. */
    public List<DeviceResult> getResults() {
        return results == null ? List.of() : results;
    }
}
