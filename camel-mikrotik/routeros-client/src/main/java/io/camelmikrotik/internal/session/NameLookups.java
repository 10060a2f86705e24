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
package io.camelmikrotik.internal.session;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import io.netty.util.NetUtil;

/**
 * Looks names up with the JDK's resolver, which knows all that the system knows (hosts file, mDNS, LDAP), but blocks
 * for as long as the system likes. A name that hangs concerns no other: it takes one thread at most, whoever asks for
 * it how often, and soon ceases to count among the few lookups that run at a time; a part of the threads is for names
 * that have resolved before. Safe for any thread; never blocks.
 */
final class NameLookups {

    /** The JDK's resolver, or a test's. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String name) throws UnknownHostException;
    }

    /** Lookups at a time, but for those that hang. */
    static final int MOST_FRESH = 32;
    /** Threads, most of which wait for a name server that does not answer. */
    static final int MOST_RUNNING = 250;
    /** Of these, only for names that have resolved before. */
    static final int RESERVED = 25;

    private static final long HANGS_AFTER_MILLIS = 200;
    private static final int NAMES_REMEMBERED = 10_000;

    private final Resolver resolver;
    private final Executor executor;
    private final ScheduledExecutorService timer;

    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private final Map<String, Lookup> lookups = new HashMap<>();
    private final Queue<Lookup> waiting = new ArrayDeque<>();
    private final Queue<Lookup> waitingUnknown = new ArrayDeque<>();
    private final Set<String> resolved = Collections.newSetFromMap(new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > NAMES_REMEMBERED;
        }
    });
    private int running;
    private int fresh;

    NameLookups(Resolver resolver, Executor executor, ScheduledExecutorService timer) {
        this.resolver = resolver;
        this.executor = executor;
        this.timer = timer;
    }

    /** @return fails with {@link UnknownHostException}, or with what the executor throws. May hang: use a deadline */
    CompletableFuture<InetAddress[]> lookUp(String name) {
        if (NetUtil.isValidIpV4Address(name) || NetUtil.isValidIpV6Address(name)) {
            return literal(name);
        }
        Lookup lookup;
        lock.lock();
        try {
            lookup = lookups.get(name);
            if (lookup == null) {
                lookup = new Lookup(name);
                lookups.put(name, lookup);
                (resolved.contains(name) ? waiting : waitingUnknown).add(lookup);
            }
        } finally {
            lock.unlock();
        }
        // who gives up takes nothing from the others
        CompletableFuture<InetAddress[]> result = lookup.copy();
        startNext();
        return result;
    }

    /** No lookup happens for a literal, so that it needs no thread. */
    private CompletableFuture<InetAddress[]> literal(String address) {
        try {
            return CompletableFuture.completedFuture(resolver.resolve(address));
        } catch (UnknownHostException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void startNext() {
        for (Lookup next = next(); next != null; next = next()) {
            Lookup started = next;
            // as soon as there is a thread for it; who waits for the name has a deadline
            Dispatch.to(executor, () -> run(started),
                    () -> ended(started, null, new RejectedExecutionException("the transport is closed")));
            endFreshnessInTime(started);
        }
    }

    private Lookup next() {
        lock.lock();
        try {
            if (fresh >= MOST_FRESH || running >= MOST_RUNNING) {
                return null;
            }
            Lookup next = waiting.poll();
            if (next == null && running < MOST_RUNNING - RESERVED) {
                next = waitingUnknown.poll();
            }
            if (next != null) {
                running++;
                fresh++;
                next.fresh = true;
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void run(Lookup lookup) {
        try {
            ended(lookup, resolver.resolve(lookup.name), null);
        } catch (Throwable e) {
            ended(lookup, null, e);
        }
    }

    private void endFreshnessInTime(Lookup lookup) {
        if (lookup.isDone()) {
            return;
        }
        try {
            timer.schedule(() -> {
                noLongerFresh(lookup);
                startNext();
            }, HANGS_AFTER_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // the transport is closing, nobody waits for a name any more
        }
    }

    private void noLongerFresh(Lookup lookup) {
        lock.lock();
        try {
            fresh -= lookup.fresh ? 1 : 0;
            lookup.fresh = false;
        } finally {
            lock.unlock();
        }
    }

    private void ended(Lookup lookup, InetAddress[] addresses, Throwable failure) {
        lock.lock();
        try {
            running--;
            fresh -= lookup.fresh ? 1 : 0;
            lookup.fresh = false;
            lookups.remove(lookup.name);
            if (failure == null) {
                resolved.add(lookup.name);
            } else {
                resolved.remove(lookup.name);
            }
        } finally {
            lock.unlock();
        }
        if (failure == null) {
            lookup.complete(addresses);
        } else {
            lookup.completeExceptionally(failure);
        }
        startNext();
    }

    /** Of one name, for all who ask for it meanwhile. */
    private static final class Lookup extends CompletableFuture<InetAddress[]> {

        private final String name;
        /** Counted among those that run at a time. */
        private boolean fresh;

        Lookup(String name) {
            this.name = name;
        }
    }
}
