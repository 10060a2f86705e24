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
package io.camelmikrotik.internal.producer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.internal.component.DeviceClient;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * The bytes of a file on a router, read in chunks as they are asked for, the next chunk meanwhile. Each chunk is a
 * command of its own, so that a file of any size holds up no other command and no session.
 * <p>
 * To Camel it is cached already, because a router can be asked again: what Camel resets, or copies for another
 * exchange, is read from the first byte on, in the same little memory. A file that was changed meanwhile is then read
 * as it is.
 */
public final class RemoteFile extends InputStream implements StreamCache {

    /** The most that {@code /file/read} gives at a time. */
    public static final int CHUNK = 32_768;

    private static final String READ = "/file/read";

    private final DeviceClient client;
    private final String name;
    private byte[] chunk = new byte[0];
    private int position;
    private long offset;
    /** Nothing has been asked for since it was reset, or copied. */
    private boolean beginsAnew;
    private volatile CompletableFuture<byte[]> next;
    private volatile boolean closed;
    private volatile boolean ended;

    private RemoteFile(DeviceClient client, String name) {
        this.client = client;
        this.name = name;
    }

    private RemoteFile(DeviceClient client, String name, byte[] first) {
        this(client, name);
        take(first);
    }

    /** Closes it for good at the end of the exchange. */
    RemoteFile until(Exchange end) {
        end.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                ended = true;
                close();
            }
        });
        return this;
    }

    /**
     * @return completes with the first chunk there; fails if the file or the command does not exist
     */
    static CompletableFuture<RemoteFile> open(DeviceClient client, String name) {
        return read(client, name, 0).handle((first, failure) -> {
            if (failure == null) {
                return new RemoteFile(client, name, first);
            }
            Throwable cause = failure.getCause() != null ? failure.getCause() : failure;
            if (cause instanceof TrapException trap
                    && trap.getTrapMessage().toLowerCase(java.util.Locale.ROOT).contains("no such command")) {
                throw new MikrotikException(
                        trap.getDevice(), READ, CommandFate.ANSWERED, trap.getDevice()
                                                                      + " cannot read files in chunks: /file/read exists since RouterOS 7.13. Read small files with"
                                                                      + " /file/print?properties=contents, larger ones over SFTP",
                        trap);
            }
            throw cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
        });
    }

    @Override
    public int read() throws IOException {
        return fill() ? chunk[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, chunk.length - position);
        System.arraycopy(chunk, position, target, start, count);
        position += count;
        return count;
    }

    @Override
    public int available() {
        return chunk.length - position;
    }

    @Override
    public void close() {
        closed = true;
        CompletableFuture<byte[]> onTheWay = next;
        if (onTheWay != null) {
            onTheWay.cancel(false);
        }
    }

    // ---- for Camel, which takes it for cached

    @Override
    public void reset() {
        if (ended || beginsAnew && !closed) {
            return;
        }
        if (offset == chunk.length && !closed) {
            // the first chunk is at hand still
            position = 0;
            return;
        }
        close();
        closed = false;
        chunk = new byte[0];
        position = 0;
        offset = 0;
        next = null;
        beginsAnew = true;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        transferTo(out);
    }

    @Override
    public StreamCache copy(Exchange exchange) {
        RemoteFile copy = new RemoteFile(client, name);
        copy.beginsAnew = true;
        return copy.until(exchange);
    }

    @Override
    public boolean inMemory() {
        return false;
    }

    /** Not known before it has been read. */
    @Override
    public long length() {
        return 0;
    }

    @Override
    public long position() {
        return offset - chunk.length + position;
    }

    @Override
    public String toString() {
        return "file " + name + " of " + client.label();
    }

    /** @return whether there is a byte to give */
    private boolean fill() throws IOException {
        refuseIfClosed();
        if (beginsAnew) {
            beginsAnew = false;
            next = read(client, name, 0);
        }
        while (position == chunk.length) {
            if (next == null) {
                return false;
            }
            try {
                // each step on the way has a deadline of its own
                take(next.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while reading " + this, e);
            } catch (CancellationException e) {
                // closed by another thread: not to be taken for the end of the file
                refuseIfClosed();
                throw e;
            } catch (ExecutionException e) {
                throw new IOException(this + " broke off at byte " + offset + ": " + e.getCause().getMessage(), e.getCause());
            }
        }
        return true;
    }

    private void refuseIfClosed() throws IOException {
        if (closed) {
            throw new IOException("the stream is closed");
        }
    }

    private void take(byte[] bytes) {
        chunk = bytes;
        position = 0;
        offset += bytes.length;
        next = bytes.length < CHUNK ? null : read(client, name, offset);
    }

    static CompletableFuture<byte[]> read(DeviceClient client, String name, long offset) {
        return client.execute(
                RouterOsCommand.builder(READ).attribute("file", name).attribute("offset", Long.toString(offset))
                        .attribute("chunk-size", Integer.toString(CHUNK)).build())
                .thenApply(RemoteFile::data);
    }

    /** In a row, or at the end of the reply: the manual does not say. */
    private static byte[] data(Reply reply) {
        byte[] data = reply.rows().isEmpty() ? null : reply.rows().get(0).getBytes("data");
        data = data != null ? data : reply.done().attributes().getBytes("data");
        return data != null ? data : new byte[0];
    }
}
