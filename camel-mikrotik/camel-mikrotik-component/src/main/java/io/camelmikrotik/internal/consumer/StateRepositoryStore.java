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
package io.camelmikrotik.internal.consumer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.BiConsumer;

import io.camelmikrotik.internal.feed.DeliveredState;
import io.camelmikrotik.internal.feed.DeliveredStateStore;
import io.camelmikrotik.internal.feed.RowRecords;
import io.camelmikrotik.internal.session.RowFactory;
import io.camelmikrotik.routeros.ApiCharset;
import io.camelmikrotik.routeros.RouterOsRow;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Delivered state in a Camel {@link StateRepository}, which knows neither deletion nor a list of its keys: some chunks
 * of rows, and a journal of one value for each change after.
 *
 * <pre>
 * PREFIX              epoch and number of chunks
 * PREFIX-0-c7         the 7th chunk of an even epoch: epoch and rows
 * PREFIX-0-j12        the 12th change after: epoch and change
 * </pre>
 *
 * When the journal is longer than the table is large, new chunks are written under the keys of the other parity, and
 * then the first value; only that makes them count. Values left over from an earlier epoch say so and are taken for
 * absent. So there are never more keys than two epochs need, and none is deleted.
 */
public final class StateRepositoryStore implements DeliveredStateStore {

    private static final int ROWS_PER_CHUNK = 100;
    private static final int SMALL_JOURNAL = 100;

    private final StateRepository<String, String> repository;
    private final String prefix;
    private final ApiCharset charset;
    private final boolean shared;
    private long epoch;
    /** Whether another process may still be at its last write: it goes to keys that do not count any more then. */
    private boolean takenOver;
    private long changes;

    /**
     * @param owner  says whose table it is
     * @param shared whether other processes may have gone on with it before
     */
    public StateRepositoryStore(StateRepository<String, String> repository, String owner, ApiCharset charset,
                                boolean shared) {
        this.shared = shared;
        this.repository = repository;
        this.prefix = "mikrotik-" + digest(owner);
        this.charset = charset;
    }

    @Override
    public boolean open(BiConsumer<String, RouterOsRow> rows) throws IOException {
        ServiceHelper.startService(repository);
        epoch = 0;
        changes = 0;
        takenOver = shared;
        String head = repository.getState(prefix);
        if (head == null) {
            return false;
        }
        String[] numbers = head.split(" ");
        epoch = Long.parseLong(numbers[0]);
        RowFactory factory = new RowFactory(charset);
        for (long chunk = 0; chunk < Long.parseLong(numbers[1]); chunk++) {
            byte[] records = value(key('c', chunk));
            if (records == null) {
                throw new IOException("the state repository has lost rows of " + prefix + ": " + key('c', chunk));
            }
            new RowRecords().read(records, factory, rows);
        }
        for (byte[] records = value(key('j', changes)); records != null; records = value(key('j', changes))) {
            new RowRecords().read(records, factory, rows);
            changes++;
        }
        return true;
    }

    @Override
    public void put(String identity, RouterOsRow row) {
        repository.setState(key('j', changes), text(new RowRecords().put(identity, row)));
        changes++;
    }

    @Override
    public void remove(String identity) {
        repository.setState(key('j', changes), text(new RowRecords().removed(identity)));
        changes++;
    }

    @Override
    public boolean isDueForReplacement(DeliveredState table) {
        return takenOver || changes > SMALL_JOURNAL + table.size();
    }

    @Override
    public void replace(DeliveredState table) throws IOException {
        takenOver = false;
        epoch++;
        changes = 0;
        long chunks = 0;
        int rows = 0;
        RowRecords records = new RowRecords();
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        for (Map.Entry<String, RouterOsRow> entry : table) {
            chunk.write(records.put(entry.getKey(), entry.getValue()));
            if (++rows == ROWS_PER_CHUNK) {
                repository.setState(key('c', chunks++), text(chunk.toByteArray()));
                rows = 0;
                records = new RowRecords();
                chunk.reset();
            }
        }
        if (rows > 0) {
            repository.setState(key('c', chunks++), text(chunk.toByteArray()));
        }
        repository.setState(prefix, epoch + " " + chunks);
    }

    private String key(char kind, long number) {
        return prefix + "-" + epoch % 2 + "-" + kind + number;
    }

    private String text(byte[] records) {
        return epoch + " " + Base64.getEncoder().encodeToString(records);
    }

    /** @return {@code null} if there is no value of this epoch */
    private byte[] value(String key) {
        String text = repository.getState(key);
        String mark = epoch + " ";
        return text == null || !text.startsWith(mark) ? null : Base64.getDecoder().decode(text.substring(mark.length()));
    }

    private static String digest(String owner) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(owner.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public void close() {
        // the repository belongs to the application
    }

    @Override
    public String toString() {
        return "the state repository";
    }
}
