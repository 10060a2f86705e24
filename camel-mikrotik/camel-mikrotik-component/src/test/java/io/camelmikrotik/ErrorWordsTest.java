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

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelmikrotik.exception.DeviceUnreachableException;
import io.camelmikrotik.internal.endpoint.OptionRanges;
import io.camelmikrotik.leaks.RecordedLog;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is said to somebody who has written an endpoint wrongly. */
class ErrorWordsTest extends MikrotikTestSupport {

    /** An option, and the words that it takes as the generated metadata says. */
    record Choice(String option, List<String> words) {
    }

    static List<Choice> choices() throws Exception {
        List<Choice> choices = new ArrayList<>();
        try (InputStream json = ErrorWordsTest.class.getResourceAsStream("/META-INF/io/camelmikrotik/mikrotik.json")) {
            for (Map.Entry<String, JsonNode> option : new ObjectMapper().readTree(json).get("properties").properties()) {
                JsonNode words = option.getValue().path("enum");
                if (!words.isMissingNode()) {
                    choices.add(
                            new Choice(
                                    option.getKey(),
                                    StreamSupport.stream(words.spliterator(), false).map(JsonNode::asText).toList()));
                }
            }
        }
        assertThat(choices).extracting(Choice::option)
                .contains("operation", "emit", "initial", "onFailure", "onAbsent", "onMissing");
        return choices;
    }

    @ParameterizedTest
    @MethodSource("choices")
    void aWordThatAnOptionDoesNotHaveIsAnsweredWithThoseThatItHas(Choice choice) throws Exception {
        startWithout();
        String wrong = choice.words().get(0) + "x";

        assertThatThrownBy(() -> context.getEndpoint(uri("/ppp/secret/print?" + choice.option() + "=" + wrong)))
                .rootCause().hasMessageStartingWith(choice.option() + " must be one of ")
                .hasMessageEndingWith("not \"" + wrong + "\"")
                .satisfies(failure -> assertThat(failure.getMessage().toLowerCase(Locale.ROOT)).contains(
                        choice.words().stream().map(word -> word.toLowerCase(Locale.ROOT)).toList()));
    }

    @ParameterizedTest
    @MethodSource("choices")
    void theWordsThatAnOptionHasAreTaken(Choice choice) throws Exception {
        startWithout();
        PropertyConfigurerGetter types = (PropertyConfigurerGetter) component.getEndpointPropertyConfigurer();

        for (String word : choice.words()) {
            OptionRanges.checkText(choice.option(), types.getOptionType(choice.option(), false), word);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "mikrotik:/ppp/secret/print", "mikrotik:///ppp/secret/print", "mikrotik:/ppp/secret/print?emit=rows" })
    void aUriWithoutItsDeviceIsNotTakenForADeviceWithTheNameOfAMenu(String uri) throws Exception {
        startWithout();

        assertThatThrownBy(() -> context.getEndpoint(uri)).rootCause()
                .hasMessage("no device in front of /ppp/secret/print: it looks like core1/ppp/secret/print");
    }

    @Test
    void aTargetWithoutItsDeviceIsNotTakenForADeviceWithTheNameOfAMenu() throws Exception {
        start(routes -> routes.from("direct:in").toD("mikrotik:${header.router}/ppp/secret/print"));

        assertThat(send("direct:in", null, Map.of("router", "")).getException())
                .hasMessageContaining("for an expression is empty");
    }

    @Test
    void aNameThatDoesNotResolveIsHeldAgainstTheRegisteredDevices() throws Exception {
        component.getDevices().put("pop-north", device());
        context.getRegistry().bind("pop-south", device());
        startWithout();

        assertThat(send("mikrotik:pop-nroth/ppp/secret/print", null).getException())
                .isInstanceOf(DeviceUnreachableException.class).hasMessageContaining(
                        "pop-nroth:8728 does not resolve, and no device is registered as pop-nroth (did you mean pop-north?)");
        assertThat(send("mikrotik:somewhere/ppp/secret/print", null).getException())
                .hasMessageContaining("no device is registered as somewhere; registered are pop-north, pop-south");
    }

    @Test
    void theHostOfARegisteredDeviceThatDoesNotResolveIsNoMisspeltName() throws Exception {
        MikrotikDevice gone = new MikrotikDevice();
        gone.setHost("pop-nroth");
        component.getDevices().put("pop-north", gone);
        startWithout();

        assertThat(send("mikrotik:pop-north/ppp/secret/print", null).getException())
                .hasMessageContaining("does not resolve").hasMessageNotContaining("registered");
    }

    @Test
    void aTrustStoreThatIsNotThereIsNamedWithItsOption() throws Exception {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource("/no/such/trust.p12");
        store.setPassword("geheim");
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store);
        SSLContextParameters tls = new SSLContextParameters();
        tls.setTrustManagers(trust);
        context.getRegistry().bind("routers", tls);
        startWithout();

        assertThatThrownBy(() -> context.getEndpoint(uri("/ppp/secret/print?tls=true&sslContextParameters=#routers")))
                .hasMessageContaining("sslContextParameters").hasMessageContaining("/no/such/trust.p12")
                .hasMessageNotContaining("geheim");
    }

    @ParameterizedTest
    @CsvSource({ "sslContextParameters, &tls=true", "stateRepository, ?", "bulkOutcomeListener, ?" })
    void aBeanThatIsNotThereIsNamedWithItsOption(String option, String others) throws Exception {
        startWithout();

        assertThatThrownBy(
                () -> context.getEndpoint(uri("/ppp/secret/print?" + option + "=#nobody" + others.replace("?", ""))))
                .hasMessageContaining(option).rootCause().hasMessageContaining("nobody");
    }

    private MikrotikDevice device() {
        MikrotikDevice device = new MikrotikDevice();
        device.setHost(router.host());
        device.setPort(router.port());
        return device;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/ppp/secret/remove | does not say which row: give .id",
            "/ppp/secret/set?attribute.comment=x | does not say which row: give .id",
            "/ppp/secret/set?attribute.numbers=nobody&attribute.comment=x | the row is gone" })
    void aRowThatIsNotNamedIsToldApartFromOneThatIsGone(String command, String words) throws Exception {
        startWithout();

        assertThat(send(uri(command.trim()), null).getException()).hasMessageContaining(words.trim());
    }

    @Test
    void anEmptyListForEnsureWithoutABoundIsAWarning() throws Exception {
        startWithout();
        router.table("/ppp/secret").add("name", "a", "comment", "ours");
        String ensure = "/ppp/secret?operation=ensure&key=name&scope=comment=ours&dryRun=true&onAbsent=remove";

        try (RecordedLog log = RecordedLog.start("io.camelmikrotik")) {
            send(uri(ensure + "&maxRemovals=5"), List.of());
            assertThat(log.lines()).noneMatch(line -> line.contains("the list is empty"));

            send(uri(ensure), List.of());
            assertThat(log.lines()).anyMatch(line -> line.contains("the list is empty") && line.contains("maxRemovals"));
        }
    }
}
