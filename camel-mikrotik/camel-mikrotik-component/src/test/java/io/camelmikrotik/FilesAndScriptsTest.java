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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.internal.producer.RemoteFile;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Files, scripts, and values of any bytes. */
@Timeout(60)
class FilesAndScriptsTest extends MikrotikTestSupport {

    private static final String DOWNLOAD = "/file?operation=download";

    @Test
    void contentsUpToSixtyKilobytesAreWrittenAndReadAsAProperty() throws Exception {
        startWithout();
        String contents = "line one\r\nline=two\n".repeat(3_000).substring(0, 55_000);

        assertThat(send(uri("/file/add"), Map.of("name", "flash/a.txt", "contents", contents)).getException()).isNull();
        Exchange read = send(uri("/file/print?where=name=flash/a.txt&properties=name,contents,size"), null);

        assertThat(rows(read)).singleElement().satisfies(row -> {
            assertThat(row.get("contents")).isEqualTo(contents);
            assertThat(row.getLong("size")).isEqualTo(55_000);
        });
    }

    @Test
    void contentsBeyondThatAreRefusedByTheRouter() throws Exception {
        startWithout();

        assertThat(send(uri("/file/add"), Map.of("name", "a.txt", "contents", "x".repeat(62_000))).getException())
                .isInstanceOf(TrapException.class).hasMessageContaining("contents too long");
    }

    @Test
    void aValueThatNoRouterTakesIsRefusedBeforeItIsSent() throws Exception {
        startWithout();

        assertThat(send(uri("/file/add"), Map.of("name", "a.txt", "contents", "x".repeat(70_000))).getException())
                .isInstanceOf(BadInputException.class).hasMessageContaining("contents");
        assertThat(router.journal().count("/file/add")).isZero();
    }

    @Test
    void bytesTravelAsTheyAre() throws Exception {
        startWithout();
        byte[] bytes = new byte[50_000];
        new Random(7).nextBytes(bytes);

        assertThat(send(uri("/file/add"), Map.of("name", "a.bin", "contents", bytes)).getException()).isNull();
        Exchange read = send(uri("/file/print?where=name=a.bin"), null);

        assertThat(rows(read).get(0).getBytes("contents")).isEqualTo(bytes);
        assertThat(bytesOf(download("a.bin"))).isEqualTo(bytes);
    }

    @Test
    void aLargeFileIsDownloadedInChunksAsItIsRead() throws Exception {
        startWithout();
        String contents = contents(200_000);
        router.table("/file").add("name", "backup.rsc", "type", "script", "contents", contents);
        context.setStreamCaching(false);
        List<Integer> readsBefore = new ArrayList<>();
        start(routes -> routes.from("direct:download").to(uri(DOWNLOAD + "&attribute.name=:#file")).process(each -> {
            InputStream stream = (InputStream) each.getMessage().getBody();
            stream.read();
            readsBefore.add(router.journal().count("/file/read"));
            each.getMessage().setBody(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        }));

        Exchange done = send("direct:download", null, Map.of("file", "backup.rsc"));

        assertThat(done.getException()).isNull();
        assertThat(contents.charAt(0) + done.getMessage().getBody(String.class)).isEqualTo(contents);
        // the chunk at hand, and the next on its way
        assertThat(readsBefore.get(0)).isLessThanOrEqualTo(2);
        assertThat(router.journal().count("/file/read")).isEqualTo(7);
    }

    @Test
    void filesOfEverySizeAroundTheChunkComeWhole() throws Exception {
        startWithout();

        for (int size : new int[] {
                0, 1, RemoteFile.CHUNK - 1, RemoteFile.CHUNK, RemoteFile.CHUNK + 1, 2 * RemoteFile.CHUNK }) {
            router.table("/file").add("name", "f" + size, "contents", contents(size));
            assertThat(bytesOf(download("f" + size))).hasSize(size);
        }
    }

    @Test
    void aDownloadIsReadInChunksAndAgainFromItsBeginningWhereTheContextCachesStreams() throws Exception {
        // made before the context has started, as by somebody in a hurry
        Exchange exchange = ExchangeBuilder.anExchange(context).withBody("big").build();
        assertThat(context.isStreamCaching()).as("Camel's default").isTrue();
        String contents = contents(300_000);
        router.table("/file").add("name", "big", "contents", contents);
        List<String> read = new ArrayList<>();
        List<Integer> readsBefore = new ArrayList<>();
        start(routes -> routes.from("direct:cached").to(uri(DOWNLOAD)).to("mock:untouched").process(each -> {
            readsBefore.add(router.journal().count("/file/read"));
            assertThat(each.getMessage().getBody()).isInstanceOf(StreamCache.class);
            read.add(new String(each.getMessage().getBody(InputStream.class).readNBytes(200_000), StandardCharsets.UTF_8));
        }).process(each -> {
            InputStream stream = each.getMessage().getBody(InputStream.class);
            read.add(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            stream.close();
        }).process(each -> read.add(each.getMessage().getBody(String.class))).to("mock:end"));

        template.send("direct:cached", exchange);

        assertThat(exchange.getException()).isNull();
        assertThat(readsBefore.get(0)).as("the chunk at hand, and the next on its way").isLessThanOrEqualTo(2);
        assertThat(read).containsExactly(contents.substring(0, 200_000), contents, contents);
        assertThatThrownBy(() -> exchange.getMessage().getBody(InputStream.class).read()).isInstanceOf(IOException.class);
    }

    @Test
    void aCopyOfADownloadForAnotherExchangeIsWholeToo() throws Exception {
        String contents = contents(100_000);
        router.table("/file").add("name", "big", "contents", contents);
        CompletableFuture<String> tapped = new CompletableFuture<>();
        start(routes -> {
            routes.from("direct:in").to(uri(DOWNLOAD)).wireTap("direct:tap").to("mock:end");
            routes.from("direct:tap").delay(50).process(each -> tapped.complete(each.getMessage().getBody(String.class)));
        });

        assertThat(send("direct:in", "big").getException()).isNull();

        assertThat(tapped).succeedsWithin(PATIENCE).isEqualTo(contents);
    }

    @Test
    void aStreamThatIsClosedWhileAnotherThreadReadsBreaksOffAndDoesNotEnd() throws Exception {
        startWithout();
        router.table("/file").add("name", "big", "contents", contents(100_000));
        router.faults().onNext("/file/read").after(1).stall();
        CompletableFuture<byte[]> read = new CompletableFuture<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:left").noStreamCaching().to(uri(DOWNLOAD)).process(exchange -> {
                    InputStream stream = (InputStream) exchange.getMessage().getBody();
                    Thread reader = new Thread(() -> {
                        try {
                            read.complete(stream.readAllBytes());
                        } catch (IOException e) {
                            read.completeExceptionally(e);
                        }
                    });
                    reader.start();
                    await().atMost(PATIENCE).until(() -> reader.getState() == Thread.State.WAITING);
                });
            }
        });

        // the end of the exchange closes it
        assertThat(send("direct:left", "big").getException()).isNull();

        assertThat(read).failsWithin(PATIENCE).withThrowableThat().havingCause().isInstanceOf(IOException.class)
                .withMessage("the stream is closed");
    }

    @Test
    void aFileThatDoesNotExistFailsTheExchange() throws Exception {
        startWithout();

        assertThat(send(uri(DOWNLOAD), Map.of("name", "none.txt")).getException()).isInstanceOf(TrapException.class)
                .hasMessageContaining("no such item");
        assertThat(send(uri(DOWNLOAD), null).getException()).isInstanceOf(BadInputException.class)
                .hasMessageContaining("name of a file");
    }

    @Test
    void anOlderRouterSaysWhatToDoInstead() throws Exception {
        router.close();
        router = SimulatedRouter.builder().version("7.12").start();
        startWithout();
        router.table("/file").add("name", "a.txt", "contents", "x");

        assertThat(send(uri(DOWNLOAD), "a.txt").getException()).isInstanceOfSatisfying(MikrotikException.class, e -> {
            assertThat(e).hasMessageContaining("7.13").hasMessageContaining(router.address());
            assertThat(e.getFate()).isEqualTo(CommandFate.ANSWERED);
        });
    }

    @Test
    void aDownloadSurvivesALostSessionAndOneThatBreaksOffIsNotTakenForComplete() throws Exception {
        startWithout();
        router.table("/file").add("name", "big", "contents", contents(100_000));
        router.faults().onNext("/file/read").after(1).cutAfterBytes(1_000);
        assertThat(bytesOf(download("big"))).hasSize(100_000);

        router.faults().onNext("/file/read").after(2).trap(null, "failure: disk error");
        assertThat(download("big").getException()).isInstanceOf(IOException.class).hasMessageContaining("disk error")
                .hasMessageContaining("big");
    }

    @Test
    void downloadNeedsThePathOfFiles() throws Exception {
        startWithout();

        assertThatThrownBy(() -> send(uri("/ppp/secret?operation=download"), "x")).hasMessageContaining("/file");
    }

    @Test
    void executeAsStringGivesTheOutputAndWithoutItTheJob() throws Exception {
        startWithout();

        Exchange output = send(uri("/execute"), Map.of("script", ":put \"one\"\r\n:put \"two\"", "as-string", ""));
        Exchange job = send(uri("/execute"), Map.of("script", ":put one"));

        assertThat(output.getMessage().getHeader(MikrotikConstants.RET)).isEqualTo("one\r\ntwo");
        assertThat(job.getMessage().getHeader(MikrotikConstants.RET)).asString().startsWith("*");
    }

    @Test
    void aScriptOfSeveralLinesIsStoredAndRunWithItsOutput() throws Exception {
        startWithout();
        String source = "# first line\r\n:put \"hello\"\r\n";

        send(uri("/system/script/add"), Map.of("name", "greet", "source", source));
        Exchange run = send(uri("/system/script/run?attribute.number=greet"), "untouched");

        assertThat(router.table("/system/script").find("name", "greet").get(0)).containsEntry("source", source);
        assertThat(run.getMessage().getHeader(MikrotikConstants.RET)).isEqualTo("hello");
        assertThat(run.getMessage().getBody()).isEqualTo("untouched");
    }

    @Test
    void theEmptyRowsOfAScriptsOutputLeaveTheBodyAsItWas() throws Exception {
        router.close();
        router = SimulatedRouter.builder().scriptOutputAsRows(true).start();
        startWithout();
        router.table("/system/script").add("name", "greet", "source", ":put \"hello\"");

        Exchange run = send(uri("/system/script/run?attribute.number=greet"), "untouched");

        assertThat(run.getException()).isNull();
        assertThat(run.getMessage().getBody()).isEqualTo("untouched");
    }

    @Test
    void anErrorOfAScriptIsATrapWithItsText() throws Exception {
        startWithout();

        assertThat(send(uri("/execute"), Map.of("script", ":error \"disk is full\"", "as-string", "")).getException())
                .isInstanceOf(TrapException.class).hasMessageContaining("disk is full");
    }

    @Test
    void rowsAreNamedByNumbersOrById() throws Exception {
        startWithout();
        router.table("/ppp/secret").add("name", "one");
        router.table("/ppp/secret").add("name", "two");

        send(uri("/ppp/secret/disable"), Map.of("numbers", "*1,*2"));
        send(uri("/ppp/secret/set"), Map.of(".id", "two", "comment", "by name"));

        assertThat(router.table("/ppp/secret").find("disabled", "true")).hasSize(2);
        assertThat(router.table("/ppp/secret").row("*2")).containsEntry("comment", "by name");
    }

    @Test
    void aNameWithAnExclamationMarkUnsets() throws Exception {
        startWithout();
        router.table("/ppp/secret").add("name", "one", "caller-id", "x", "comment", "y");

        send(uri("/ppp/secret/set?attribute.!comment="), Map.of("numbers", "*1", "!caller-id", ""));

        assertThat(router.table("/ppp/secret").row("*1")).doesNotContainKeys("caller-id", "comment");
    }

    private static String contents(int size) {
        StringBuilder text = new StringBuilder(size);
        IntStream.range(0, size).forEach(i -> text.append((char) ('a' + (i * 31 + i / 977) % 26)));
        return text.toString();
    }

    /** The whole file in the body, read by a route. */
    private Exchange download(String name) throws Exception {
        if (context.getRoute("whole") == null) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:whole").routeId("whole").noStreamCaching().to(uri(DOWNLOAD)).process(
                            each -> each.getMessage().setBody(((InputStream) each.getMessage().getBody()).readAllBytes()));
                }
            });
        }
        return send("direct:whole", name);
    }

    private static byte[] bytesOf(Exchange exchange) {
        if (exchange.getException() != null) {
            throw new AssertionError("the exchange failed", exchange.getException());
        }
        return (byte[]) exchange.getMessage().getBody();
    }
}
