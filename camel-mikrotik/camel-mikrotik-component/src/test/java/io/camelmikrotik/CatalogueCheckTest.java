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

import java.util.List;
import java.util.Map;

import io.camelmikrotik.catalogue.CatalogueCommand;
import io.camelmikrotik.catalogue.RouterOsCatalogue;
import io.camelmikrotik.internal.endpoint.EndpointAddress;
import io.camelmikrotik.internal.endpoint.NamesOfEndpoint;
import io.camelmikrotik.leaks.RecordedLog;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What URIs say, held against the catalogue of RouterOS at start. */
class CatalogueCheckTest extends MikrotikTestSupport {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/ppp/secret/pritn | command: no version from 7.9 to .* has the command /ppp/secret/pritn: did you mean /ppp/secret/print\\?.*",
            "/ppp/secret | command: /ppp/secret is a menu, not a command: /ppp/secret/print\\?.*",
            "/ppp/secrte/print | menu /ppp/secrte is not known of RouterOS: did you mean /ppp/secret\\?",
            "/ppp/secret/add?attribute.profil=x | attribute.profil: /ppp/secret/add has no argument profil: did you mean profile\\?.*",
            "/interface/pppoe-client/add?attribute.allow=mschap1,chep | attribute.allow: .* does not know \"chep\": did you mean chap\\?.*",
            "/ppp/secret/print?properties=name,profil | properties: /ppp/secret has no property profil: did you mean profile\\?",
            "/ppp/secret/print?where=profil=x and !disabeld | where: .* profil: did you mean profile\\?; .* disabeld: did you mean disabled\\?",
            "/ppp/secret/print?where=profil=:#p | where: .* profil: did you mean profile\\?",
            "/ppp/secret?operation=upsert&key=nmae | key: .* nmae: did you mean name\\?",
            "/ppp/secret?operation=ensure&key=name&scope=profil=x | scope: .* profil: did you mean profile\\?",
            "/ppp/secret?operation=upsert&key=name&attribute.profil=x | attribute: .* profil: did you mean profile\\?" })
    void whatRouterOsDoesNotHaveIsToldOnceWithTheNearestName(String path, String line) throws Exception {
        try (RecordedLog log = RecordedLog.start(NamesOfEndpoint.class.getName())) {
            start(routes -> routes.from("direct:in").to(uri(path.trim())).to(uri(path.trim())));

            assertThat(log.lines(Level.WARN)).singleElement().asString()
                    .matches("127\\.0\\.0\\.1/[^ ]*: " + line.trim() + " \\(catalogueCheck=off ends this check\\)");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/ppp/secret/pritn | command: no version",
            "/ppp/secret/add?attribute.profil=x | attribute.profil: /ppp/secret/add has no argument profil",
            "/ppp/secret/print?where=profil=x | where: /ppp/secret has no property profil",
            "/ppp/secret?operation=upsert&key=nmae | key: /ppp/secret has no property nmae" })
    void withFailTheRouteDoesNotStart(String path, String message) {
        String uri = uri(path.trim());

        assertThatThrownBy(
                () -> start(
                        routes -> routes.from("direct:in").to(uri + (uri.contains("?") ? "&" : "?") + "catalogueCheck=fail")))
                .rootCause().isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(message.trim());
    }

    @ParameterizedTest
    @ValueSource(strings = { "properties=nmae", "key=nmae&emit=changes", "ignore=uptiem&emit=changes", "where=nmae=x" })
    void aConsumerIsLookedAtAsWell(String options) {
        assertThatThrownBy(
                () -> start(routes -> routes.from(uri("/ppp/active/print?catalogueCheck=fail&" + options)).to("mock:out")))
                .rootCause().isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(options.substring(0, options.indexOf('=')) + ": /ppp/active has no property");
    }

    @Test
    void menusThatTheCatalogueDoesNotKnowAreNeverRefusedOrWarnedOf() throws Exception {
        try (RecordedLog log = RecordedLog.start(NamesOfEndpoint.class.getName())) {
            component.getConfiguration().setCatalogueCheck(CatalogueCheck.FAIL);

            start(routes -> routes.from("direct:in").to(uri("/hyperspace/drive/engage?attribute.factor=9"))
                    .to(uri("/hyperspace/drive/print?where=warp=9")));

            assertThat(log.lines(Level.WARN)).isEmpty();
        }
    }

    @Test
    void withOffNobodyLooks() throws Exception {
        try (RecordedLog log = RecordedLog.start(NamesOfEndpoint.class.getName())) {
            start(routes -> routes.from("direct:in").to(uri("/ppp/secret/pritn?catalogueCheck=off")));

            assertThat(log.lines(Level.WARN)).isEmpty();
        }
    }

    @Test
    void aDeviceThatIsMissingInFrontOfAMenuIsToldOf() throws Exception {
        try (RecordedLog log = RecordedLog.start(NamesOfEndpoint.class.getName())) {
            start(routes -> routes.from("direct:in").to("mikrotik:ppp/secret/print"));

            assertThat(log.lines(Level.WARN)).singleElement().asString()
                    .contains("the device in front of /ppp/secret/print is missing, unless ppp is the name of one");
        }
    }

    @Test
    void noCommandOfTheCatalogueWithAllItsArgumentsIsRefused() throws Exception {
        component.getConfiguration().setCatalogueCheck(CatalogueCheck.FAIL);
        startWithout();
        List<String> paths = RouterOsCatalogue.get().commandPaths();

        for (String path : paths) {
            CatalogueCommand command = RouterOsCatalogue.get().command(path).orElseThrow();
            MikrotikConfiguration configuration = component.getConfiguration().copy();
            command.arguments().keySet().forEach(name -> configuration.getAttributes().put(name, ":#" + name));
            EndpointAddress address = new EndpointAddress("core1", null, path);
            new NamesOfEndpoint(
                    new MikrotikEndpoint("mikrotik:core1" + path, component, address, null, configuration, Map.of())).check();
        }
        assertThat(paths).hasSizeGreaterThan(5_000);
    }
}
