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
package io.camelmikrotik.internal.write;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;

import io.camelmikrotik.write.WriteOutcome;

/**
 * The command sequences of a pipeline: read from the source one by one, waiting for their next command to be sent,
 * ended, and told to the listener in the order of the source. Used by one thread at a time.
 */
final class PipelineState {

    /** Elements begun whose outcomes wait for an earlier one: a command that hangs must not fill the heap. */
    private static final int MOST_BEGUN = 1024;

    private final Iterator<? extends CommandSequence> source;
    private final Consumer<WriteOutcome> listener;
    /** Begun and not told to the listener yet, in the order of the source. */
    private final Deque<Begun> begun = new ArrayDeque<>();
    /** Of these, whose next command waits to be sent; the earliest of the source goes first. */
    private final Queue<Begun> ready = new PriorityQueue<>();
    private long lastNumber;
    private boolean exhausted;

    PipelineState(Iterator<? extends CommandSequence> source, Consumer<WriteOutcome> listener) {
        this.source = source;
        this.listener = listener;
    }

    /** Whether another one may be read from the source, as far as is known. */
    boolean mayBegin() {
        return !exhausted && begun.size() < MOST_BEGUN;
    }

    /** Reads the next one from the source. @return {@code null} if there is none */
    Begun begin() {
        if (!source.hasNext()) {
            exhausted = true;
            return null;
        }
        Begun next = new Begun(++lastNumber, source.next());
        begun.add(next);
        return next;
    }

    /** Its next command waits to be sent. */
    void ready(Begun which) {
        ready.add(which);
    }

    /** The first of those that wait; it goes on waiting. @return {@code null} if none does */
    Begun firstReady() {
        return ready.peek();
    }

    /** The first of those waits no more. */
    Begun takeReady() {
        return ready.poll();
    }

    /** Whether the source has been read to its end. */
    boolean isExhausted() {
        return exhausted;
    }

    void abandon(Begun which, String why) {
        which.sequence.abandoned(why);
        which.ended = true;
    }

    /** Gives up what is begun and has not ended. */
    void abandonAll(String why) {
        ready.clear();
        begun.stream().filter(each -> !each.ended).forEach(each -> abandon(each, why));
        tellInOrder();
    }

    /** Reads the source to its end, and tells of all that is in it as not sent. */
    void abandonSource(String why) {
        while (!exhausted && source.hasNext()) {
            CommandSequence unsent = source.next();
            if (unsent.command() != null) {
                unsent.abandoned(why);
            }
            unsent.outcomes().forEach(listener);
        }
    }

    /** Nothing more is read from the source. */
    void close() {
        exhausted = true;
    }

    /** Tells the outcomes of those that have ended, up to the first that has not. */
    void tellInOrder() {
        while (!begun.isEmpty() && begun.peek().ended) {
            begun.poll().sequence.outcomes().forEach(listener);
        }
    }

    /** A sequence on its way. */
    static final class Begun implements Comparable<Begun> {

        final CommandSequence sequence;
        private final long number;
        boolean ended;
        boolean lostWithSession;
        boolean repeated;

        private Begun(long number, CommandSequence sequence) {
            this.number = number;
            this.sequence = sequence;
        }

        @Override
        public int compareTo(Begun other) {
            return Long.compare(number, other.number);
        }
    }
}
