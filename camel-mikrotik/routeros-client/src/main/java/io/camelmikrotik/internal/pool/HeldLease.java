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

/**
 * A lease that somebody has, with the place in the code that asked for it.
 */
final class HeldLease {

    private final String device;
    private final String command;
    private final LeaseKind kind;
    private final long since;
    private final Throwable asked;
    private volatile boolean told;

    /** @param command what it is for; {@code null} for nothing in particular */
    HeldLease(String device, String command, LeaseKind kind, long since, Throwable asked) {
        this.device = device;
        this.command = command;
        this.kind = kind;
        this.since = since;
        this.asked = asked;
    }

    long since() {
        return since;
    }

    /** Where it was asked for. */
    Throwable asked() {
        return asked;
    }

    boolean isTold() {
        return told;
    }

    void tell() {
        told = true;
    }

    @Override
    public String toString() {
        return "a session of " + device + " for " + (command == null ? "no command in particular" : command)
               + (kind == LeaseKind.EXCLUSIVE ? " (exclusive: other callers wait for it)" : "");
    }
}
