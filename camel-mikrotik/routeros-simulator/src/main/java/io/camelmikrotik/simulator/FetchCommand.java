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
package io.camelmikrotik.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;

/** {@code /tool/fetch} of an HTTP address into a file, of any size. */
final class FetchCommand {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private FetchCommand() {
    }

    static void register(CommandTree tree) {
        tree.command("/tool/fetch", "ftp", new Verb() {
            @Override
            public void run(RunningCommand command) {
                fetch(command);
            }

            @Override
            public boolean writes() {
                return true;
            }
        });
    }

    private static void fetch(RunningCommand command) {
        String url = command.request.attribute("url");
        if (url == null) {
            throw Refusal.missing(command.router, "url");
        }
        URI address;
        try {
            address = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalidValue("url");
        }
        String path = command.request.attribute("dst-path");
        String name = path != null ? path : address.getPath().substring(address.getPath().lastIndexOf('/') + 1);
        command.executed();
        command.row(status("connecting", 0));
        Thread thread = Executors.defaultThreadFactory().newThread(() -> {
            byte[] contents = null;
            String failure = null;
            try {
                HttpResponse<byte[]> response = HttpClient.newBuilder().connectTimeout(PATIENCE).build()
                        .send(HttpRequest.newBuilder(address).timeout(PATIENCE).build(),
                                HttpResponse.BodyHandlers.ofByteArray());
                if (response.statusCode() == 200) {
                    contents = response.body();
                } else {
                    failure = "failure: Status " + response.statusCode() + ", " + "not fetched";
                }
            } catch (IOException | IllegalArgumentException e) {
                failure = "failure: connection failed";
            } catch (InterruptedException e) {
                failure = "failure: interrupted";
            }
            String trap = failure;
            byte[] fetched = contents;
            command.router.loop().execute(() -> ended(command, name, fetched, trap));
        });
        thread.setDaemon(true);
        thread.setName("simulated-fetch");
        thread.start();
    }

    private static void ended(RunningCommand command, String name, byte[] contents, String failure) {
        if (!command.router.isOn()) {
            return;
        }
        if (contents != null) {
            // the router goes on with it, whether anybody waits or not
            FileCommands.write(command.router, name, "file", new String(contents, StandardCharsets.ISO_8859_1));
        }
        if (command.finished()) {
            return;
        }
        if (failure == null) {
            command.row(status("finished", contents.length / 1024));
            command.done();
        } else {
            command.row(status("failed", 0));
            command.trap(null, failure);
            command.done();
        }
    }

    private static Map<String, String> status(String status, int downloaded) {
        return new LinkedHashMap<>(
                RawText.pairs("status", status, "downloaded", Integer.toString(downloaded), "duration", "1s"));
    }
}
