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
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.simulator.wire.SentenceWriter;

/**
 * One command being executed, and its reply. On the session's event loop, except {@link #post}.
 */
final class Execution {

    private final Session session;
    private final Request request;
    private final Journal.Line line;
    private final CommandFault fault;
    private Runnable stop = () -> {
    };
    private boolean finished;
    private boolean written;
    private int sent;

    Execution(Session session, Request request, Journal.Line line, CommandFault fault) {
        this.session = session;
        this.request = request;
        this.line = line;
        this.fault = fault;
    }

    Request request() {
        return request;
    }

    Session session() {
        return session;
    }

    SimulatedRouter router() {
        return session.router();
    }

    CommandFault fault() {
        return fault;
    }

    boolean isFinished() {
        return finished;
    }

    /** The command changes something now: written to the journal before the client can know. */
    void changed() {
        if (!written) {
            written = true;
            line.executed();
        }
    }

    // ---- commands that take time

    /** What to do when the command is cancelled or its session ends. */
    void onStop(Runnable action) {
        Runnable before = stop;
        stop = () -> {
            before.run();
            action.run();
        };
    }

    void later(Duration delay, Runnable task) {
        Future<?> timer = session.loop().schedule(() -> ifRunning(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        onStop(() -> timer.cancel(false));
    }

    /** Any thread. */
    void post(Runnable task) {
        session.loop().execute(() -> ifRunning(task));
    }

    private void ifRunning(Runnable task) {
        if (!finished && session.isOpen()) {
            task.run();
        }
    }

    /** The session has ended, or the command is cancelled. */
    void stop() {
        if (!finished) {
            finished = true;
            stop.run();
        }
    }

    // ---- the reply

    void row(Map<String, String> row) {
        encodedRow(SimulatedTable.encode(row));
    }

    void encodedRow(byte[] attributes) {
        SentenceWriter sentence = begin("!re");
        send(join(sentence, attributes));
    }

    void empty() {
        if (router().profile().version().saysEmpty()) {
            send(join(begin("!empty"), new byte[0]));
        }
    }

    void done() {
        done(Map.of());
    }

    void done(String ret) {
        done(ret == null ? Map.of() : Map.of("ret", ret));
    }

    private void done(Map<String, String> attributes) {
        if (fault instanceof CommandFault.TrappedAfterRows trapped) {
            sendTrap(trapped.category(), trapped.message());
        } else if (fault instanceof CommandFault.UnknownReplyWord) {
            send(join(begin("!surprise"), SimulatedTable.encode(Map.of("what", "nobody knows"))));
        }
        send(join(begin("!done"), SimulatedTable.encode(attributes)));
        finish();
    }

    void trap(RouterTrap trap) {
        sendTrap(trap.category(), trap.getMessage());
        send(join(begin("!done"), new byte[0]));
        finish();
    }

    /** What a router says of a menu that it does not have. */
    void unknownMenu(String segment) {
        sendTrap(RouterTrap.MISSING, "no such command or directory (" + segment + ")");
        sendTrap(null, "no such command prefix");
        send(join(begin("!done"), new byte[0]));
        finish();
    }

    void interrupted() {
        sendTrap("2", "interrupted");
    }

    void lastDone() {
        send(join(begin("!done"), new byte[0]));
    }

    private void sendTrap(String category, String message) {
        SentenceWriter words = new SentenceWriter();
        if (category != null && router().profile().categories()) {
            words.word("=category=" + category);
        }
        send(join(begin("!trap"), words.word("=message=" + message).toBytes()));
    }

    void finish() {
        if (!finished) {
            finished = true;
            stop.run();
            session.finished(this);
        }
    }

    private SentenceWriter begin(String replyWord) {
        SentenceWriter sentence = new SentenceWriter().word(replyWord);
        if (tag() != null && router().profile().tagPosition() == TagPosition.SECOND) {
            sentence.word(".tag=" + tag());
        }
        return sentence;
    }

    private byte[] join(SentenceWriter begin, byte[] attributes) {
        SentenceWriter end = new SentenceWriter();
        if (tag() != null && router().profile().tagPosition() == TagPosition.LAST) {
            end.word(".tag=" + tag());
        }
        byte[] head = begin.toBytes();
        byte[] tail = end.end().toBytes();
        byte[] all = new byte[head.length + attributes.length + tail.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(attributes, 0, all, head.length, attributes.length);
        System.arraycopy(tail, 0, all, head.length + attributes.length, tail.length);
        return all;
    }

    private String tag() {
        return fault instanceof CommandFault.OtherTag other ? other.tag() : request.tag();
    }

    /** @return how many of the bytes may be sent until {@code limit} is reached */
    int take(int bytes, int limit) {
        int count = Math.min(bytes, limit - sent);
        sent += count;
        return count;
    }

    boolean hasSent(int bytes) {
        return sent >= bytes;
    }

    private void send(byte[] bytes) {
        session.send(this, bytes);
    }
}
