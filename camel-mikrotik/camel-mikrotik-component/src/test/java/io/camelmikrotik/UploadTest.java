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
import java.net.ServerSocket;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.simulator.Faults;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(180)
class UploadTest extends MikrotikTestSupport {

    private static final String UPLOAD = "/file?operation=upload&attribute.name=new.bin";

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** {@code null} if there is none. */
    private byte[] fileOnRouter(String name) throws Exception {
        if (context.getRoute("whole") == null) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:whole").routeId("whole").noStreamCaching().to(uri("/file?operation=download"))
                            .process(each -> each.getMessage().setBody(
                                    ((InputStream) each.getMessage().getBody()).readAllBytes()));
                }
            });
        }
        Exchange download = send("direct:whole", name);
        return download.getException() == null ? (byte[]) download.getMessage().getBody() : null;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void assertOneFile() {
        assertThat(router.table("/file").rows()).extracting(row -> row.get("name")).containsExactly("new.bin");
    }

    @Test
    void aSmallFileIsWrittenUnderAnotherNameAndRenamed() throws Exception {
        startWithout();
        router.table("/file").add("name", "new.bin", "contents", "old");
        byte[] bytes = bytes(50_000);

        assertThat(send(uri(UPLOAD), bytes).getException()).isNull();

        assertThat(fileOnRouter("new.bin")).isEqualTo(bytes);
        assertOneFile();
    }

    @Test
    void anEmptyFileIsAFileToo() throws Exception {
        startWithout();
        assertThat(send(uri(UPLOAD), new byte[0]).getException()).isNull();
        assertOneFile();
    }

    @Test
    void aLargeFileIsFetchedByTheRouterAndThePortIsClosedBehindIt() throws Exception {
        startWithout();
        int port = freePort();
        byte[] bytes = bytes(700_000);

        assertThat(send(uri(UPLOAD + "&uploadAddress=127.0.0.1:" + port), bytes).getException()).isNull();

        assertThat(fileOnRouter("new.bin")).isEqualTo(bytes);
        assertOneFile();
        new ServerSocket(port).close();
    }

    @Test
    void aLargeFileWithoutAnAddressIsRefusedWithTheAlternatives() throws Exception {
        startWithout();
        assertThat(send(uri(UPLOAD), bytes(61_441)).getException()).isInstanceOf(BadInputException.class)
                .hasMessageContaining("uploadAddress").hasMessageContaining("SFTP");
        assertThat(router.journal().writes()).isZero();
    }

    @Test
    void aFetchThatTheRouterCannotDoLeavesTheOldFile() throws Exception {
        startWithout();
        router.table("/file").add("name", "new.bin", "contents", "old");
        router.faults().onNext("/tool/fetch").trap(null, "failure: connection timeout");

        assertThat(send(uri(UPLOAD + "&uploadAddress=127.0.0.1:" + freePort()), bytes(100_000)).getException())
                .hasMessageContaining("connection timeout");

        assertThat(fileOnRouter("new.bin")).asString().isEqualTo("old");
        assertOneFile();
    }

    @Test
    void aRouterThatCannotRenameGetsASmallFileUnderItsName() throws Exception {
        router.close();
        router = SimulatedRouter.builder().version("7.12").start();
        startWithout();
        router.table("/file").add("name", "new.bin", "contents", "old");

        assertThat(send(uri(UPLOAD), "new").getException()).isNull();

        assertThat(router.table("/file").rows()).singleElement()
                .satisfies(row -> assertThat(row).containsEntry("name", "new.bin").containsEntry("contents", "new"));
    }

    @Test
    void aRouterThatIsFullSaysSoAndNothingIsLeft() throws Exception {
        startWithout();
        router.faults().onNext("/file/add").trap(null, "failure: not enough space");
        assertThat(send(uri(UPLOAD), "x").getException()).isInstanceOf(MikrotikException.class)
                .hasMessageContaining("not enough space");
        assertThat(router.table("/file").rows()).isEmpty();
    }

    @Test
    void whatDoesNotFitIsRefused() throws Exception {
        startWithout();
        assertThat(send(uri("/file?operation=upload"), "x").getException()).hasMessageContaining("name of a file");
        assertThatThrownBy(() -> send(uri("/ip/service?operation=upload"), "x")).hasMessageContaining("/file");
        assertThatThrownBy(() -> send(uri(UPLOAD + "&uploadAddress=here"), "x")).hasMessageContaining("uploadAddress");
        assertThat(router.journal().commands()).isEmpty();
    }

    /** Of an upload over an old file, each command at which the session may be lost. */
    @TestFactory
    Stream<DynamicTest> thereIsTheOldFileOrTheNewOneOrNoneWhicheverCommandTheSessionIsLostAt() {
        Map<String, Consumer<Faults.Rule>> losses = Map.of(
                "before", Faults.Rule::cutBeforeExecuting, "after", Faults.Rule::executeThenCut);
        return losses.entrySet().stream().flatMap(loss -> IntStream.range(0, 10).mapToObj(index -> DynamicTest.dynamicTest(
                "lost at command " + index + ", " + loss.getKey() + " it was executed", () -> {
                    router.faults().clear();
                    router.table("/file").clear();
                    router.table("/file").add("name", "new.bin", "contents", "old");
                    startWithout();
                    loss.getValue().accept(router.faults().onNext(command -> true).after(index));

                    Exception failure = send(uri(UPLOAD), "new contents").getException();
                    router.faults().clear();

                    byte[] there = fileOnRouter("new.bin");
                    if (failure == null) {
                        assertThat(there).asString().isEqualTo("new contents");
                    } else if (there != null) {
                        assertThat(new String(there)).isIn("old", "new contents");
                    }
                    assertThat(send(uri(UPLOAD), "again").getException()).isNull();
                    assertThat(fileOnRouter("new.bin")).asString().isEqualTo("again");
                    assertOneFile();
                })));
    }
}
