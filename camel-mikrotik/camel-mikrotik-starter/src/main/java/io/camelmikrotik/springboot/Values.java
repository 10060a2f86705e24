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

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.camelmikrotik.MikrotikDevice;

/**
 * From values that Spring Boot has bound to those that the component takes.
 */
final class Values {

    private Values() {
    }

    /**
     * @throws IllegalArgumentException naming the option, if it is finer than the component's clock or does not fit it
     */
    static long milliseconds(String option, Duration time) {
        try {
            long milliseconds = time.toMillis();
            if (Duration.ofMillis(milliseconds).equals(time)) {
                return milliseconds;
            }
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(option + " is too long: " + time, e);
        }
        throw new IllegalArgumentException(option + " must be a whole number of milliseconds: " + time);
    }

    static Map<String, Object> resolved(Map<String, Object> values, UnaryOperator<String> texts) {
        Map<String, Object> resolved = new LinkedHashMap<>(values);
        resolved.replaceAll((name, value) -> value instanceof String text ? texts.apply(text) : value);
        return resolved;
    }

    /** The same device, which is nobody else's. */
    static MikrotikDevice resolved(MikrotikDevice device, UnaryOperator<String> texts) {
        resolve(device.getHost(), device::setHost, texts);
        resolve(device.getUsername(), device::setUsername, texts);
        resolve(device.getPassword(), device::setPassword, texts);
        resolve(device.getCharset(), device::setCharset, texts);
        resolve(device.getCertificateFingerprint(), device::setCertificateFingerprint, texts);
        return device;
    }

    private static void resolve(String text, Consumer<String> setter, UnaryOperator<String> texts) {
        if (text != null) {
            setter.accept(texts.apply(text));
        }
    }
}
