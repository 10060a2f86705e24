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
package io.camelmikrotik;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import io.camelmikrotik.routeros.RouterOsRow;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * An application that lives until it is killed: writes each change of some tables to a file. Run by
 * {@link ChangeFeedRestartTest}.
 */
final class KilledFeed {

    private KilledFeed() {
    }

    /** Arguments: the router's address, the directory of the state and of the file, and the menus. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[1]);
        try (OutputStream changes = Files.newOutputStream(
                directory.resolve("changes"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
             DefaultCamelContext context = new DefaultCamelContext()) {
            // ends the line that was torn by the kill before
            changes.write('\n');
            MikrotikComponent component = context.getComponent("mikrotik", MikrotikComponent.class);
            component.getConfiguration().setUsername("api");
            component.getConfiguration().setPassword("secret");
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    for (int i = 2; i < arguments.length; i++) {
                        String menu = arguments[i];
                        from("mikrotik:" + arguments[0] + menu
                             + (i % 2 == 0 ? "/listen?retryDelay=10" : "/print?emit=changes&delay=20&initialDelay=0")
                             + "&stateFile=" + directory.resolve("state" + i))
                                .process(exchange -> write(menu, exchange, changes));
                    }
                }
            });
            context.start();
            System.out.println("started");
            // until the end of the one who watches us
            System.in.read();
        }
    }

    private static void write(String menu, Exchange exchange, OutputStream changes) throws IOException {
        RouterOsRow row = exchange.getMessage().getBody(RouterOsRow.class);
        String line = menu + "\t" + exchange.getMessage().getHeader(MikrotikConstants.CHANGE_TYPE) + "\t"
                      + row.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue())
                              .collect(Collectors.joining(";"))
                      + "\t.\n";
        synchronized (changes) {
            changes.write(line.getBytes(StandardCharsets.UTF_8));
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }

    /** Replays what was written of that menu. The last change before each kill was begun with and perhaps not ended. */
    static FeedReplay replay(Path directory, String menu) throws IOException {
        FeedReplay replay = new FeedReplay(".id");
        for (String line : Files.readAllLines(directory.resolve("changes"))) {
            String[] fields = line.split("\t");
            if (fields.length < 4) {
                replay.mayNotHaveEnded();
            } else if (fields[0].equals(menu)) {
                Map<String, String> row = new TreeMap<>();
                for (String property : fields[2].split(";")) {
                    row.put(property.substring(0, property.indexOf('=')), property.substring(property.indexOf('=') + 1));
                }
                replay.replayAgain(fields[1], row);
            }
        }
        return replay;
    }
}
