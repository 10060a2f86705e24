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
package io.camelmikrotik.internal.cluster;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** When it is in doubt whether this process leads anything. */
class PauseGuardTest {

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong millis = new AtomicLong();
    private final PauseGuard guard = new PauseGuard(Duration.ofSeconds(5), nanos::get, millis::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        millis.addAndGet(time.toMillis());
    }

    private void ask() {
        guard.ask(() -> {
        });
    }

    @Test
    void anEngineThatAnswersInTimeLeavesNoDoubt() {
        for (int i = 0; i < 10; i++) {
            ask();
            pass(Duration.ofSeconds(4));
        }
        assertThat(guard.doubts()).isZero();
        assertThat(guard.isInTouch()).isTrue();
    }

    @Test
    void whoeverAsksFirstAfterAPauseFindsOutAndItIsOneDoubt() {
        ask();
        pass(Duration.ofSeconds(6));
        assertThat(guard.doubts()).isEqualTo(1);
        assertThat(guard.doubts()).isEqualTo(1);
        assertThat(guard.isInTouch()).isFalse();
        ask();
        assertThat(guard.doubts()).isEqualTo(1);
        assertThat(guard.isInTouch()).isTrue();
    }

    @Test
    void anAnswerAfterAPauseDoesNotHideIt() {
        ask();
        pass(Duration.ofSeconds(6));
        ask();
        assertThat(guard.doubts()).isEqualTo(1);
    }

    @Test
    void anAnswerCountsFromWhenItWasAskedFor() {
        ask();
        guard.ask(() -> pass(Duration.ofSeconds(4)));
        assertThat(guard.doubts()).isZero();
        pass(Duration.ofSeconds(2));
        assertThat(guard.doubts()).isEqualTo(1);
    }

    @Test
    void aMachineThatWasAsleepIsNoticedByItsCalendar() {
        ask();
        millis.addAndGet(TimeUnit.MINUTES.toMillis(1));
        assertThat(guard.doubts()).isEqualTo(1);
        // a calendar that is set back says nothing
        ask();
        millis.addAndGet(-TimeUnit.HOURS.toMillis(1));
        assertThat(guard.doubts()).isEqualTo(1);
    }

    @Test
    void aQuestionThatFailsIsNoWordOfTheEngine() {
        ask();
        pass(Duration.ofSeconds(4));
        assertThatThrownBy(() -> guard.ask(() -> {
            throw new IllegalStateException("no connection");
        })).isInstanceOf(IllegalStateException.class);
        pass(Duration.ofSeconds(2));
        assertThat(guard.doubts()).isEqualTo(1);
        assertThat(guard.isInTouch()).isFalse();
    }
}
