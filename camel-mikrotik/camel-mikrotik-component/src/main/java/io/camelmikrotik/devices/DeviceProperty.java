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
package io.camelmikrotik.devices;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import io.camelmikrotik.MikrotikConfiguration;
import io.camelmikrotik.MikrotikDevice;
import io.camelmikrotik.internal.endpoint.Charsets;
import io.camelmikrotik.internal.endpoint.OptionRanges;
import io.camelmikrotik.internal.pool.CommandPolicy;
import org.apache.camel.CamelContext;
import org.apache.camel.support.CamelContextHelper;

/** A property of {@link MikrotikDevice} that is given as text. No text of an exception holds the value. */
final class DeviceProperty {

    private static final Pattern FINGERPRINT = Pattern.compile("(?:[0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}");
    private static final Map<String, DeviceProperty> BY_LETTERS = all();

    private final String name;
    private final Class<?> type;
    private final Method setter;

    private DeviceProperty(String name, Method setter) {
        this.name = name;
        this.type = setter.getParameterTypes()[0];
        this.setter = setter;
    }

    /**
     * @param  key as in {@code requestTimeout}, {@code request-timeout} or {@code REQUEST_TIMEOUT}
     * @return     {@code null} if there is none of that name
     */
    static DeviceProperty of(String key) {
        return BY_LETTERS.get(letters(key));
    }

    /** Whether it is the key of the device's own name. */
    static boolean isName(String key) {
        return letters(key).equals("name");
    }

    private static String letters(String key) {
        return key.strip().replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static Map<String, DeviceProperty> all() {
        Map<String, DeviceProperty> properties = new HashMap<>();
        for (Method method : MikrotikDevice.class.getMethods()) {
            if (method.getName().startsWith("set") && method.getParameterCount() == 1) {
                String name = method.getName().substring(3, 4).toLowerCase(Locale.ROOT) + method.getName().substring(4);
                // of a time's two setters the one that takes a time
                properties.merge(letters(name), new DeviceProperty(name, method),
                        (one, other) -> one.type == String.class ? other : one);
            }
        }
        return properties;
    }

    String name() {
        return name;
    }

    /**
     * @param  text                     references resolved
     * @throws IllegalArgumentException that says what the value must be
     */
    void set(MikrotikDevice device, String text, CamelContext context) {
        Object value = value(text, context);
        try {
            setter.invoke(device, value);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(switch (name) {
                case "labels" -> "must be labels such as site=berlin,role=pppoe, each name once";
                case "groups" -> "must be names of groups such as pppoe,core";
                default -> "is not accepted";
            });
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object value(String text, CamelContext context) {
        if (type == String.class) {
            // blanks may be part of a password
            String value = name.equals("password") ? text : text.strip();
            checkText(value);
            return value;
        }
        String word = text.strip();
        if (type == Integer.class) {
            return integer(word);
        }
        if (type == Double.class) {
            return decimal(word);
        }
        if (type == Boolean.class) {
            return bool(word);
        }
        return type == Duration.class ? time(word) : bean(word, context);
    }

    private void checkText(String value) {
        if (name.equals("certificateFingerprint") && !FINGERPRINT.matcher(value).matches()) {
            throw new IllegalArgumentException("must be 64 hex digits, colons allowed");
        }
        if (name.equals("allowedCommands")) {
            try {
                CommandPolicy.UNRESTRICTED.and(name, false, value);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("must be patterns of commands, such as /ppp/**,/ip/address/print");
            }
        }
        if (name.equals("charset")) {
            MikrotikConfiguration options = new MikrotikConfiguration();
            options.setCharset(value);
            try {
                Charsets.of(options);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("must be a charset of this JDK that ASCII is a part of");
            }
        }
    }

    private Integer integer(String word) {
        try {
            OptionRanges.checkText(name, int.class, word);
            Integer number = Integer.valueOf(word);
            OptionRanges.checkRange(name, number);
            if (name.equals("port") && (number < 1 || number > 65_535)) {
                throw new IllegalArgumentException();
            }
            return number;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    name.equals("port")
                            ? "must be a whole number from 1 to 65535"
                            : "must be a whole number, at least " + OptionRanges.least(name) + OptionRanges.most(name));
        }
    }

    private Double decimal(String word) {
        try {
            OptionRanges.checkText(name, double.class, word);
            return Double.valueOf(word);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be a number such as 0.5 or 10, not negative");
        }
    }

    /** Databases without a type for it have numbers. */
    private static Boolean bool(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }

    private Duration time(String word) {
        try {
            Duration time = OptionRanges.time(name, word);
            OptionRanges.checkRange(name, time.toMillis());
            return time;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "must be a time such as 500 (milliseconds), 5s or 1h30m, at least " + OptionRanges.least(name)
                                               + " ms and at most 100 years");
        }
    }

    private Object bean(String word, CamelContext context) {
        String bean = word.startsWith("#bean:") ? word.substring(6) : word.startsWith("#") ? word.substring(1) : null;
        Object found = bean == null || context == null ? null : CamelContextHelper.lookup(context, bean, type);
        if (found == null) {
            throw new IllegalArgumentException(
                    "must be #bean:NAME, with the name of a bean of type " + type.getSimpleName()
                                               + " that is in Camel's registry");
        }
        return found;
    }
}
