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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;

/**
 * The way from the router to one client: whole sentences in order, unless a fault holds, drips, swallows or cuts them.
 * Event loop only.
 */
final class Line {

    private static final int FLUSH_AT = 32 * 1024;

    private record Piece(ByteBuf bytes, Duration perByte, Runnable then) {
    }

    private final Channel channel;
    private final TagPosition tagPosition;
    private final Deque<Piece> held = new ArrayDeque<>();
    private final List<Runnable> waitingForRoom = new ArrayList<>();
    private ByteBuf pending;
    private boolean flushScheduled;
    private boolean frozen;
    private boolean dripping;
    private boolean swallowing;

    Line(Channel channel, TagPosition tagPosition) {
        this.channel = channel;
        this.tagPosition = tagPosition;
    }

    void send(ReplySentence sentence) {
        if (swallowing) {
            return;
        }
        if (open()) {
            sentence.writeTo(pending(), tagPosition);
            written();
        } else {
            held.add(new Piece(bytes(sentence), Duration.ZERO, null));
        }
    }

    ByteBuf bytes(ReplySentence sentence) {
        ByteBuf bytes = channel.alloc().heapBuffer();
        sentence.writeTo(bytes, tagPosition);
        return bytes;
    }

    void send(byte[] bytes) {
        send(channel.alloc().heapBuffer(bytes.length).writeBytes(bytes), Duration.ZERO);
    }

    /** Splices a tag into an untagged {@code !re} sentence that was encoded before. Only while {@link #hasRoom()}. */
    void sendRow(byte[] untagged, String tag) {
        if (swallowing) {
            return;
        }
        int split = tagPosition == TagPosition.SECOND ? 1 + "!re".length() : untagged.length - 1;
        ByteBuf out = pending();
        out.writeBytes(untagged, 0, split);
        ReplySentence.writeTag(out, tag);
        out.writeBytes(untagged, split, untagged.length - split);
        written();
    }

    void send(ByteBuf bytes, Duration perByte) {
        if (swallowing) {
            bytes.release();
            return;
        }
        held.add(new Piece(bytes, perByte, null));
        drain();
    }

    /** Runs the action once everything sent so far is on its way. */
    void afterwards(Runnable action) {
        held.add(new Piece(null, Duration.ZERO, action));
        drain();
    }

    boolean hasRoom() {
        return swallowing || open() && channel.isWritable();
    }

    void whenRoom(Runnable action) {
        waitingForRoom.add(action);
    }

    void roomMayHaveChanged() {
        if (hasRoom() && !waitingForRoom.isEmpty()) {
            List<Runnable> actions = List.copyOf(waitingForRoom);
            waitingForRoom.clear();
            actions.forEach(Runnable::run);
        }
    }

    void freeze() {
        flush();
        frozen = true;
    }

    void thaw() {
        frozen = false;
        drain();
    }

    /** Everything after this goes nowhere, and the client is not told. */
    void swallow() {
        swallowing = true;
        release();
        roomMayHaveChanged();
    }

    /** Nothing leaves any more, as if the router hung; it goes on reading. */
    void stick() {
        flush();
        dripping = true;
    }

    void close(boolean reset) {
        if (reset) {
            endWithReset(channel);
            // past the TLS handler, which would say goodbye
            channel.pipeline().firstContext().close();
        } else {
            flush();
            channel.close();
        }
        gone();
    }

    /** The client is not there any more: nothing is kept for it. */
    void gone() {
        swallowing = true;
        release();
    }

    /** Lets the channel's close say RST and not FIN. */
    static void endWithReset(Channel channel) {
        try {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        } catch (ChannelException e) {
            // the client has just closed it: there is nobody left to be told
        }
    }

    private boolean open() {
        return !frozen && !dripping && held.isEmpty();
    }

    private ByteBuf pending() {
        if (pending == null) {
            pending = channel.alloc().ioBuffer();
        }
        return pending;
    }

    private void written() {
        if (pending.readableBytes() >= FLUSH_AT) {
            flush();
        } else if (!flushScheduled) {
            flushScheduled = true;
            channel.eventLoop().execute(this::flush);
        }
    }

    private void flush() {
        flushScheduled = false;
        if (pending != null && !frozen) {
            ByteBuf bytes = pending;
            pending = null;
            channel.writeAndFlush(bytes);
        }
    }

    private void drain() {
        while (!held.isEmpty() && !frozen && !dripping) {
            Piece piece = held.poll();
            if (piece.then() != null) {
                flush();
                piece.then().run();
            } else if (swallowing) {
                piece.bytes().release();
            } else if (piece.perByte().isZero()) {
                pending().writeBytes(piece.bytes());
                piece.bytes().release();
                written();
            } else {
                flush();
                dripping = true;
                drip(piece);
            }
        }
        roomMayHaveChanged();
    }

    private void drip(Piece piece) {
        if (!channel.isActive() || swallowing || !piece.bytes().isReadable()) {
            piece.bytes().release();
            dripping = false;
            drain();
            return;
        }
        if (!frozen) {
            channel.writeAndFlush(piece.bytes().readBytes(1));
        }
        channel.eventLoop().schedule(() -> drip(piece), piece.perByte().toNanos(), TimeUnit.NANOSECONDS);
    }

    private void release() {
        if (pending != null) {
            pending.release();
            pending = null;
        }
        held.forEach(piece -> {
            if (piece.bytes() != null) {
                piece.bytes().release();
            }
        });
        held.clear();
    }
}
