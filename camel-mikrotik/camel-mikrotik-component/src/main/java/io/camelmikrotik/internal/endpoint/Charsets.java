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

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;

import io.camelmikrotik.MikrotikConfiguration;
import io.camelmikrotik.routeros.ApiCharset;

/**
 * Turns the charset options into charsets.
 */
public final class Charsets {

    private static final String ASCII = "/=?.aZ09";

    private Charsets() {
    }

    public static ApiCharset of(MikrotikConfiguration options) {
        ApiCharset usual = ApiCharset.of(charset("charset", options.getCharset()));
        return options.getFallbackCharset() == null
                ? usual : new ApiCharset(usual.requests(), charset("fallbackCharset", options.getFallbackCharset()));
    }

    private static Charset charset(String option, String name) {
        try {
            Charset charset = Charset.forName(name);
            if (!charset.canEncode() || !Arrays.equals(ASCII.getBytes(charset), ASCII.getBytes(StandardCharsets.US_ASCII))) {
                throw new IllegalArgumentException(option + ": " + name + " is no superset of ASCII, as RouterOS needs");
            }
            return charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new IllegalArgumentException(option + ": this JDK knows no charset \"" + name + "\"", e);
        }
    }
}
