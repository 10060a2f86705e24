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

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.exception.CommandTimeoutException;
import io.camelmikrotik.exception.OutcomeUnknownException;
import io.camelmikrotik.exception.ReplyTooLargeException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.simulator.Journal;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MikrotikProducerTest extends MikrotikTestSupport {

    private static final String PRINT = "/ppp/secret/print";

    @Test
    void aPrintPutsItsRowsIntoTheBody() throws Exception {
        startWithout();
        router.table("/ppp/secret").add("name", "cust1", "comment", "Žižek=1");
        router.table("/ppp/secret").add("name", "cust2");

        Exchange exchange = send(uri(PRINT), "any body");

        assertThat(rows(exchange)).extracting(row -> row.get("name")).containsExactly("cust1", "cust2");
        assertThat(rows(exchange).get(0).get("comment")).isEqualTo("Žižek=1");
        assertThat(exchange.getMessage().getHeaders()).containsEntry(MikrotikConstants.ROW_COUNT, 2)
                .containsEntry(MikrotikConstants.DEVICE, router.address());
    }

    @Test
    void anEmptyTableIsAnEmptyList() throws Exception {
        startWithout();

        assertThat(rows(send(uri(PRINT), "any body"))).isEmpty();
    }

    @Test
    void theBodyMapBecomesAttributesAndTheNewIdAHeader() throws Exception {
        startWithout();

        Exchange exchange = send(uri("/ppp/secret/add?attribute.service=pppoe"), Map.of("name", "cust1", "disabled", true));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(MikrotikConstants.RET)).isEqualTo("*1");
        assertThat(exchange.getMessage().getBody()).isEqualTo(Map.of("name", "cust1", "disabled", true));
        assertThat(router.table("/ppp/secret").row("*1")).containsEntry("name", "cust1").containsEntry("service", "pppoe")
                .containsEntry("disabled", "true");
    }

    @Test
    void aCommandWithoutRowsLeavesTheBodyAsItWas() throws Exception {
        startWithout();
        router.table("/ppp/secret").add("name", "cust1");

        Exchange exchange = send(uri("/ppp/secret/disable?attribute.numbers=*1"), "untouched");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("untouched");
        assertThat(router.table("/ppp/secret").row("*1")).containsEntry("disabled", "true");
    }

    @Test
    void anInOnlyExchangeGetsTheReplyToo() throws Exception {
        startWithout();
        router.table("/ppp/secret").add("name", "cust1");

        Exchange exchange = template.send(uri(PRINT), ExchangePattern.InOnly, each -> {
        });

        assertThat(rows(exchange)).hasSize(1);
    }

    @Test
    void whereIsSentAsFarAsTheRouterKnowsItAndTheRestIsFilteredHere() throws Exception {
        startWithout();
        router.table("/ppp/secret").add("name", "alice", "profile", "gold", "uptime", "2d");
        router.table("/ppp/secret").add("name", "bob", "profile", "gold", "uptime", "2h");
        router.table("/ppp/secret").add("name", "carol", "profile", "basic", "uptime", "3d");

        Exchange exchange = send(uri(PRINT + "?where=profile=gold and uptime>1d&properties=name"), null);

        assertThat(rows(exchange)).extracting(row -> row.get("name")).containsExactly("alice");
        Journal.Entry sent = router.journal().commands().get(0);
        assertThat(sent.queries()).containsExactly("?profile=gold");
        assertThat(sent.attributes().get(".proplist").split(",")).containsExactlyInAnyOrder("name", "profile", "uptime");
    }

    @Test
    void parametersComeFromHeadersAndFromTheBodyAndStayValues() throws Exception {
        startWithout();
        router.table("/ppp/secret").add("name", "a?#|=b", "profile", "default");
        router.table("/ppp/secret").add("name", "other", "profile", "default");

        Exchange byHeader = send(uri(PRINT + "?where=name=:#who"), null, Map.of("who", "a?#|=b"));
        Exchange byBody = send(uri(PRINT + "?where=name=:#who"), Map.of("who", "other"));

        assertThat(rows(byHeader)).extracting(RouterOsRow::getId).containsExactly("*1");
        assertThat(rows(byBody)).extracting(RouterOsRow::getId).containsExactly("*2");
    }

    @Test
    void aParameterWithoutAValueIsAClearErrorAndNothingIsSent() throws Exception {
        startWithout();

        Exchange exchange = send(uri(PRINT + "?where=name=:#who"), null);

        assertThat(exchange.getException()).isInstanceOfSatisfying(BadInputException.class, e -> {
            assertThat(e).hasMessageContaining(":#who");
            assertThat(e.getDevice()).isEqualTo("api@" + router.address());
            assertThat(e).hasMessageContaining(e.getDevice()).hasMessageContaining(e.getCommand());
        });
        assertThat(router.journal().connections()).isZero();
    }

    @Test
    void anAttributeMayBeBoundFromAHeader() throws Exception {
        startWithout();

        send(uri("/ppp/secret/add?attribute.name=:#login&attribute.comment=:#note"), null,
                Map.of("login", "cust9", "note", "line one\r\nline=two"));

        assertThat(router.table("/ppp/secret").find("name", "cust9").get(0)).containsEntry("comment", "line one\r\nline=two");
    }

    @Test
    void withoutAPathTheCommandComesFromTheHeaderWhichIsThenRemoved() throws Exception {
        startWithout();
        router.table("/ppp/secret").add("name", "cust1");

        Exchange exchange = send(uri(""), null, Map.of(MikrotikConstants.COMMAND, PRINT));

        assertThat(rows(exchange)).hasSize(1);
        assertThat(exchange.getMessage().getHeader(MikrotikConstants.COMMAND)).isNull();
    }

    @Test
    void withoutAPathTheCommandMayBeTheBody() throws Exception {
        startWithout();

        Exchange exchange = send(
                uri(""), RouterOsCommand.builder("/ppp/secret/add").attribute("name", "cust1").build());

        assertThat(exchange.getException()).isNull();
        assertThat(router.table("/ppp/secret").find("name", "cust1")).hasSize(1);
    }

    @Test
    void withoutAPathAndWithoutACommandTheErrorSaysWhatIsMissing() throws Exception {
        startWithout();

        assertThat(send(uri(""), "text").getException()).isInstanceOf(BadInputException.class)
                .hasMessageContaining(MikrotikConstants.COMMAND);
    }

    @Test
    void noHeaderCanRedirectAnEndpointThatHasAPath() throws Exception {
        startWithout();
        router.table("/ppp/secret").add("name", "cust1");
        Map<String, Object> headers = new HashMap<>();
        headers.put(MikrotikConstants.COMMAND, "/ppp/secret/remove");
        headers.put("cAmelMikrotikCommand", "/ppp/secret/remove");
        headers.put("Mikrotik.Command", "/ppp/secret/remove");
        headers.put(MikrotikSendDynamicAware.TARGET, "198.51.100.1/system/reboot");
        headers.put("numbers", "*1");

        Exchange exchange = send(uri(PRINT), null, headers);

        assertThat(rows(exchange)).hasSize(1);
        assertThat(router.journal().commands()).extracting(Journal.Entry::command).containsExactly(PRINT);
    }

    @Test
    void aTrapFailsTheExchangeWithTheRoutersWordsAndItsCategory() throws Exception {
        startWithout();

        Exchange exchange = send(uri("/ppp/secret/add"), Map.of("name", "cust1", "profile", "none", "password", "hush-hush"));

        assertThat(exchange.getException()).isInstanceOf(TrapException.class)
                .hasMessageContaining("input does not match any value of profile").hasMessageContaining("/ppp/secret/add")
                .hasMessageContaining(router.address()).hasMessageNotContaining("hush-hush");
        assertThat(exchange.getMessage().getHeader(MikrotikConstants.TRAP_CATEGORY)).isEqualTo(1);
    }

    @Test
    void anUnknownMenuKeepsBothTraps() throws Exception {
        startWithout();

        Exchange exchange = send(uri("/interface/wifiwave2/print"), null);

        assertThat(exchange.getException()).isInstanceOf(TrapException.class).hasMessageContaining("wifiwave2")
                .hasMessageContaining("no such command prefix");
    }

    @Test
    void aWriteWhoseAnswerWasLostIsUnknownAndNotRepeated() throws Exception {
        startWithout();
        router.faults().onNext("/ppp/secret/add").executeThenReset();

        Exchange exchange = send(uri("/ppp/secret/add"), Map.of("name", "cust1"));

        assertThat(exchange.getException()).isInstanceOfSatisfying(OutcomeUnknownException.class, e -> {
            assertThat(e.getFate()).isEqualTo(CommandFate.OUTCOME_UNKNOWN);
            assertThat(e.getCommand()).isEqualTo("/ppp/secret/add");
        });
        assertThat(router.journal().count("/ppp/secret/add")).isEqualTo(1);
    }

    @Test
    void aWriteThatMayBeRepeatedIsRepeatedOnce() throws Exception {
        startWithout();
        router.table("/ppp/secret").add("name", "cust1");
        router.faults().onNext("/ppp/secret/set").executeThenReset();

        Exchange exchange = send(uri("/ppp/secret/set?attribute.numbers=*1&attribute.comment=x&retryWrites=true"), null);

        assertThat(exchange.getException()).isNull();
        assertThat(router.journal().count("/ppp/secret/set")).isEqualTo(2);
    }

    @Test
    void aReadWhoseAnswerWasLostIsRepeatedWithoutAnError() throws Exception {
        startWithout();
        router.table("/ppp/secret").add("name", "cust1");
        router.faults().onNext(PRINT).cutAfterBytes(7);

        assertThat(rows(send(uri(PRINT), null))).hasSize(1);
        assertThat(router.journal().logins()).isEqualTo(2);
    }

    @Test
    void aCommandThatTimesOutIsCancelledAndTheSessionLivesOn() throws Exception {
        startWithout();
        router.faults().onNext(PRINT).stall();

        Exchange exchange = send(uri(PRINT + "?requestTimeout=100"), null);

        assertThat(exchange.getException()).isInstanceOf(CommandTimeoutException.class).hasMessageContaining("100 ms");
        assertThat(rows(send(uri(PRINT), null))).isEmpty();
        assertThat(router.journal().logins()).isEqualTo(1);
        assertThat(router.journal().count("/cancel")).isEqualTo(1);
    }

    @Test
    void aRebootIsASuccessThoughTheConnectionIsLost() throws Exception {
        startWithout();
        router.faults().onNext("/system/reboot").executeThenReset();

        assertThat(send(uri("/system/reboot"), null).getException()).isNull();
    }

    @Test
    void aReplyBeyondMaxRowsFails() throws Exception {
        startWithout();
        for (int i = 0; i < 11; i++) {
            router.table("/ppp/secret").add("name", "cust" + i);
        }

        assertThat(send(uri(PRINT + "?maxRows=10"), null).getException()).isInstanceOf(ReplyTooLargeException.class);
        assertThat(rows(send(uri(PRINT + "?maxRows=11"), null))).hasSize(11);
    }

    @Test
    void aReplyBeyondTotalTimeoutOrMaxReplyBytesFails() throws Exception {
        startWithout();
        router.faults().onNext(PRINT).times(2).endlessRows(Duration.ofMillis(10));

        assertThat(send(uri(PRINT + "?totalTimeout=300"), null).getException())
                .isInstanceOf(CommandTimeoutException.class).hasMessageContaining("totalTimeout");
        assertThat(send(uri(PRINT + "?maxReplyBytes=1000"), null).getException())
                .isInstanceOf(ReplyTooLargeException.class).hasMessageContaining("maxReplyBytes");
    }

    @Test
    void anEndlessCommandIsRefusedUnlessStreamed() throws Exception {
        startWithout();

        assertThat(send(uri("/interface/monitor-traffic"), Map.of("interface", "ether1")).getException())
                .isInstanceOf(BadInputException.class).hasMessageContaining("streaming=true");
        assertThat(rows(send(uri("/interface/monitor-traffic?attribute.interface=ether1&attribute.once="), null))).hasSize(1);
    }

    @Test
    void countOnlyWithAWhereThatTheRouterCannotEvaluateIsRefused() throws Exception {
        startWithout();
        router.table("/ppp/secret").add("name", "cust1");

        assertThat(send(uri(PRINT + "?attribute.count-only=&where=name~c"), null).getException())
                .isInstanceOf(BadInputException.class).hasMessageContaining("count-only");
        assertThat(send(uri(PRINT + "?attribute.count-only=&where=name=cust1"), null).getMessage()
                .getHeader(MikrotikConstants.RET)).isEqualTo("1");
    }

    @Test
    void aBadPropertyNameInTheBodyIsAClearErrorAndNothingIsSent() throws Exception {
        startWithout();

        Exchange exchange = send(uri("/ppp/secret/add"), Map.of("name", "x", "bad name\n", "y"));

        assertThat(exchange.getException()).isInstanceOf(BadInputException.class).hasMessageContaining("bad name");
        assertThat(router.journal().connections()).isZero();
    }

    @Test
    void theRouteGoesOnOnAWorkerThreadNotOnAnEventLoop() throws Exception {
        start(routes -> routes.from("direct:in").to(uri(PRINT))
                .process(exchange -> exchange.setProperty("thread", Thread.currentThread().getName())));

        assertThat(send("direct:in", null).getProperty("thread", String.class)).contains("MikrotikWorker");
    }

    @Test
    void aSynchronousEndpointGoesOnOnTheCallersThread() throws Exception {
        start(routes -> routes.from("direct:in").to(uri(PRINT + "?synchronous=true"))
                .process(exchange -> exchange.setProperty("thread", Thread.currentThread().getName())));

        assertThat(send("direct:in", null).getProperty("thread", String.class)).isEqualTo(Thread.currentThread().getName());
    }

    @Test
    void aSynchronousEndpointNeedsNoWorker() throws Exception {
        start(routes -> routes.from("direct:in").to(uri(PRINT + "?synchronous=true")));

        assertThat(send("direct:in", null).getException()).isNull();
        String mine = "(" + context.getName() + ")";
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                .noneMatch(name -> name.contains(mine) && name.contains("MikrotikWorker"));
    }

    @Test
    void aSynchronousEndpointFailsWithWhatTheRouterSays() throws Exception {
        start(routes -> routes.from("direct:in").to(uri(PRINT + "?synchronous=true")));
        router.faults().onNext(PRINT).trap("4", "failure: no");

        Exchange exchange = send("direct:in", null);

        assertThat(exchange.getException()).isInstanceOf(TrapException.class).hasMessageContaining("failure: no");
    }

    @Test
    void whoIsInterruptedWhileWaitingForASynchronousEndpointIsToldSo() throws Exception {
        start(routes -> routes.from("direct:in").to(uri(PRINT + "?synchronous=true")));
        Thread.currentThread().interrupt();

        Exchange exchange = send("direct:in", null);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(exchange.getException()).isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("interrupted");
    }

    @Test
    void theRowsOfAReplyWorkWithTheSimpleLanguage() throws Exception {
        router.table("/ppp/secret").add("name", "cust1");
        start(routes -> routes.from("direct:in").to(uri(PRINT)).setBody().simple("${body[0][name]}"));

        assertThat(send("direct:in", null).getMessage().getBody()).isEqualTo("cust1");
    }

    @Test
    void aRedeliveredExchangeStillHasItsInput() throws Exception {
        start(routes -> routes.from("direct:in")
                .errorHandler(routes.defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0))
                .to(uri("/ppp/secret/add")));
        router.faults().onNext("/ppp/secret/add").trap(null, "action timed out - try again (13)");

        assertThat(send("direct:in", Map.of("name", "cust1")).getException()).isNull();
        assertThat(router.table("/ppp/secret").find("name", "cust1")).hasSize(1);
    }

    @Test
    void aBinaryValueArrivesByteForByte() throws Exception {
        startWithout();
        byte[] bytes = { (byte) 0xFF, 0, '=', '\n', (byte) 0xE4 };

        send(uri("/ppp/secret/add"), Map.of("name", "cust1", "comment", bytes));

        RouterOsRow row = rows(send(uri(PRINT), null)).get(0);
        assertThat(row.getBytes("comment")).isEqualTo(bytes);
        assertThat(row.get("comment")).isEqualTo("\u00FF\0=\n\u00E4");
    }

    @Test
    void aRequestIsEncodedInTheConfiguredCharset() throws Exception {
        startWithout();

        send(uri("/ppp/secret/add?charset=windows-1251"), Map.of("name", "cust1", "comment", "Привет"));

        assertThat(rows(send(uri(PRINT + "?charset=windows-1251"), null)).get(0).get("comment")).isEqualTo("Привет");
        assertThat(rows(send(uri(PRINT), null)).get(0).getBytes("comment")).hasSize(6);
    }

    @Test
    void aCharacterThatTheCharsetLacksIsRefusedInsteadOfBecomingAQuestionMark() throws Exception {
        startWithout();

        Exchange exchange
                = send(uri("/ppp/secret/add?charset=windows-1252"), Map.of("name", "cust1", "comment", "Привет"));

        assertThat(exchange.getException()).isInstanceOf(BadInputException.class)
                .hasMessageContaining("comment").hasMessageContaining("windows-1252");
        assertThat(router.journal().count("/ppp/secret/add")).isZero();
    }

    @Test
    void aCharacterOfAWhereThatTheCharsetLacksIsRefusedWithTheCommand() throws Exception {
        startWithout();

        Exchange exchange = send(
                uri("/ppp/secret/print?charset=windows-1252&where=comment=:#text"), null, Map.of("text", "\u041F"));

        assertThat(exchange.getException()).isInstanceOf(BadInputException.class)
                .hasMessageContaining("/ppp/secret/print was not sent").hasMessageContaining("where");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/cancel", "cancel", "/login", "/safe-mode/take", "/safe-mode/unroll" })
    void noMessageCanReachForTheSharedSessionItself(String command) throws Exception {
        startWithout();

        Exchange byHeader = send(uri(""), null, Map.of(MikrotikConstants.COMMAND, command));
        Exchange byBody = send(uri(""), RouterOsCommand.of(command.startsWith("/") ? command : "/" + command));

        assertThat(byHeader.getException()).isInstanceOf(BadInputException.class).hasMessageContaining("not for routes");
        assertThat(byBody.getException()).isInstanceOf(BadInputException.class).hasMessageContaining("not for routes");
        assertThat(router.journal().connections()).isZero();
    }

    @Test
    void theCategoryOfATrapIsNotKeptForTheNextOne() throws Exception {
        startWithout();
        router.faults().onNext("/ppp/secret/add").trap(null, "failure: something else");

        Exchange exchange = send(uri("/ppp/secret/add"), Map.of("name", "x"), Map.of(MikrotikConstants.TRAP_CATEGORY, 4));

        assertThat(exchange.getException()).isInstanceOf(TrapException.class);
        assertThat(exchange.getMessage().getHeader(MikrotikConstants.TRAP_CATEGORY)).isNull();
    }

    @Test
    void aListBodyIsNotMistakenForAttributes() throws Exception {
        startWithout();

        assertThat(rows(send(uri(PRINT), List.of(Map.of("name", "x"))))).isEmpty();
        assertThat(router.journal().commands().get(0).attributes()).isEmpty();
    }

    @Test
    void aWordIsSentUpToTheLengthThatRoutersTakeAndALongerOneIsRefusedHere() throws Exception {
        startWithout();
        int longest = 65_536 - "=comment=".length();

        Exchange sent = send(uri("/ppp/secret/add"), Map.of("name", "long", "comment", "x".repeat(longest)));
        Exchange refused = send(uri("/ppp/secret/add"), Map.of("name", "longer", "comment", "x".repeat(longest + 1)));

        assertThat(sent.getException()).isNull();
        assertThat(refused.getException()).isInstanceOf(BadInputException.class).hasMessageContaining("comment");
        assertThat(router.journal().writes("/ppp/secret/add")).isEqualTo(1);
    }
}
