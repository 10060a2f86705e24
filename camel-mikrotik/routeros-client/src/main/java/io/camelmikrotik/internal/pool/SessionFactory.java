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
package io.camelmikrotik.internal.pool;

import java.util.function.LongSupplier;

import io.camelmikrotik.pool.PoolSettings;
import org.apache.commons.pool2.BaseKeyedPooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;

/**
 * What commons-pool asks of us. Never waits, never talks to the network, never throws: commons-pool calls it under its
 * locks, and on one evictor thread that serves every pool of the application.
 * <p>
 * An object is made without opening anything; the device's slot opens it after borrowing. Whether a stored session
 * still answers is asked by the slot as well ({@code ApiSession.ready}), with {@code /system/identity/print} and
 * without blocking anybody; {@link #validateObject} only looks at what is known here. To invalidate a session is to
 * close it: a closed one does not survive being returned, borrowed or looked at by the evictor.
 */
final class SessionFactory extends BaseKeyedPooledObjectFactory<DeviceKey, PooledSession> {

    private final PoolSettings settings;
    private final LongSupplier clock;

    SessionFactory(PoolSettings settings, LongSupplier clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public PooledSession create(DeviceKey key) {
        return new PooledSession(settings.maxSessionAge(), clock.getAsLong());
    }

    @Override
    public PooledObject<PooledSession> wrap(PooledSession session) {
        return new DefaultPooledObject<>(session);
    }

    @Override
    public boolean validateObject(DeviceKey key, PooledObject<PooledSession> pooled) {
        return pooled.getObject().isWorthKeeping(clock.getAsLong());
    }

    @Override
    public void destroyObject(DeviceKey key, PooledObject<PooledSession> pooled) {
        pooled.getObject().discard("idle, too old, or not needed any more");
    }
}
