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
package io.camelmikrotik.internal.fleet;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.camelmikrotik.DeviceResult;

/**
 * Results as they come. Asking for the next one waits for it; each device has deadlines of its own, so that each comes.
 * For one reader.
 */
final class ArrivingResults implements Iterator<DeviceResult> {

    private final BlockingQueue<DeviceResult> arrived = new LinkedBlockingQueue<>();
    private int left;

    ArrivingResults(int size) {
        this.left = size;
    }

    void add(DeviceResult result) {
        arrived.add(result);
    }

    @Override
    public boolean hasNext() {
        return left > 0;
    }

    @Override
    public DeviceResult next() {
        if (left == 0) {
            throw new NoSuchElementException();
        }
        try {
            DeviceResult result = arrived.take();
            left--;
            return result;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while devices work on the exchange", e);
        }
    }
}
