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
package io.camelmikrotik.internal.session;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.camelmikrotik.internal.session.ScriptedRouter.tag;
import static org.assertj.core.api.Assertions.assertThat;

/** Bytes that do not belong into a dialogue: the full result or an exception, never less. */
class StrayBytesTest {

    private static final RouterOsCommand PRINT = RouterOsCommand.of("/ppp/secret/print");
    private static final int ROWS = 6;
    private static final long SEED = Long.getLong("strayBytes.seed", System.nanoTime());
    private static final int ROUNDS = Integer.getInteger("strayBytes.rounds", 1);

    private final RouterOsTransport transport = new RouterOsTransport(1, task -> new Thread(task, "io"), Runnable::run);

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void strayBytesAtAnyBoundaryNeverShortenAResult() throws Exception {
        Random random = new Random(SEED);
        List<byte[]> strays = new ArrayList<>();
        for (int length = 0; length < 256; length++) {
            strays.add(new byte[] { (byte) length });
        }
        Collections.shuffle(strays, random);
        int boundary = random.nextInt(1000);
        // each length of one byte once, at one boundary after the other; then any bytes anywhere
        for (byte[] stray : strays) {
            ask(stray, boundary++, random.nextInt(300));
        }
        for (int i = 0; i < ROUNDS * 64; i++) {
            byte[] stray = new byte[1 + random.nextInt(8)];
            random.nextBytes(stray);
            ask(stray, random.nextInt(1000), random.nextInt(300));
        }
    }

    private void ask(byte[] stray, int boundary, int padding) throws Exception {
        String told = "seed " + SEED + ", stray " + Arrays.toString(stray) + ", boundary " + boundary
                      + ", padding " + padding;
        try (ScriptedRouter router = ScriptedRouter.afterLogin((sentence, line) -> {
            line.raw(reply(tag(sentence), stray, boundary, padding));
            line.close();
        })) {
            Reply reply = transport.open(router.access()).execute(PRINT, CommandOptions.DEFAULTS).get(20, TimeUnit.SECONDS);
            assertThat(reply.rows()).as(told).hasSize(ROWS);
            for (int i = 0; i < ROWS; i++) {
                RouterOsRow row = reply.rows().get(i);
                assertThat(row.get(".id")).as(told).isEqualTo("*" + i);
                assertThat(row.get("name")).as(told).isEqualTo("name" + i);
                assertThat(row.get("comment")).as(told).isEqualTo("x".repeat(padding));
                assertThat(row.get("disabled")).as(told).isEqualTo("false");
            }
        } catch (ExecutionException e) {
            assertThat(e.getCause()).as(told).isInstanceOf(MikrotikException.class);
        }
    }

    private static byte[] reply(String tag, byte[] stray, int boundary, int padding) {
        List<byte[]> words = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            for (String word : List.of("!re", tag, "=.id=*" + i, "=name=name" + i, "=comment=" + "x".repeat(padding),
                    "=disabled=false", "")) {
                words.add(word(word));
            }
        }
        words.add(word("!done"));
        words.add(word(tag));
        words.add(word(""));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < words.size(); i++) {
            if (i == boundary % words.size()) {
                bytes.writeBytes(stray);
            }
            bytes.writeBytes(words.get(i));
        }
        return bytes.toByteArray();
    }

    private static byte[] word(String text) {
        byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (content.length >= 0x80) {
            bytes.write(0x80 | content.length >> 8);
        }
        bytes.write(content.length);
        bytes.writeBytes(content);
        return bytes.toByteArray();
    }
}
