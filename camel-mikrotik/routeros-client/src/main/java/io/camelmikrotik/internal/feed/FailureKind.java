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
package io.camelmikrotik.internal.feed;

import io.camelmikrotik.exception.DeviceSuspendedException;
import io.camelmikrotik.exception.TrapException;

/**
 * What makes two failures the same trouble: such is told once, and not at each attempt.
 */
public final class FailureKind {

    private FailureKind() {
    }

    /** A device that is left alone after a failure is still that failure; traps differ by what the device says. */
    public static boolean isSame(Throwable earlier, Throwable later) {
        Throwable a = origin(earlier);
        Throwable b = origin(later);
        return a.getClass() == b.getClass() && (!(a instanceof TrapException) || a.getMessage().equals(b.getMessage()));
    }

    private static Throwable origin(Throwable failure) {
        return failure instanceof DeviceSuspendedException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
