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
package io.camelmikrotik.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelmikrotik.internal.session.ReplyFuzzTarget;
import io.camelmikrotik.internal.session.Vectors;
import io.camelmikrotik.internal.where.WhereFuzzTarget;

/** What is fuzzed, and the inputs that the fuzzer starts from. */
enum FuzzTarget {

    REPLY(ReplyFuzzTarget.class, ReplyFuzzTarget::fuzzerTestOneInput) {
        @Override
        List<byte[]> seeds() {
            List<byte[]> seeds = new ArrayList<>();
            int split = 0;
            for (String section : List.of("reply_streams", "sentences", "words", "length_encoding", "length_decoding_errors")) {
                for (JsonNode vector : Vectors.section(section)) {
                    ByteArrayOutputStream seed = new ByteArrayOutputStream();
                    seed.write(split++ % 40);
                    seed.writeBytes(Vectors.bytes(vector));
                    seeds.add(seed.toByteArray());
                }
            }
            return seeds;
        }
    },

    WHERE(WhereFuzzTarget.class, WhereFuzzTarget::fuzzerTestOneInput) {
        @Override
        List<byte[]> seeds() {
            List<byte[]> seeds = new ArrayList<>();
            for (JsonNode row : Vectors.section("query").get("rows").get("interfaces")) {
                StringBuilder properties = new StringBuilder();
                row.fields().forEachRemaining(
                        value -> properties.append('\n').append(value.getKey()).append('=').append(value.getValue().asText()));
                for (String expression : List.of(
                        "profile=gold and (disabled=no or !comment) and uptime>1d", "name~\"^ether\" || rx-byte>=:#least",
                        "not (name!=ether1 and running=yes)", "address in 192.0.2.0/24,2001:db8::1-2001:db8::9 or comment=\"\"",
                        "mtu<=1500 && !(type=vlan)", "name=:#name")) {
                    seeds.add((expression + "\n1000" + properties).getBytes(StandardCharsets.UTF_8));
                }
            }
            return seeds;
        }
    },

    VALUES(ValuesFuzzTarget.class, ValuesFuzzTarget::fuzzerTestOneInput) {
        @Override
        List<byte[]> seeds() {
            List<byte[]> seeds = new ArrayList<>();
            for (String section : List.of("durations", "durations_special", "timestamps", "pairs")) {
                Vectors.section(section).forEach(vector -> seeds.add(seed("uptime", vector.get("text").asText())));
            }
            for (String text : List.of(
                    "true", "no", "0x1F", "4294967296", "10M/20M", "1.5MiB", "72.2Mbps-20MHz/1S/SGI", "192.0.2.1/24",
                    "2001:db8::1/64", "::ffff:192.0.2.1", "fe80::1%ether1", "192.0.2.0-192.0.2.255", "00:0C:29:aa:bb:cc",
                    "!80,443,1000-2000")) {
                seeds.add(seed("max-limit", text));
            }
            return seeds;
        }

        private byte[] seed(String name, String value) {
            return (name + "\n" + value).getBytes(StandardCharsets.UTF_8);
        }
    };

    private final Class<?> type;
    private final Consumer<byte[]> run;

    FuzzTarget(Class<?> type, Consumer<byte[]> run) {
        this.type = type;
        this.run = run;
    }

    /** Inputs that reach deep, from the published vectors. */
    abstract List<byte[]> seeds();

    /** The seeds and the corpus: inputs that the fuzzer found worth keeping, one hexadecimal line each. */
    List<byte[]> inputs() throws IOException {
        List<byte[]> inputs = new ArrayList<>(seeds());
        try (InputStream corpus = FuzzTarget.class.getResourceAsStream("/fuzz/" + resource())) {
            new String(corpus.readAllBytes(), StandardCharsets.US_ASCII).lines().filter(line -> !line.startsWith("#"))
                    .forEach(line -> inputs.add(HexFormat.of().parseHex(line)));
        }
        return inputs;
    }

    /** Fails if the code does not bear this input. */
    void run(byte[] input) {
        run.accept(input);
    }

    String className() {
        return type.getName();
    }

    String resource() {
        return name().toLowerCase(Locale.ROOT) + ".txt";
    }
}
