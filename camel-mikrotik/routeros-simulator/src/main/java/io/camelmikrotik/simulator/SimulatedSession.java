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
package io.camelmikrotik.simulator;

import java.time.Instant;

/**
 * A connection to a router, at the time of asking.
 *
 * @param number          from 1, in the order of their coming; the number that {@link Journal.Entry} names
 * @param address         the client's
 * @param user            who is logged in, or null before that
 * @param tls             whether it came to the TLS port
 * @param since           when it was accepted
 * @param commandsRunning commands that have arrived and not ended, listeners among them
 */
public record SimulatedSession(int number, String address, String user, boolean tls, Instant since, int commandsRunning) {
}
