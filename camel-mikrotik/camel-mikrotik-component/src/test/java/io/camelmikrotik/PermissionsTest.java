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

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.camelmikrotik.exception.BulkWriteException;
import io.camelmikrotik.exception.CommandNotAllowedException;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.simulator.Journal;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * readOnly and allowedCommands: every way in which a command reaches a router, with every restriction at every level,
 * judged by what the router received.
 */
class PermissionsTest extends MikrotikTestSupport {

    private static final String CANARY = "c4nary-p4ss";
    private static final Map<String, Object> ROW = Map.of("name", "cust1", "password", CANARY);
    private static final List<Map<String, Object>> ROWS = List.of(ROW, Map.of("name", "cust2", "password", CANARY));
    private static final String ADD = "/ppp/secret/add";
    /** The component's own, whoever may send what. */
    private static final Set<String> OWN = Set.of(
            "/cancel", "/system/identity/print", "/system/resource/print", "/safe-mode/take", "/safe-mode/release",
            "/safe-mode/unroll");

    private int cases;

    private enum Kind {
        TO,
        TO_D,
        FROM
    }

    private enum Level {
        COMPONENT,
        DEVICE,
        ENDPOINT
    }

    /**
     * @param uri   command and options
     * @param needs the commands it sends; whether they are reads
     */
    private record Way(Kind kind, String uri, Object body, String header, boolean reads, List<String> needs) {
    }

    private static Way reading(Kind kind, String uri, String... needs) {
        return new Way(kind, uri, null, null, true, List.of(needs));
    }

    private static Way writing(Kind kind, String uri, Object body, String... needs) {
        return new Way(kind, uri, body, null, false, List.of(needs));
    }

    private static Way named(String header, Object body, boolean reads, String... needs) {
        return new Way(Kind.TO, "", body, header, reads, List.of(needs));
    }

    private static List<Way> ways() {
        RouterOsCommand add = RouterOsCommand.builder(ADD).attribute("name", "x").attribute("password", CANARY).build();
        return List.of(
                reading(Kind.TO, "/ppp/secret/print", "/ppp/secret/print"),
                reading(Kind.TO, "/ppp/secret/getall", "/ppp/secret/getall"),
                reading(Kind.TO, "/ppp/secret/print?streaming=true", "/ppp/secret/print"),
                writing(Kind.TO, "/ppp/secret/print?attribute.file=x", null, "/ppp/secret/print", "/file/add"),
                reading(Kind.TO, "/file?operation=download&attribute.name=a.txt", "/file/read"),
                new Way(
                        Kind.TO, "/ppp/secret?operation=ensure&key=name&scope=comment=x&attribute.comment=x&dryRun=true", ROWS,
                        null, true, List.of("/ppp/secret/print")),
                named("/ppp/secret/print", null, true, "/ppp/secret/print"),
                named(null, RouterOsCommand.of("/ppp/secret/print"), true, "/ppp/secret/print"),
                writing(Kind.TO, ADD, ROW, ADD),
                writing(Kind.TO, "/file/add", Map.of("name", "n.txt", "contents", CANARY), "/file/add"),
                writing(Kind.TO, "/system/script/run?attribute.number=none", null, "/system/script/run"),
                writing(Kind.TO, "/system/backup/save?attribute.name=x", null, "/system/backup/save"),
                named(ADD, ROW, false, ADD), named(null, add, false, ADD), named(ADD, ROWS, false, ADD),
                named(null, List.of(add, add), false, ADD),
                writing(Kind.TO, ADD, ROWS, ADD), writing(Kind.TO, ADD + "?safeMode=true", ROWS, ADD),
                writing(Kind.TO, "/ppp/secret/remove", List.of(Map.of(".id", "*1"), Map.of(".id", "*2")), "/ppp/secret/remove"),
                writing(Kind.TO, "/ppp/secret?operation=upsert&key=name", ROW, "/ppp/secret/print", ADD, "/ppp/secret/set"),
                writing(Kind.TO, "/ppp/secret?operation=upsert&key=name", ROWS, "/ppp/secret/print", ADD, "/ppp/secret/set"),
                new Way(
                        Kind.TO, "?operation=upsert&key=name", ROW, "/ppp/secret", false,
                        List.of("/ppp/secret/print", ADD, "/ppp/secret/set")),
                writing(Kind.TO, "/ppp/secret?operation=update&key=name&onMissing=ignore", ROW, "/ppp/secret/print",
                        "/ppp/secret/set"),
                writing(Kind.TO, "/ppp/secret?operation=ensure&key=name&scope=comment=x&attribute.comment=x", ROWS,
                        "/ppp/secret/print", ADD, "/ppp/secret/set"),
                writing(Kind.TO, "/ppp/secret?operation=ensure&key=name&scope=comment=x&attribute.comment=x&safeMode=true"
                                 + "&onAbsent=remove",
                        ROWS, "/ppp/secret/print", ADD, "/ppp/secret/set", "/ppp/secret/remove"),
                new Way(
                        Kind.TO, "?operation=ensure&key=comment&scope=chain=x&attribute.chain=x&ordered=true",
                        List.of(Map.of("comment", "1"), Map.of("comment", "2")), "/ip/firewall/filter", false,
                        List.of("/ip/firewall/filter/print", "/ip/firewall/filter/add", "/ip/firewall/filter/set",
                                "/ip/firewall/filter/move")),
                reading(Kind.TO_D, "/ppp/secret/print", "/ppp/secret/print"), writing(Kind.TO_D, ADD, ROW, ADD),
                writing(Kind.TO_D, ADD, ROWS, ADD),
                reading(Kind.FROM, "/ppp/secret/print?initialDelay=0", "/ppp/secret/print"),
                reading(Kind.FROM, "/ppp/secret/print?initialDelay=0&emit=changes", "/ppp/secret/print"),
                reading(Kind.FROM, "/ppp/active/listen", "/ppp/active/listen", "/ppp/active/print"),
                reading(Kind.FROM, "/ppp/active/print?follow=true", "/ppp/active/listen", "/ppp/active/print"),
                reading(Kind.FROM, "/log/print?follow=true", "/log/listen", "/log/print"),
                reading(Kind.FROM, "/interface/monitor-traffic?attribute.interface=ether1", "/interface/monitor-traffic"),
                writing(Kind.FROM, "/system/script/run?initialDelay=0&allowPolledWrites=true&attribute.number=none", null,
                        "/system/script/run"),
                writing(Kind.FROM, "/interface/wifi/scan?attribute.number=wifi1", null, "/interface/wifi/scan"));
    }

    @TestFactory
    Stream<DynamicTest> nothingThatIsForbiddenArrivesByAnyWayAtAnyLevel() throws Exception {
        startWithout();
        router.table("/file").add("name", "a.txt", "contents", "x");
        List<DynamicTest> tests = new ArrayList<>();
        for (Way way : ways()) {
            for (Level level : Level.values()) {
                String patterns = String.join(",", way.needs());
                tests.add(test(way, level, "readOnly", "true", way.reads()));
                tests.add(test(way, level, "allowedCommands", patterns, true));
                for (String needed : way.needs()) {
                    String others
                            = "/user/**" + way.needs().stream().filter(each -> !each.equals(needed)).map(each -> "," + each)
                                    .collect(Collectors.joining());
                    tests.add(test(way, level, "allowedCommands", others, false));
                }
            }
        }
        return tests.stream();
    }

    private DynamicTest test(Way way, Level level, String option, String value, boolean allowed) {
        String name = (allowed ? "allowed: " : "forbidden: ") + way.kind() + " " + way.uri() + " "
                      + (way.header() == null ? "" : way.header() + " ") + option + "=" + value + " of " + level;
        return DynamicTest.dynamicTest(name, () -> judge(way, level, option, value, allowed));
    }

    private void judge(Way way, Level level, String option, String value, boolean allowed) throws Exception {
        router.journal().clear();
        String device = "r" + ++cases;
        MikrotikDevice registered = device();
        component.getDevices().put(device, registered);
        MikrotikConfiguration shared = component.getConfiguration();
        String uri = "mikrotik:" + device + way.uri();
        boolean readOnly = option.equals("readOnly");
        switch (level) {
            case COMPONENT -> {
                shared.setReadOnly(readOnly);
                shared.setAllowedCommands(readOnly ? null : value);
            }
            case DEVICE -> {
                registered.setReadOnly(readOnly ? true : null);
                registered.setAllowedCommands(readOnly ? null : value);
            }
            case ENDPOINT -> uri += (way.uri().contains("?") ? "&" : "?") + option + "=" + value;
        }
        Throwable failure;
        try {
            failure = way.kind() == Kind.TO ? send(way, uri) : route(way, uri, allowed);
        } finally {
            shared.setReadOnly(false);
            shared.setAllowedCommands(null);
        }
        if (allowed) {
            assertThat(chain(failure)).noneMatch(CommandNotAllowedException.class::isInstance);
            assertThat(arrived()).containsAnyElementsOf(way.needs());
        } else {
            assertThat(told(failure)).contains(option + "=" + value + " of the " + level.name().toLowerCase(Locale.ROOT))
                    .contains("forbids").doesNotContain(CANARY);
        }
        List<Journal.Entry> forbidden = router.journal().commands().stream()
                .filter(entry -> !OWN.contains(entry.command())).filter(entry -> readOnly
                        ? !asCommand(entry).isRead() : !List.of(value.split(",")).contains(entry.command()))
                .toList();
        assertThat(forbidden).isEmpty();
    }

    private MikrotikDevice device() {
        MikrotikDevice device = new MikrotikDevice();
        device.setHost(router.host());
        device.setPort(router.port());
        return device;
    }

    private static RouterOsCommand asCommand(Journal.Entry entry) {
        RouterOsCommand.Builder command = RouterOsCommand.builder(entry.command());
        entry.attributes().forEach(command::attribute);
        return command.build();
    }

    private Throwable send(Way way, String uri) {
        try {
            return send(uri, way.body(), way.header() == null ? Map.of() : Map.of(MikrotikConstants.COMMAND, way.header()))
                    .getException();
        } catch (Exception e) {
            return e;
        }
    }

    private Throwable route(Way way, String uri, boolean allowed) throws Exception {
        String id = "case" + cases;
        try {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    if (way.kind() == Kind.FROM) {
                        from(uri).routeId(id).to("mock:out");
                    } else {
                        from("direct:" + id).routeId(id).toD(uri.replaceFirst("r\\d+", "\\${header.router}"));
                    }
                }
            });
            if (way.kind() == Kind.TO_D) {
                return send("direct:" + id, way.body(), Map.of("router", "r" + cases)).getException();
            }
            if (allowed) {
                await().atMost(PATIENCE).until(() -> arrived().stream().anyMatch(way.needs()::contains));
            }
            return null;
        } catch (Exception e) {
            return e;
        } finally {
            if (context.getRoute(id) != null) {
                context.getRouteController().stopRoute(id);
                context.removeRoute(id);
            }
        }
    }

    private Set<String> arrived() {
        return router.journal().commands().stream().map(Journal.Entry::command)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable each = failure; each != null; each = each.getCause()) {
            chain.add(each);
        }
        return chain;
    }

    private static String told(Throwable failure) {
        assertThat(chain(failure)).anyMatch(CommandNotAllowedException.class::isInstance);
        return told(chain(failure));
    }

    private static String told(List<Throwable> chain) {
        return chain.stream().map(Throwable::getMessage).collect(Collectors.joining("\n"));
    }

    // ---- what is not generated

    @Test
    void elementsOfAStreamThatAreForbiddenAreNotSentAndTheOthersAre() throws Exception {
        startWithout();
        Iterator<RouterOsCommand> commands = List.of(
                RouterOsCommand.builder(ADD).attribute("name", "a").build(), RouterOsCommand.of("/system/reboot"),
                RouterOsCommand.builder(ADD).attribute("name", "b").build()).iterator();

        Exchange exchange = send(uri("?allowedCommands=/ppp/**&onFailure=continue"), commands);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(MikrotikConstants.NOT_SENT_COUNT)).isEqualTo(1L);
        assertThat(exchange.getMessage().getBody().toString()).contains("/system/reboot was not sent to api@").contains(
                "allowedCommands=/ppp/** of the endpoint forbids it");
        assertThat(router.journal().count(ADD)).isEqualTo(2);
        assertThat(send(uri("?allowedCommands=/ppp/**"), List.of(RouterOsCommand.of("/system/reboot")).iterator())
                .getException()).isInstanceOf(BulkWriteException.class).hasMessageContaining("forbids it");
        assertThat(router.journal().count("/system/reboot")).isZero();
    }

    @Test
    void aListWithOneForbiddenElementIsRefusedBeforeTheFirstIsSent() throws Exception {
        startWithout();

        assertThat(send(uri("?allowedCommands=/ppp/**"),
                List.of(RouterOsCommand.builder(ADD).attribute("name", "a").build(), RouterOsCommand.of("/system/reboot")))
                .getException()).isInstanceOf(CommandNotAllowedException.class);
        assertThat(router.journal().commands()).isEmpty();
    }

    @Test
    void aRefusalNamesDeviceCommandOptionAndLevel() throws Exception {
        startWithout();

        Exchange exchange = send(uri("?readOnly=true"), ROW, Map.of(MikrotikConstants.COMMAND, ADD));

        CommandNotAllowedException refusal = exchange.getException(CommandNotAllowedException.class);
        assertThat(refusal).hasMessage(
                ADD + " was not sent to api@" + router.address()
                                       + ": readOnly=true of the endpoint forbids it, which is not known to only read");
        assertThat(refusal.getDevice()).isEqualTo("api@" + router.address());
        assertThat(refusal.getOption()).isEqualTo("readOnly");
        assertThat(refusal.getLevel()).isEqualTo("the endpoint");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/ppp/secret/print?allowedCommands=ppp | allowedCommands=ppp of the endpoint: a pattern begins with /",
            "?allowedCommands=/ppp/secret/ | allowedCommands=/ppp/secret/ of the endpoint: a pattern does not end with /",
            "/ppp/secret/print?allowedCommands=/ppp/secret | allowedCommands=/ppp/secret of the endpoint: /ppp/secret is a menu" })
    void badPatternsFailAtStart(String uri, String message) {
        assertThatThrownBy(() -> start(routes -> routes.from("direct:in").to(uri(uri.trim())))).rootCause()
                .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(message.trim());
    }

    @Test
    void aBadPatternOfTheComponentFailsItsStart() {
        component.getConfiguration().setAllowedCommands("/ppp/secret/pritn");

        MikrotikComponent another = new MikrotikComponent();
        another.setConfiguration(component.getConfiguration());

        assertThatThrownBy(() -> {
            context.addComponent("another", another);
            context.start();
        }).isInstanceOf(IllegalArgumentException.class).hasMessage(
                "allowedCommands=/ppp/secret/pritn of the component: no command of RouterOS matches /ppp/secret/pritn; did you"
                                                                   + " mean /ppp/secret/print?");
    }

    @ParameterizedTest
    @ValueSource(strings = { "readOnly", "allowedCommands", "audit", "auditListener" })
    void noMessageSaysWhatItMaySend(String option) throws Exception {
        start(routes -> routes.from("direct:in").toD("mikrotik:${header.router}" + ADD + "?" + option + "=${header.value}"));

        Exchange exchange = send("direct:in", ROW, Map.of("router", router.address(), "value", "false"));

        assertThat(exchange.getException()).isNotNull();
        assertThat(told(chain(exchange.getException()))).contains(option);
        assertThat(router.journal().count(ADD)).isZero();
    }

    @Test
    void anEndpointCannotTakeBackReadOnly() {
        component.getConfiguration().setReadOnly(true);

        assertThatThrownBy(() -> start(routes -> routes.from("direct:in").to(uri("/ppp/secret/print?readOnly=false"))))
                .rootCause().hasMessageContaining("readOnly=false has no effect");
    }

    @Test
    void endpointsWithDifferentPermissionsShareASession() throws Exception {
        startWithout();

        assertThat(send(uri("/ppp/secret/print?readOnly=true"), null).getException()).isNull();
        assertThat(send(uri(ADD), ROW).getException()).isNull();
        assertThat(send(uri("?readOnly=true"), ROW, Map.of(MikrotikConstants.COMMAND, ADD)).getException())
                .isInstanceOf(CommandNotAllowedException.class);

        assertThat(router.journal().logins()).isEqualTo(1);
        assertThat(router.journal().count(ADD)).isEqualTo(1);
    }
}
