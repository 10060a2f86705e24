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

import java.util.concurrent.atomic.AtomicBoolean;

import io.camelmikrotik.internal.session.ApiSession;

/**
 * The right to use a session for one command, or for one longer piece of work. Whoever is granted one must release it.
 * Any thread may.
 */
public final class Lease {

    /** To whom a lease goes back. */
    interface Issuer {

        /** Once for each lease, on any thread. */
        void release(PooledSession session, LeaseKind kind);

        /** How fast the device may be sent commands; {@code null} for as fast as they come. */
        CommandRate rate();
    }

    private final Issuer issuer;
    private final PooledSession pooled;
    private final LeaseKind kind;
    private final SessionUse use;
    private final ApiSession session;
    private final AtomicBoolean released = new AtomicBoolean();
    private volatile boolean listens;
    private volatile Runnable onReleased;

    Lease(Issuer issuer, PooledSession pooled, LeaseKind kind, SessionUse use) {
        this.issuer = issuer;
        this.pooled = pooled;
        this.kind = kind;
        this.use = use;
        this.session = use.of(pooled.session(), issuer.rate());
    }

    /** Sends what the policy of its holder allows. */
    public ApiSession session() {
        return session;
    }

    /** For what the client itself has to ask or say, whatever its users may: never for a command of theirs. */
    public ApiSession unrestricted() {
        return use.unrestricted().of(pooled.session(), issuer.rate());
    }

    /**
     * What to do when the device is suspended, its credentials are retired, or the pool closes: finish what is in
     * flight, begin nothing new, release. Called at most once, on any thread, at once if it has happened already; not
     * called when the session dies, nor after the release. Must not block.
     *
     * @return to be forgotten by work that ends before the lease is released
     */
    public LeaseRevocation onWithdrawn(Runnable action) {
        listens = true;
        LeaseRevocation revocation = pooled.onWithdrawn(this, action);
        if (released.get()) {
            revocation.forget();
        }
        return revocation;
    }

    /** What to do when it is given back, at once if it has been; for one who looks on. */
    void onReleased(Runnable action) {
        onReleased = action;
        if (released.get()) {
            tellReleased();
        }
    }

    /** Once, whoever comes first. */
    private void tellReleased() {
        if (onReleased == null) {
            return;
        }
        Runnable action;
        synchronized (this) {
            action = onReleased;
            onReleased = null;
        }
        if (action != null) {
            action.run();
        }
    }

    /** Gives the session back. Never blocks; may be called on a session's event loop; the second call does nothing. */
    public void release() {
        if (released.compareAndSet(false, true)) {
            if (listens) {
                pooled.forgetWithdrawals(this);
            }
            issuer.release(pooled, kind);
            tellReleased();
        }
    }
}
