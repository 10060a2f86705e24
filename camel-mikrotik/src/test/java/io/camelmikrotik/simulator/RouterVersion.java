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

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A RouterOS version, and what it changes on the wire.
 */
record RouterVersion(String text, int major, int minor, int patch) {

    private static final Pattern FORM = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?.*");

    static RouterVersion parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a RouterOS version: " + text);
        }
        return new RouterVersion(
                text, Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)),
                matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3)));
    }

    /** Takes name and password in one step. */
    boolean hasPlainLogin() {
        return isAtLeast(6, 43, 0);
    }

    /** Lets a challenge be answered. */
    boolean hasChallengeLogin() {
        return !isAtLeast(6, 45, 1);
    }

    boolean saysEmpty() {
        return isAtLeast(7, 18, 0);
    }

    boolean printsIsoDates() {
        return isAtLeast(7, 10, 0);
    }

    String dead() {
        return isAtLeast(6, 18, 0) ? "true" : "yes";
    }

    String loginRefusal() {
        return hasPlainLogin() ? "invalid user name or password (6)" : "cannot log in";
    }

    private boolean isAtLeast(int otherMajor, int otherMinor, int otherPatch) {
        return major != otherMajor ? major > otherMajor : minor != otherMinor ? minor > otherMinor : patch >= otherPatch;
    }
}
