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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Who waits for a lease on one device, in the order of asking, each kind in a queue of its own. Guarded by the lock of
 * the device's slot; completes nobody.
 */
final class LeaseQueue {

    private final Map<LeaseKind, Deque<Waiter>> queues = new EnumMap<>(LeaseKind.class);

    LeaseQueue() {
        for (LeaseKind kind : LeaseKind.values()) {
            queues.put(kind, new ArrayDeque<>());
        }
    }

    void add(Waiter waiter) {
        queues.get(waiter.kind).add(waiter);
    }

    boolean isEmpty() {
        return count() == 0;
    }

    boolean isEmpty(LeaseKind kind) {
        return queues.get(kind).isEmpty();
    }

    int count() {
        int count = 0;
        for (Deque<Waiter> queue : queues.values()) {
            count += queue.size();
        }
        return count;
    }

    /** @return {@code null} if nobody waits */
    Waiter first(LeaseKind kind) {
        return queues.get(kind).peek();
    }

    /** Leaves out who does not wait any more: they shall neither cause an opening nor hold up others. */
    Waiter firstStillWaiting(LeaseKind kind) {
        Deque<Waiter> queue = queues.get(kind);
        while (!queue.isEmpty() && queue.peek().isDone()) {
            queue.poll();
        }
        return queue.peek();
    }

    Waiter takeFirst(LeaseKind kind) {
        return queues.get(kind).poll();
    }

    List<Waiter> takeAll(LeaseKind kind) {
        Deque<Waiter> queue = queues.get(kind);
        List<Waiter> all = List.copyOf(queue);
        queue.clear();
        return all;
    }

    /** Those whose deadline has come, and those who have gone. */
    List<Waiter> takeLate(long now) {
        List<Waiter> late = new ArrayList<>();
        for (Deque<Waiter> queue : queues.values()) {
            for (Iterator<Waiter> each = queue.iterator(); each.hasNext();) {
                Waiter waiter = each.next();
                if (waiter.isDone() || waiter.deadline - now <= 0) {
                    each.remove();
                    late.add(waiter);
                }
            }
        }
        return late;
    }

    /** Their waiting times stand still, until {@link #goOn}. */
    void hold(LeaseKind kind, long now) {
        queues.get(kind).forEach(waiter -> waiter.hold(now));
    }

    void goOn(long now) {
        queues.values().forEach(queue -> queue.forEach(waiter -> waiter.goOn(now)));
    }

    boolean anyStillWants(SessionRole role) {
        return queues.entrySet().stream().anyMatch(
                each -> each.getKey().role() == role && each.getValue().stream().anyMatch(waiter -> !waiter.isDone()));
    }

    /** @return {@link SlotEffects#NEVER} if nobody waits */
    long earliestDeadline() {
        long earliest = SlotEffects.NEVER;
        for (Deque<Waiter> queue : queues.values()) {
            for (Waiter waiter : queue) {
                earliest = SlotEffects.earlier(earliest, waiter.deadline);
            }
        }
        return earliest;
    }
}
