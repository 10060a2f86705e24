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
package io.camelmikrotik.write;

import java.time.Duration;
import java.util.Locale;
import java.util.function.IntSupplier;

/**
 * How far a bulk write or the work of an ensure run has come. Live: any thread may look at any time; the numbers are
 * those of a moment ago.
 */
public final class WriteProgress {

    private final String description;
    private volatile Long total;
    private volatile String phase;
    private final long start = System.nanoTime();
    private volatile IntSupplier inFlight = () -> 0;
    // written by one thread at a time
    private volatile long done;
    private volatile long trapped;
    private volatile long notSent;
    private volatile long unknown;
    private volatile long end;

    /**
     * @param description what is written where, for people
     * @param total       number of elements, or {@code null} if it is not known yet
     */
    public WriteProgress(String description, Long total) {
        this.description = description;
        this.total = total;
    }

    /** @param commands tells how many commands are in flight */
    public void inFlight(IntSupplier commands) {
        inFlight = commands;
    }

    public void count(WriteOutcome outcome) {
        switch (outcome.state()) {
            case DONE -> done++;
            case TRAPPED -> trapped++;
            case NOT_SENT -> notSent++;
            default -> unknown++;
        }
    }

    /** All numbers at once, of work that tells each anew. One thread at a time. */
    public void now(long newTotal, long newDone, long newTrapped, long newNotSent, long newUnknown) {
        total = newTotal;
        done = newDone;
        trapped = newTrapped;
        notSent = newNotSent;
        unknown = newUnknown;
    }

    /** @param doing what goes on now, in a word, such as {@code reading} */
    public void phase(String doing) {
        phase = doing;
    }

    /** The clock stops. */
    public void ended() {
        end = System.nanoTime();
        inFlight = () -> 0;
    }

    /** What goes on now, in a word; {@code null} for a bulk write, which only writes. */
    public String getPhase() {
        return phase;
    }

    /**
     * Number of elements, or {@code null} if it is not known beforehand. Of an ensure run the writes of its plan:
     * {@code null} until there is one; it may change when others change the table meanwhile.
     */
    public Long getTotal() {
        return total;
    }

    /** Elements whose outcome is known. */
    public long getCompleted() {
        return done + trapped + notSent + unknown;
    }

    /** Elements that the router executed. */
    public long getDone() {
        return done;
    }

    /** Elements that the router refused. */
    public long getTrapped() {
        return trapped;
    }

    /** Elements that were read and not sent. */
    public long getNotSent() {
        return notSent;
    }

    /** Elements that were sent and whose reply was lost. */
    public long getUnknown() {
        return unknown;
    }

    /** Commands in flight. */
    public int getInFlight() {
        return inFlight.getAsInt();
    }

    /** Whether it has ended. */
    public boolean isEnded() {
        return end != 0;
    }

    /** Time since the start, or from start to end. */
    public Duration getElapsed() {
        return Duration.ofNanos((end != 0 ? end : System.nanoTime()) - start);
    }

    /** Elements per second since the start. */
    public double getRate() {
        double seconds = getElapsed().toNanos() / 1e9;
        return seconds == 0 ? 0 : getCompleted() / seconds;
    }

    /** One line for people. */
    @Override
    public String toString() {
        String doing = phase;
        Long all = total;
        return description + ": " + (doing == null ? "" : doing + ", ") + getCompleted() + (all == null ? "" : " of " + all)
               + " elements, " + done + " done, "
               + trapped + " refused, " + unknown + " unknown, " + notSent + " not sent, " + getInFlight() + " in flight, "
               + String.format(Locale.ROOT, "%.0f", getRate()) + " per second";
    }
}
