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
package io.camelmikrotik.internal.write.ensure;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import io.camelmikrotik.internal.session.SensitiveNames;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.write.DesiredRow;
import io.camelmikrotik.write.EnsureSettings;
import io.camelmikrotik.write.OnAbsent;

/**
 * In which properties a row is not as the list wants it.
 */
final class RowComparison {

    private static final Pattern MASKED = Pattern.compile("\\*+");

    private final EnsureSettings settings;
    private final Set<String> secrets = new HashSet<>();
    private final Set<String> readableSecrets = new HashSet<>();

    RowComparison(EnsureSettings settings, DesiredRows desired) {
        this.settings = settings;
        desired.properties().stream().filter(SensitiveNames::isSecret).forEach(secrets::add);
    }

    /** To be called with each row of the scope: what can be read of one may be compared on all. */
    void learn(RouterOsRow row) {
        for (String secret : secrets) {
            if (isReadable(row.get(secret))) {
                readableSecrets.add(secret);
            }
        }
    }

    boolean canRead(String secret) {
        return readableSecrets.contains(secret);
    }

    /**
     * The properties that are not as they shall be, with their present values; {@code null} for absent ones. The key is
     * the same anyway.
     *
     * @param unreadable hears of secrets that the row does not show
     */
    Map<String, String> differences(DesiredRow wanted, RouterOsRow row, Consumer<String> unreadable) {
        Map<String, String> different = new LinkedHashMap<>();
        wanted.forEach((name, value) -> {
            boolean secret = secrets.contains(name);
            if (settings.key().contains(name) && !secret || !secret && value != null && row.hasValue(name, value)) {
                return;
            }
            String now = row.get(name);
            if (secret && !isReadable(now)) {
                if (value != null) {
                    unreadable.accept(name);
                }
            } else if (!settings.key().contains(name) && !settings.values().isFulfilled(name, value, now)) {
                different.put(name, now);
            }
        });
        if (settings.onAbsent() == OnAbsent.DISABLE && !wanted.has("disabled") && isDisabled(row)) {
            different.put("disabled", row.get("disabled"));
        }
        return different;
    }

    private static boolean isDisabled(RouterOsRow row) {
        return !row.hasValue("disabled", "false") && MenuTraits.isTrue(row.get("disabled"));
    }

    private static boolean isReadable(String secret) {
        return secret != null && !MASKED.matcher(secret).matches();
    }
}
