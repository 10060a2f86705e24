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

import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import io.camelmikrotik.internal.session.Completions;

/**
 * What a holder of a lease does when the lease is withdrawn. A shared session may live far longer than the work on it,
 * so a holder whose work has ended {@linkplain #forget() forgets} it, and the session keeps nothing of it. Safe for any
 * thread.
 */
public final class LeaseRevocation {

    private final Object holder;
    private final Runnable action;
    private final Set<LeaseRevocation> all;
    private final AtomicBoolean over = new AtomicBoolean();

    LeaseRevocation(Object holder, Runnable action, Set<LeaseRevocation> all) {
        this.holder = holder;
        this.action = action;
        this.all = all;
    }

    boolean isOf(Object other) {
        return holder == other;
    }

    void happens() {
        if (over.compareAndSet(false, true)) {
            all.remove(this);
            // one that throws must not keep the others from being told
            Completions.run(action);
        }
    }

    /** The work has ended: there is nothing to be told any more. */
    public void forget() {
        over.set(true);
        all.remove(this);
    }
}
