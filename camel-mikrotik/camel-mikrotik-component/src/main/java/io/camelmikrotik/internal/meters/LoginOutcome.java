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

import java.util.Locale;

import io.camelmikrotik.exception.LoginRefusedException;

/** How an attempt to open a session ended, as the tag of its meter says it. */
enum LoginOutcome {

    SUCCEEDED,
    /** The router refused the login. */
    REFUSED,
    /** It could not be reached, or not be talked to. */
    FAILED;

    /** @param failure {@code null} if there was none */
    static LoginOutcome of(Throwable failure) {
        return failure == null ? SUCCEEDED : failure instanceof LoginRefusedException ? REFUSED : FAILED;
    }

    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
