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
package io.camelmikrotik.campaign;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.simulator.Faults;
import io.camelmikrotik.simulator.SimulatedRouter;

/**
 * What a trouble strikes.
 *
 * @param command path of the command that meets it, if it is one of commands
 * @param later   ends troubles that end by themselves
 */
record Target(
        SimulatedRouter router, String command, Random random, ScheduledExecutorService later, Surroundings surroundings) {

    private static final int COMMANDS_SPARED = 4;

    /** For the next such command, or one soon after it. */
    Faults.Rule rule() {
        return router.faults().onNext(command).after(random.nextInt(3) > 0 ? 0 : random.nextInt(COMMANDS_SPARED));
    }

    /** The next command finds no session: it is opened under what was ordered. */
    void needsNewSession() {
        router.cutSessions();
    }

    /** A small length and not so many bytes: it takes what follows for the rest of a word. */
    byte[] strayBytes() {
        byte[] bytes = new byte[1 + random.nextInt(3)];
        random.nextBytes(bytes);
        bytes[0] = (byte) random.nextInt(30);
        return bytes;
    }

    Duration moment(int atMostMillis) {
        return Duration.ofMillis(1 + random.nextInt(atMostMillis));
    }

    void soon(Runnable end) {
        later.schedule(() -> Surroundings.withDescriptors(end), 1 + random.nextInt(150), TimeUnit.MILLISECONDS);
    }
}
