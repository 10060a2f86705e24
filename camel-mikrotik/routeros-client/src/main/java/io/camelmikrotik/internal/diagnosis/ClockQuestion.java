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

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import io.camelmikrotik.internal.value.DateTimeValue;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;

/** The router's clock beside ours. */
final class ClockQuestion implements Question {

    /** Certificates and logs are read wrongly beyond it. */
    private static final Duration TOLERATED = Duration.ofMinutes(1);

    @Override
    public String step() {
        return "clock";
    }

    @Override
    public List<RouterOsCommand> commands() {
        return List.of(RouterOsCommand.of("/system/clock/print"));
    }

    @Override
    public Finding finding(List<Answer> answers) {
        Answer answer = answers.get(0);
        RouterOsRow row = answer.row();
        Optional<LocalDateTime> shown = DateTimeValue.parse(row.get("date") + " " + row.get("time"));
        Finding finding = Finding.ok(row.get("date") + " " + row.get("time") + " " + row.get("time-zone-name"))
                .with("date", row.get("date")).with("time", row.get("time"))
                .with("timeZone", row.get("time-zone-name"));
        Optional<ZoneId> zone = zone(row);
        if (shown.isEmpty() || zone.isEmpty()) {
            return finding.and("; how far it is off cannot be told");
        }
        Instant ours = answer.sentAt().plus(answer.time().dividedBy(2));
        Duration ahead = Duration.between(ours, shown.get().atZone(zone.get()).toInstant());
        finding.with("secondsAhead", ahead.toSeconds());
        if (ahead.abs().compareTo(TOLERATED) <= 0) {
            return finding.and(", as ours");
        }
        return finding.warn(
                "it is " + text(ahead.abs()) + (ahead.isNegative() ? " behind ours" : " ahead of ours"),
                "/system/ntp/client/set enabled=yes servers=pool.ntp.org; /system/clock/set time-zone-name=...");
    }

    /** {@code +02:00}, or seconds; else by the zone's name. */
    private static Optional<ZoneId> zone(RouterOsRow row) {
        try {
            String offset = row.get("gmt-offset");
            if (offset != null && offset.matches("-?[0-9]+")) {
                return Optional.of(ZoneOffset.ofTotalSeconds(Integer.parseInt(offset)));
            } else if (offset != null && !offset.isEmpty()) {
                return Optional.of(ZoneOffset.of(offset));
            }
            String name = row.get("time-zone-name");
            return name == null || name.isEmpty() ? Optional.empty() : Optional.of(ZoneId.of(name));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String text(Duration time) {
        return time.compareTo(Duration.ofHours(2)) < 0
                ? time.toSeconds() + " s" : time.compareTo(Duration.ofDays(2)) < 0 ? time.toHours() + " h"
                : time.toDays() + " d";
    }
}
