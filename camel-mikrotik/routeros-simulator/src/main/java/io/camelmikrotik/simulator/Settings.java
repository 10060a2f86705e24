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

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a router is built with; the builder's fields, copied at the start and constant from then on. */
final class Settings implements Cloneable {

    String identity = "simulated";
    Version version = Version.parse(Version.NEWEST);
    /** The version that can be had; null for none. */
    String update;
    Map<String, User> users;
    String host = "127.0.0.1";
    int port;
    int tlsPort;
    List<Seed> seeds = List.of();
    TlsMode tls = TlsMode.NONE;
    int maxSessions = 20;
    Duration latency = Duration.ZERO;
    Duration serviceTime = Duration.ZERO;
    int clampBurst;
    Duration clampEach;
    Duration clampRecovery;
    boolean scriptOutputAsRows;
    Duration loginDelay = Duration.ZERO;
    int logLines = 1000;
    Duration monitorInterval = Duration.ofSeconds(1);
    boolean realisticTables;
    boolean countingJournal;
    FatalForm fatalForm = FatalForm.BARE_WORD;
    TagPosition tagPosition = TagPosition.SECOND;
    String refusalText;
    boolean trapCategories = true;
    boolean unknownMenuTwoTraps = true;
    boolean doneBeforeReboot = true;
    boolean partialChangeRows;
    boolean nextIds;

    Settings copy() {
        try {
            Settings copy = (Settings) clone();
            copy.users = users == null
                    ? Map.of(SimulatedRouter.USERNAME,
                            new User(SimulatedRouter.USERNAME, SimulatedRouter.PASSWORD, User.ALL_POLICIES))
                    : new LinkedHashMap<>(users);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }
}
