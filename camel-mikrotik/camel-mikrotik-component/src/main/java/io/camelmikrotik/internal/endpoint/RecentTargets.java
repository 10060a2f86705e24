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
package io.camelmikrotik.internal.endpoint;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last targets that were used, by what names them. At the bound the one goes that was not used for longest. Any
 * thread; nothing is made under its lock.
 */
public final class RecentTargets<T> {

    private final Map<String, T> byName;

    public RecentTargets(int bound) {
        byName = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > bound;
            }
        };
    }

    /** {@code null} if it is not there. */
    public synchronized T get(String name) {
        return byName.get(name);
    }

    /** @return the one that is there now: another thread may have been first */
    public synchronized T putIfAbsent(String name, T made) {
        T known = byName.putIfAbsent(name, made);
        return known != null ? known : made;
    }

    public synchronized void put(String name, T made) {
        byName.put(name, made);
    }

    public synchronized void clear() {
        byName.clear();
    }
}
