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

import java.util.Map;

import io.camelmikrotik.routeros.BadInputException;
import io.camelmikrotik.simulator.Journal;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a message can do to the URI of a {@code toD}: fill in what the route leaves to it, and nothing else. */
class DynamicTargetTest extends MikrotikTestSupport {

    private static final String ADD = "mikrotik:${header.router}/ppp/secret/add?attribute.service=pppoe";

    @ParameterizedTest
    @ValueSource(strings = {
            "/user/add?attribute.name=x&attribute.group=full&attribute.password=p&attribute.comment=", "/user/add?x=", "/user",
            "?username=admin&password=p&attribute.comment=", "?tls=true&attribute.comment=", "/", "?", "//" })
    void whatFollowsTheDeviceInAMessageIsRefused(String injected) throws Exception {
        start(routes -> routes.from("direct:in").toD(ADD));

        Exchange exchange = send("direct:in", Map.of("name", "cust1"), Map.of("router", router.address() + injected));

        assertThat(exchange.getException()).isInstanceOf(BadInputException.class)
                .hasMessageContaining("mikrotik:${header.router}/ppp/secret/add").hasMessageNotContaining(injected + "?")
                .hasMessageNotContaining("password");
        assertThat(router.journal().commands()).isEmpty();
    }

    @Test
    void aMessageWithoutADeviceDoesNotMakeOneOfTheCommand() throws Exception {
        start(routes -> routes.from("direct:in").toD(ADD));

        assertThat(send("direct:in", Map.of("name", "cust1"), Map.of("router", "")).getException())
                .isInstanceOf(BadInputException.class);
        assertThat(send("direct:in", Map.of("name", "cust1")).getException()).isInstanceOf(BadInputException.class);
    }

    @Test
    void aDeviceFillsTheTemplateAsBefore() throws Exception {
        start(routes -> routes.from("direct:in").toD(ADD));

        Exchange exchange = send("direct:in", Map.of("name", "cust1"), Map.of("router", router.address()));

        assertThat(exchange.getException()).isNull();
        assertThat(router.table("/ppp/secret").find("service", "pppoe")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "x&attribute.group=full", "x&username=admin", "x&%75sername=admin", "RAW(x)&username=admin", "x)&username=admin",
            "x)&username=RAW(admin", "x&attribute.profile=vip", "x&attribute.comment=y" })
    void aValueInTheUriAddsNoOptionAndChangesNone(String value) throws Exception {
        start(routes -> {
            routes.from("direct:plain").toD(uri("/ppp/secret/add?attribute.comment=${header.text}&attribute.profile=default"));
            routes.from("direct:raw")
                    .toD(uri("/ppp/secret/add?attribute.comment=RAW(${header.text})&attribute.profile=default"));
        });

        for (String route : new String[] { "direct:plain", "direct:raw" }) {
            Exchange exchange = send(route, Map.of("name", "cust1"), Map.of("text", value));

            if (exchange.getException() == null) {
                // within RAW() some of them are but text
                assertThat(router.table("/ppp/secret").find("comment", value)).hasSize(1);
                assertThat(router.table("/ppp/secret").find("profile", "default")).hasSize(1);
            } else {
                assertThat(exchange.getException()).isInstanceOf(BadInputException.class)
                        .hasMessageContaining("attribute.name=:#name").hasMessageNotContaining("admin");
            }
        }
        assertThat(router.journal().commands()).extracting(Journal.Entry::command).doesNotContain("/user/add");
    }

    /** Camel decodes what stands in a query twice. */
    @ParameterizedTest
    @ValueSource(strings = { "%26username%3Dadmin", "%2526username%253Dadmin", "%25252526username=admin", "%252525252526" })
    void anEncodedSeparatorAddsNoOptionEither(String value) throws Exception {
        start(routes -> routes.from("direct:in")
                .toD("mikrotik:${header.router}/ppp/secret/add?attribute.comment=${header.text}"));

        Exchange exchange = send("direct:in", Map.of("name", "cust1"), Map.of("router", router.address(), "text", value));

        assertThat(exchange.getException()).isInstanceOf(BadInputException.class).hasMessageNotContaining("admin");
        assertThat(router.journal().logins()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "50 to 60%, = or more", "caf%C3%A9", "a ? or / in a value", "" })
    void aValueHoldsAnyOtherText(String value) throws Exception {
        start(routes -> routes.from("direct:in")
                .toD("mikrotik:${header.router}/ppp/secret/add?attribute.comment=${header.text}&requestTimeout=5s"));

        Exchange exchange = send("direct:in", Map.of("name", "cust1"), Map.of("router", router.address(), "text", value));

        assertThat(exchange.getException()).isNull();
        assertThat(router.table("/ppp/secret").find("name", "cust1")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "secret/add?x=", "secret?username=admin&x=", "?username=admin&x=" })
    void anExpressionInThePathEndsWithItAndTheRestStaysAsWritten(String table) throws Exception {
        start(routes -> routes.from("direct:in").toD(uri("/ppp/${header.table}/print")));

        assertThat(send("direct:in", null, Map.of("table", table)).getException()).isInstanceOf(BadInputException.class)
                .hasMessageContaining("/ppp/${header.table}/print").hasMessageContaining(MikrotikConstants.COMMAND);
        assertThat(router.journal().commands()).isEmpty();
    }

    @Test
    void anExpressionInThePathMayStandForSeveralWords() throws Exception {
        start(routes -> routes.from("direct:in").toD("mikrotik:${header.router}/${header.menu}/print"));

        Exchange exchange = send("direct:in", null, Map.of("router", router.address(), "menu", "system/identity"));

        assertThat(rows(exchange)).hasSize(1);
    }

    @Test
    void aTemplateWithoutAPathLeavesTheCommandToTheMessage() throws Exception {
        start(routes -> routes.from("direct:in").toD("mikrotik:${header.router}?requestTimeout=5s"));

        assertThat(rows(send("direct:in", null, Map.of("router", router.address() + "/system/identity/print")))).hasSize(1);
        assertThat(rows(send("direct:in", null, Map.of("router", router.address(), MikrotikConstants.COMMAND,
                "/system/identity/print")))).hasSize(1);
        assertThat(send("direct:in", null, Map.of("router", router.address() + "/system/identity/print?username=u&x="))
                .getException()).isInstanceOf(BadInputException.class);
    }

    /** A limit that README tells of: it is not ours to guard. */
    @Test
    void whoWritesTheWholeUriOrIsNotAskedAboutNamesTheCommand() throws Exception {
        start(routes -> {
            routes.from("direct:whole").toD("${header.uri}");
            routes.from("direct:guarded").toD("mikrotik:${header.router}/print");
            routes.from("direct:plain").toD().allowOptimisedComponents(false).uri("mikrotik:${header.router}/print");
        });

        assertThat(rows(send("direct:whole", null, Map.of("uri", uri("/system/identity/print"))))).hasSize(1);
        Map<String, Object> more = Map.of("router", router.address() + "/system/identity");
        assertThat(send("direct:guarded", null, more).getException()).isInstanceOf(BadInputException.class);
        assertThat(rows(send("direct:plain", null, more))).hasSize(1);
    }

    @Test
    void anExpressionCannotNameAnOption() throws Exception {
        start(routes -> routes.from("direct:in").toD(uri("/ppp/secret/add?attribute.${header.option}=x")));

        assertThat(send("direct:in", null, Map.of("option", "name")).getException()).isInstanceOf(BadInputException.class)
                .hasMessageContaining("name of an option");
    }

    @Test
    void placeholdersAndNestedExpressionsStandForWhatTheyAre() throws Exception {
        context.getPropertiesComponent().addInitialProperty("menu", "ppp/secret");
        context.getPropertiesComponent().addInitialProperty("options", "attribute.service=pppoe&requestTimeout=5s");
        start(routes -> routes.from("direct:in")
                .toD("mikrotik:${header[${header.which}]}/{{menu}}/add?{{options}}&attribute.comment=$simple{header.a} b"));
        Map<String, Object> headers = Map.of("which", "router", "router", router.address(), "a", "1");

        assertThat(send("direct:in", Map.of("name", "cust1"), headers).getException()).isNull();
        assertThat(router.table("/ppp/secret").find("comment", "1 b")).hasSize(1);
    }

    @Test
    void aUriThatIsWhollyAnExpressionIsTheRoutesBusiness() throws Exception {
        start(routes -> routes.from("direct:in").toD("${header.uri}"));

        assertThat(rows(send("direct:in", null, Map.of("uri", uri("/system/identity/print?requestTimeout=5s"))))).hasSize(1);
    }
}
