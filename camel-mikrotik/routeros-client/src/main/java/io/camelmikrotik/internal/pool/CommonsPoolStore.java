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

import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.function.LongSupplier;

import io.camelmikrotik.internal.session.Completions;
import io.camelmikrotik.pool.PoolSettings;
import org.apache.commons.pool2.impl.GenericKeyedObjectPool;
import org.apache.commons.pool2.impl.GenericKeyedObjectPoolConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A commons-pool2 {@link GenericKeyedObjectPool}, which stores idle sessions, counts them and evicts. It would block,
 * spin or count wrongly if several threads asked it for one key, if it opened connections under its locks, or if
 * anything were invalidated or cleared instead of returned. So it is set up never to block, has no bounds of its own,
 * and is asked by one thread at a time per device.
 */
final class CommonsPoolStore implements SessionStore {

    private static final Logger LOG = LoggerFactory.getLogger(CommonsPoolStore.class);

    private static final int ATTEMPTS = 3;
    private static final Duration EVICTOR_SHUTDOWN = Duration.ofSeconds(1);

    private final LongSupplier clock;
    private final GenericKeyedObjectPool<DeviceKey, PooledSession> store;

    CommonsPoolStore(PoolSettings settings, LongSupplier clock) {
        this.clock = clock;
        this.store = new GenericKeyedObjectPool<>(new SessionFactory(settings, clock), configuration(settings, clock));
        store.setSwallowedExceptionListener(e -> LOG.warn("The pool's store of idle sessions threw an exception", e));
    }

    @Override
    public PooledSession borrow(DeviceKey key) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return store.borrowObject(key);
            } catch (NoSuchElementException e) {
                // the evictor looks at the only idle one
                Thread.yield();
            } catch (IllegalStateException e) {
                return null;
            } catch (Exception | Error e) {
                // it is asked again, after a while
                Completions.run(() -> LOG.warn("The pool's store of idle sessions threw an exception", e));
                return null;
            }
        }
        return null;
    }

    @Override
    public void giveBack(DeviceKey key, PooledSession session, Duration minIdle, String discardReason) {
        if (discardReason != null) {
            session.discard(discardReason);
        }
        try {
            session.stored(clock.getAsLong(), minIdle);
            store.returnObject(key, session);
        } catch (IllegalStateException | Error e) {
            LOG.warn("The pool's store of idle sessions rejected a returned session, which is closed", e);
            session.discard("the pool's store of idle sessions rejected it");
        }
    }

    @Override
    public void makeRoom() {
        store.clearOldest();
    }

    @Override
    public int stored(DeviceKey key) {
        return store.getNumIdle(key);
    }

    @Override
    public int held(DeviceKey key) {
        return store.getNumActive(key) + store.getNumIdle(key);
    }

    @Override
    public long evicted() {
        return store.getDestroyedByEvictorCount();
    }

    @Override
    public void close() {
        store.close();
    }

    private static GenericKeyedObjectPoolConfig<PooledSession> configuration(PoolSettings settings, LongSupplier clock) {
        GenericKeyedObjectPoolConfig<PooledSession> config = new GenericKeyedObjectPoolConfig<>();
        config.setMaxTotal(-1);
        // each device's slot keeps within its own bound
        config.setMaxTotalPerKey(-1);
        config.setMaxIdlePerKey(-1);
        config.setMinIdlePerKey(0);
        config.setBlockWhenExhausted(false);
        StoreVersions.searchForNobody(config);
        config.setTestOnCreate(false);
        config.setTestOnBorrow(true);
        config.setTestOnReturn(true);
        config.setTestWhileIdle(settings.testWhileIdle());
        config.setMinEvictableIdleDuration(settings.minEvictableIdleDuration());
        // by our clock, commons-pool goes by the wall clock, which may be set; and by the device's own time
        config.setEvictionPolicy((ignored, stored, idleCount) -> stored.getObject().isEvictable(clock.getAsLong()));
        config.setTimeBetweenEvictionRuns(settings.durationBetweenEvictionRuns());
        // all of them in each run
        config.setNumTestsPerEvictionRun(-1);
        config.setEvictorShutdownTimeout(EVICTOR_SHUTDOWN);
        config.setJmxEnabled(settings.jmxName() != null);
        if (settings.jmxName() != null) {
            config.setJmxNamePrefix(settings.jmxName());
        }
        return config;
    }
}
