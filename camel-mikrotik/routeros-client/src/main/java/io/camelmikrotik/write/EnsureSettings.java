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
package io.camelmikrotik.write;

import java.util.Collection;
import java.util.List;
import java.util.Objects;

import io.camelmikrotik.internal.value.CanonicalValue;

/**
 * What is to be ensured, and within which bounds.
 *
 * @param menu           the table, such as {@code /ip/firewall/address-list}
 * @param scope          which of its rows
 * @param key            properties that tell which row is which; never {@code .id}
 * @param onAbsent       what happens to rows that the list does not have
 * @param ordered        whether the rows shall stand in the order of the list
 * @param updateSecrets  whether secrets that cannot be read are set on rows that exist; on new rows they always are
 * @param values         which texts mean the same
 * @param maxRemovals    most rows to remove or disable; {@code null} for any number
 * @param maxChanges     most rows to change in any way; {@code null} for any number
 * @param removalsAtOnce most rows removed by one command; where order matters it is always one
 */
public record EnsureSettings(
        String menu, Scope scope, List<String> key, OnAbsent onAbsent, boolean ordered, boolean updateSecrets,
        CanonicalValue values, ChangeLimit maxRemovals, ChangeLimit maxChanges, int removalsAtOnce) {

    public static final int DEFAULT_REMOVALS_AT_ONCE = 50;

    /**
     * @throws IllegalArgumentException if there is no key, or {@code .id} is part of it
     */
    public EnsureSettings {
        Objects.requireNonNull(menu, "menu");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(onAbsent, "onAbsent");
        Objects.requireNonNull(values, "values");
        if (removalsAtOnce < 1) {
            throw new IllegalArgumentException("removalsAtOnce must be at least 1: " + removalsAtOnce);
        }
        values = values.in(menu);
        key = List.copyOf(key);
        if (key.isEmpty()) {
            throw new IllegalArgumentException("key: at least one property must tell which row is which");
        }
        if (key.stream().anyMatch(name -> name.startsWith("."))) {
            throw new IllegalArgumentException(
                    "key: " + key + " will not do: ids belong to one table of one router at one time; name properties of your own data");
        }
    }

    /** Leaves absent rows alone, in any order, without bounds. */
    public static EnsureSettings of(String menu, Scope scope, Collection<String> key) {
        return new EnsureSettings(
                menu, scope, List.copyOf(key), OnAbsent.IGNORE, false, false, CanonicalValue.INSTANCE, null, null,
                DEFAULT_REMOVALS_AT_ONCE);
    }

    public EnsureSettings onAbsent(OnAbsent newOnAbsent) {
        return new EnsureSettings(
                menu, scope, key, newOnAbsent, ordered, updateSecrets, values, maxRemovals, maxChanges,
                removalsAtOnce);
    }

    public EnsureSettings inOrder() {
        return new EnsureSettings(
                menu, scope, key, onAbsent, true, updateSecrets, values, maxRemovals, maxChanges,
                removalsAtOnce);
    }

    public EnsureSettings updatingSecrets() {
        return new EnsureSettings(
                menu, scope, key, onAbsent, ordered, true, values, maxRemovals, maxChanges,
                removalsAtOnce);
    }

    public EnsureSettings values(CanonicalValue newValues) {
        return new EnsureSettings(
                menu, scope, key, onAbsent, ordered, updateSecrets, newValues, maxRemovals, maxChanges,
                removalsAtOnce);
    }

    public EnsureSettings atMost(ChangeLimit newMaxRemovals, ChangeLimit newMaxChanges) {
        return new EnsureSettings(
                menu, scope, key, onAbsent, ordered, updateSecrets, values, newMaxRemovals, newMaxChanges,
                removalsAtOnce);
    }

    public EnsureSettings removalsAtOnce(int newRemovalsAtOnce) {
        return new EnsureSettings(
                menu, scope, key, onAbsent, ordered, updateSecrets, values, maxRemovals, maxChanges, newRemovalsAtOnce);
    }
}
