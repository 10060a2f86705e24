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
package io.camelmikrotik.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Holds the whole reply of a command back for a while; the command itself runs at once. */
final class DelayedOutlet implements Outlet {

    private final RunningCommand command;
    private final Outlet next;
    private List<ReplySentence> waiting = new ArrayList<>();

    DelayedOutlet(RunningCommand command, Duration delay, Outlet next) {
        this.command = command;
        this.next = next;
        // not among the command's own timers: the command is over before its delayed reply is sent
        ReplyTimer.schedule(delay.toNanos(), command.session.channel().eventLoop(), () -> {
            if (!command.session.ended()) {
                open();
            }
        });
    }

    @Override
    public void send(ReplySentence sentence) {
        if (waiting == null) {
            next.send(sentence);
        } else {
            waiting.add(sentence);
        }
    }

    boolean holds() {
        return waiting != null;
    }

    private void open() {
        if (waiting != null) {
            if (command.finished()) {
                command.session.finished(command);
            }
            List<ReplySentence> sentences = waiting;
            waiting = null;
            sentences.forEach(next::send);
        }
    }

    /** For a command cancelled meanwhile: what waited is dropped. */
    Outlet undelayed() {
        waiting = null;
        return next instanceof DelayedOutlet delayed ? delayed.undelayed() : next;
    }
}
