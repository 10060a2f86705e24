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
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.netty.buffer.ByteBuf;

/** The faults of commands. */
final class FaultActions {

    private static final byte[] HUGE_LENGTH = { (byte) 0xEF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF };

    private FaultActions() {
    }

    /** Lets so many bytes of the reply pass and then does something to the session. */
    static FaultAction cutAfter(int bytes, Consumer<Session> end) {
        return command -> {
            command.through(new CuttingOutlet(command.session, bytes, end));
            return true;
        };
    }

    static FaultAction stall() {
        return command -> {
            command.through(sentence -> {
            });
            return true;
        };
    }

    static FaultAction drip(Duration perByte) {
        return command -> {
            Line line = command.session.line();
            command.through(sentence -> line.send(line.bytes(sentence), perByte));
            return true;
        };
    }

    static FaultAction before(byte[] bytes) {
        return command -> {
            command.session.line().send(bytes);
            return true;
        };
    }

    static FaultAction instead(byte[] bytes) {
        return command -> {
            command.session.line().send(bytes);
            return false;
        };
    }

    static FaultAction insteadOf(Consumer<Session> end) {
        return command -> {
            end.accept(command.session);
            return false;
        };
    }

    static FaultAction hugeLength() {
        return command -> {
            command.session.line().send(HUGE_LENGTH);
            command.session.line().stick();
            return false;
        };
    }

    static FaultAction fatal(String reason) {
        return command -> {
            command.session.fatal(reason, "");
            return false;
        };
    }

    static FaultAction altered(UnaryOperator<ReplySentence> change) {
        return command -> {
            Outlet next = command.outlet();
            command.through(sentence -> next.send(change.apply(sentence)));
            return true;
        };
    }

    static FaultAction delay(Duration delay) {
        return command -> {
            command.through(new DelayedOutlet(command, delay, command.outlet()));
            return true;
        };
    }

    static FaultAction trap(String category, String message) {
        return command -> {
            command.trap(category, message);
            command.done();
            return false;
        };
    }

    static FaultAction doneWithoutExecuting() {
        return command -> {
            command.done();
            return false;
        };
    }

    /** Bytes before a sentence of the reply: before the first, or behind so many others. */
    static FaultAction stray(int sentences, byte[] bytes) {
        return command -> {
            Outlet next = command.outlet();
            int[] left = { sentences };
            command.through(sentence -> {
                if (left[0]-- == 0) {
                    command.session.line().send(bytes);
                }
                next.send(sentence);
            });
            return true;
        };
    }

    /** The same sentence again and again, until the command is cancelled or its session ends. */
    static FaultAction endless(String reply, List<String> words, Duration every) {
        return command -> {
            command.every(every, () -> command.outlet().send(new ReplySentence(reply, command.tag(), words)));
            return false;
        };
    }

    /** Bytes that come slowly and hold up all that comes behind them. */
    static FaultAction slowly(byte[] bytes, Duration perByte) {
        return command -> {
            Line line = command.session.line();
            line.send(command.session.channel().alloc().heapBuffer(bytes.length).writeBytes(bytes), perByte);
            return false;
        };
    }

    static FaultAction unknownReplyWord() {
        return command -> {
            command.outlet().send(new ReplySentence("!progress", command.tag(), List.of("=percent=50")));
            return true;
        };
    }

    static FaultAction rowsThenTrap(int rows, String category, String message) {
        return rowsThen(rows, command -> {
            command.trap(category, message);
            command.done();
        });
    }

    static FaultAction rowsThenDone(int rows) {
        return rowsThen(rows, RunningCommand::done);
    }

    private static FaultAction rowsThen(int rows, Consumer<RunningCommand> end) {
        return command -> {
            Outlet next = command.outlet();
            int[] left = { rows };
            boolean[] ended = { false };
            command.through(sentence -> {
                boolean row = "!re".equals(sentence.reply());
                if (!ended[0] && row && left[0] > 0) {
                    left[0]--;
                    next.send(sentence);
                } else if (!ended[0]) {
                    ended[0] = true;
                    command.through(next);
                    end.accept(command);
                }
            });
            return true;
        };
    }

    /** Counts the bytes of a reply. */
    private static final class CuttingOutlet implements Outlet {
        private final Session session;
        private final Consumer<Session> end;
        private int left;
        private boolean cut;

        CuttingOutlet(Session session, int bytes, Consumer<Session> end) {
            this.session = session;
            this.left = bytes;
            this.end = end;
        }

        @Override
        public void send(ReplySentence sentence) {
            if (cut) {
                return;
            }
            Line line = session.line();
            ByteBuf bytes = line.bytes(sentence);
            cut = bytes.readableBytes() > left || "!done".equals(sentence.reply());
            int sent = Math.min(left, bytes.readableBytes());
            left -= sent;
            line.send(bytes.writerIndex(bytes.readerIndex() + sent), Duration.ZERO);
            if (cut) {
                line.afterwards(() -> end.accept(session));
            }
        }
    }
}
