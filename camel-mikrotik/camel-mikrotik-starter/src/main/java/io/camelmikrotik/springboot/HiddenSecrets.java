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
package io.camelmikrotik.springboot;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

import io.camelmikrotik.MikrotikDevice;
import org.apache.camel.util.URISupport;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Hides the secrets of the component's properties in whatever spelling, the passwords themselves under whatever name,
 * such as that of an environment variable, and those in the URIs of endpoints.
 */
final class HiddenSecrets implements SanitizingFunction {

    private final Supplier<MikrotikComponentConfiguration> properties;

    HiddenSecrets(Supplier<MikrotikComponentConfiguration> properties) {
        this.properties = properties;
    }

    @Override
    public SanitizableData apply(SanitizableData data) {
        if (data.getValue() == null) {
            return data;
        }
        String value = data.getValue().toString();
        if (isNameOfSecret(data.getKey()) || passwords().contains(value)) {
            return data.withSanitizedValue();
        }
        String sanitized = value.contains("mikrotik:") ? URISupport.sanitizeUri(value) : value;
        return sanitized.equals(value) ? data : data.withValue(sanitized);
    }

    private static boolean isNameOfSecret(String key) {
        String name = key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return name.startsWith("camelcomponentmikrotik")
                && MikrotikComponentConfiguration.SECRETS.stream()
                        .anyMatch(secret -> name.endsWith(secret.toLowerCase(Locale.ROOT)));
    }

    private Set<String> passwords() {
        Set<String> passwords = new HashSet<>();
        MikrotikComponentConfiguration bound = properties.get();
        if (bound != null) {
            passwords.add(bound.getPassword());
            bound.getDevices().values().stream().map(MikrotikDevice::getPassword).forEach(passwords::add);
        }
        passwords.remove(null);
        passwords.remove("");
        return passwords;
    }
}
