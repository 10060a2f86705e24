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
package io.camelmikrotik.internal.meters;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/**
 * The timers of logins and commands, one for each outcome. All are made at once: an event loop that counts a command
 * has nothing to register, and a rate can be asked for before the first failure.
 */
final class SessionTimers {

    private final Map<CommandOutcome, Timer> commands = new EnumMap<>(CommandOutcome.class);
    private final Map<LoginOutcome, Timer> logins = new EnumMap<>(LoginOutcome.class);

    private final MeterRegistry registry;

    SessionTimers(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        for (CommandOutcome outcome : CommandOutcome.values()) {
            commands.put(outcome, Timer.builder("camel.mikrotik.commands").tags(tags).tag("outcome", outcome.tag())
                    .description("Commands sent to devices, and how long they took").register(registry));
        }
        for (LoginOutcome outcome : LoginOutcome.values()) {
            logins.put(outcome, Timer.builder("camel.mikrotik.logins").tags(tags).tag("outcome", outcome.tag())
                    .description("Attempts to open a session, and how long they took").register(registry));
        }
    }

    /** Takes all of them out of the registry. */
    void remove() {
        commands.values().forEach(registry::remove);
        logins.values().forEach(registry::remove);
    }

    /** @param since {@link System#nanoTime()} */
    void command(CommandOutcome outcome, long since) {
        commands.get(outcome).record(System.nanoTime() - since, TimeUnit.NANOSECONDS);
    }

    /** @param since {@link System#nanoTime()} */
    void login(LoginOutcome outcome, long since) {
        logins.get(outcome).record(System.nanoTime() - since, TimeUnit.NANOSECONDS);
    }
}
