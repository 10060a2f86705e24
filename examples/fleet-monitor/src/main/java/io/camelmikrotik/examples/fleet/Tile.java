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
package io.camelmikrotik.examples.fleet;

/**
 * What the page shows of one router. What is not known is {@code null}.
 *
 * @param name        as the inventory has it
 * @param site        label {@code site}
 * @param role        label {@code role}
 * @param state       up, busy, down, login_refused, suspended or unusable
 * @param cpu         {@code cpu-load} in percent
 * @param version     of RouterOS
 * @param board       the model
 * @param uptime      as RouterOS writes it
 * @param lastSuccess seconds since 1970
 * @param nextAttempt seconds since 1970; only of one that is not up
 * @param reason      why it is not up
 */
record Tile(
        String name, String site, String role, String state, Long cpu, String version, String board, String uptime,
        Long lastSuccess, Long nextAttempt, String reason) {
}
