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

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import io.camelmikrotik.write.WriteProgress;

/**
 * The bulk writes of an endpoint: those going on, and the sums of those that have ended. Safe for any thread.
 */
public final class BulkWrites {

    private final Set<WriteProgress> running = ConcurrentHashMap.newKeySet();
    private final LongAdder done = new LongAdder();
    private final LongAdder notDone = new LongAdder();

    void started(WriteProgress progress) {
        running.add(progress);
    }

    void ended(WriteProgress progress) {
        if (running.remove(progress)) {
            done.add(progress.getDone());
            notDone.add(progress.getCompleted() - progress.getDone());
        }
    }

    public int running() {
        return running.size();
    }

    /** One line for each going on. */
    public List<String> progress() {
        return running.stream().map(WriteProgress::toString).toList();
    }

    public long elementsDone() {
        return done.sum() + running.stream().mapToLong(WriteProgress::getDone).sum();
    }

    public long elementsNotDone() {
        return notDone.sum() + running.stream().mapToLong(each -> each.getCompleted() - each.getDone()).sum();
    }
}
