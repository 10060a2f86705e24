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
 * The one timer of a device's slot, armed for the earliest thing that time alone brings about. Guarded by the lock of
 * the slot; the timer itself is started after it.
 */
final class SlotTimer {

    private static final long NEVER = SlotEffects.NEVER;

    private long at = NEVER;
    private long retryStoreAt = NEVER;

    void wakeAt(SlotEffects effects, long when) {
        if (when != NEVER && !wakesBy(when)) {
            at = when;
            effects.wakeAt(when);
        }
    }

    boolean wakesBy(long when) {
        return at != NEVER && at - when <= 0;
    }

    /** The store could not say: it is asked again after a while. */
    void retryStore(long now) {
        retryStoreAt = now + SessionStore.RETRY_NANOS;
    }

    boolean retriesStore() {
        return retryStoreAt != NEVER;
    }

    /** When the store is asked again, or {@link SlotEffects#NEVER}. */
    long retryStoreAt() {
        return retryStoreAt;
    }

    /** @return whether it fired for what is due, rather than for something that was overtaken */
    boolean fired(long now) {
        if (at != NEVER && at - now > 0) {
            return false;
        }
        at = NEVER;
        if (retriesStore() && retryStoreAt - now <= 0) {
            retryStoreAt = NEVER;
        }
        return true;
    }
}
