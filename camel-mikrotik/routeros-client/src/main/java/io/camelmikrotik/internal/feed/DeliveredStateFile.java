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
package io.camelmikrotik.internal.feed;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;

import io.camelmikrotik.internal.session.RowFactory;
import io.camelmikrotik.routeros.ApiCharset;
import io.camelmikrotik.routeros.RouterOsRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivered state in a file: a journal to which each change is appended, {@code length, CRC-32C, records} after a
 * header that says whose table it is. When the journal holds far more changes than the table has rows, it is written
 * anew beside the old one and moved over it.
 * <p>
 * A crash can only tear the last change: reading stops there, and the torn bytes are cut off. That change, or whatever
 * else is missing, is then found by comparison and delivered once more. A second file with the suffix {@code .lock}
 * keeps other consumers out while this one is open. The rows may hold secrets, so that only the owner may read them: a
 * file that others may read is closed to them first, or not used.
 * <p>
 * What survives: the end of the process, always; a loss of power, what was written before the operating system wrote it
 * out, a few seconds, or all of it if the file is forced.
 */
public final class DeliveredStateFile implements DeliveredStateStore {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveredStateFile.class);

    private static final byte[] MAGIC = "camel-mikrotik known table 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int FRAME = 8;
    private static final int MAX_FRAME = 64 << 20;
    private static final int SMALL_JOURNAL = 1000;
    /** A whole table is not written again and again to a disk that is full. */
    private static final long REPLACEMENT_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Path file;
    private final String owner;
    private final ApiCharset charset;
    private final boolean forced;

    private FileChannel lockChannel;
    private FileLock lock;
    private FileChannel journal;
    private RowRecords records;
    private long changes;
    private boolean damaged;
    private long replaceNotBefore = System.nanoTime();

    /**
     * @param owner   says whose table it is: a file of another owner is refused
     * @param charset in which values are read as text
     */
    public DeliveredStateFile(Path file, String owner, ApiCharset charset) {
        this(file, owner, charset, false);
    }

    /**
     * @param forced whether each change is on the disk before it counts as saved, so that it survives a loss of power;
     *               otherwise it survives the end of the process only
     */
    public DeliveredStateFile(Path file, String owner, ApiCharset charset, boolean forced) {
        this.forced = forced;
        this.file = file.toAbsolutePath();
        this.owner = owner;
        this.charset = charset;
    }

    @Override
    public boolean open(BiConsumer<String, RouterOsRow> rows) throws IOException {
        try {
            Files.createDirectories(file.getParent());
            lock();
            return Files.exists(file) && read(rows);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void lock() throws IOException {
        lockChannel = FileChannel.open(
                sibling(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            lock = lockChannel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new IOException(file + " is in use by another consumer");
        }
    }

    private boolean read(BiConsumer<String, RouterOsRow> rows) throws IOException {
        OwnerOnlyFile.tighten(file);
        journal = openJournal();
        records = new RowRecords();
        changes = 0;
        RowFactory factory = new RowFactory(charset);
        DataInputStream in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(journal), 1 << 16));
        long good = readHeader(in);
        byte[] frame = readFrame(in);
        while (frame != null) {
            records.read(frame, factory, rows);
            good += FRAME + frame.length;
            changes++;
            frame = readFrame(in);
        }
        if (journal.size() > good) {
            cutOff(good);
        }
        journal.position(good);
        return true;
    }

    private void cutOff(long good) throws IOException {
        long size = journal.size();
        ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
        boolean known = journal.read(length, good) == Integer.BYTES;
        if (known && size - good > FRAME + (long) Math.max(0, length.getInt(0))) {
            // a crash tears the last frame only; this one has others behind it
            Path copy = sibling(".damaged");
            try (InputStream from = Files.newInputStream(file); FileChannel to = OwnerOnlyFile.create(copy)) {
                from.transferTo(Channels.newOutputStream(to));
            }
            LOG.warn(
                    "{} is damaged at byte {} of {}: changes saved after that byte are discarded. They are delivered again, except that"
                     + " the removal of rows which were created in them is not delivered. A copy of the damaged file is kept as {}",
                    file, good, size, copy);
        } else {
            LOG.info("{}: the last change was not written completely and is dropped ({} bytes)", file, size - good);
        }
        journal.truncate(good);
    }

    private long readHeader(DataInputStream in) throws IOException {
        byte[] magic = in.readNBytes(MAGIC.length);
        byte[] name = Arrays.equals(magic, MAGIC) ? readFrame(in) : null;
        if (name == null) {
            throw new IOException(file + " is not a state file of camel-mikrotik; name another one");
        }
        String found = new String(name, StandardCharsets.UTF_8);
        if (!found.equals(owner)) {
            throw new IOException(
                    file + " belongs to another subscription: it was written for \"" + found + "\", not for \"" + owner
                                  + "\"; name another file, or delete it to begin anew");
        }
        return MAGIC.length + FRAME + name.length;
    }

    /** @return {@code null} at the end, or where what follows is no whole frame */
    private static byte[] readFrame(DataInputStream in) throws IOException {
        byte[] head = in.readNBytes(FRAME);
        if (head.length < FRAME) {
            return null;
        }
        ByteBuffer fields = ByteBuffer.wrap(head);
        int length = fields.getInt();
        int checksum = fields.getInt();
        if (length < 0 || length > MAX_FRAME) {
            return null;
        }
        byte[] content = in.readNBytes(length);
        return content.length == length && checksum(content) == checksum ? content : null;
    }

    @Override
    public void put(String identity, RouterOsRow row) throws IOException {
        requireBegun();
        append(records.put(identity, row));
    }

    @Override
    public void remove(String identity) throws IOException {
        requireBegun();
        append(records.removed(identity));
    }

    private void requireBegun() throws IOException {
        if (records == null) {
            throw new IOException(file + " was not begun: nothing could be saved to it yet");
        }
    }

    private void append(byte[] content) throws IOException {
        if (damaged) {
            throw new IOException(file + " could not be written, and is not written anew yet");
        }
        try {
            ByteBuffer frame = frame(content);
            while (frame.hasRemaining()) {
                journal.write(frame);
            }
            changes++;
        } catch (IOException e) {
            // what was written in part would hide what comes after it: nothing more until the file is replaced
            damaged = true;
            throw new IOException(file + " could not be written: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean isDueForReplacement(DeliveredState table) {
        boolean due = damaged || records == null || changes > SMALL_JOURNAL + 2L * table.size();
        return due && System.nanoTime() - replaceNotBefore >= 0;
    }

    @Override
    public void replace(DeliveredState table) throws IOException {
        replaceNotBefore = System.nanoTime() + REPLACEMENT_PAUSE_NANOS;
        Path fresh = sibling(".new");
        RowRecords freshRecords = new RowRecords();
        try (FileChannel channel = OwnerOnlyFile.create(fresh)) {
            OutputStream stream = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            DataOutputStream out = new DataOutputStream(stream);
            out.write(MAGIC);
            out.write(frame(owner.getBytes(StandardCharsets.UTF_8)).array());
            for (Map.Entry<String, RouterOsRow> entry : table) {
                out.write(frame(freshRecords.put(entry.getKey(), entry.getValue())).array());
            }
            out.flush();
            channel.force(true);
        }
        // until the new journal is open there is none to append to
        damaged = true;
        closeJournal();
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (forced) {
            forceDirectory();
        }
        journal = openJournal();
        journal.position(journal.size());
        records = freshRecords;
        changes = table.size();
        damaged = false;
        replaceNotBefore = System.nanoTime();
    }

    private FileChannel openJournal() throws IOException {
        return forced
                ? FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DSYNC)
                : FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Where a directory can be opened at all: on Windows it cannot, and need not. */
    private void forceDirectory() throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel directory = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }

    private static ByteBuffer frame(byte[] content) {
        ByteBuffer frame = ByteBuffer.allocate(FRAME + content.length);
        return frame.putInt(content.length).putInt(checksum(content)).put(content).flip();
    }

    private static int checksum(byte[] content) {
        CRC32C checksum = new CRC32C();
        checksum.update(content);
        return (int) checksum.getValue();
    }

    private Path sibling(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private void closeJournal() throws IOException {
        if (journal != null) {
            journal.close();
            journal = null;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            closeJournal();
        } finally {
            records = null;
            if (lock != null) {
                lock.release();
                lock = null;
            }
            if (lockChannel != null) {
                lockChannel.close();
                lockChannel = null;
            }
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
