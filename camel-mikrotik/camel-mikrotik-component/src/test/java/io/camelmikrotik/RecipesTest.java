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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.camelmikrotik.documented.Backup;
import io.camelmikrotik.documented.HotspotVouchers;
import io.camelmikrotik.documented.InterfaceMetrics;
import io.camelmikrotik.documented.LeaseToDns;
import io.camelmikrotik.documented.MinuteReadings;
import io.camelmikrotik.documented.MoveConfiguration;
import io.camelmikrotik.documented.RenewCertificate;
import io.camelmikrotik.documented.SuspendCustomer;
import io.camelmikrotik.documented.WireguardPeer;
import io.camelmikrotik.exception.NoSuchRowException;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The routes of RECIPES.md, each against a router. */
class RecipesTest extends MikrotikTestSupport {

    @TempDir
    Path data;

    private void start(RouteBuilder recipe) throws Exception {
        property("router", router.address());
        property("data", data.toString());
        // a name that RouterOS does not have keeps the recipe from starting
        component.getConfiguration().setCatalogueCheck(CatalogueCheck.FAIL);
        context.addRoutes(recipe);
        startWithout();
    }

    private void property(String name, String value) {
        context.getPropertiesComponent().addInitialProperty(name, value);
    }

    private Exchange done(String uri, Object body) {
        Exchange exchange = send(uri, body);
        assertThat(exchange.getException()).isNull();
        return exchange;
    }

    @Test
    void aCustomerIsSuspendedWithHisSessionAndResumed() throws Exception {
        router.table("/ppp/secret").add("name", "anna", "disabled", "false");
        router.table("/ppp/secret").add("name", "bert", "disabled", "false");
        router.table("/ppp/active").add("name", "anna", "address", "203.0.113.10");
        router.table("/ppp/active").add("name", "bert", "address", "203.0.113.11");
        start(new SuspendCustomer());

        done("direct:suspend", "anna");

        assertThat(router.table("/ppp/secret").find("disabled", "true")).extracting(row -> row.get("name"))
                .containsExactly("anna");
        assertThat(router.table("/ppp/active").rows()).extracting(row -> row.get("name")).containsExactly("bert");

        done("direct:suspend", "anna");
        done("direct:resume", "anna");

        assertThat(router.table("/ppp/secret").find("disabled", "true")).isEmpty();
    }

    @Test
    void aCustomerThatTheRouterDoesNotHaveIsNotAdded() throws Exception {
        start(new SuspendCustomer());

        assertThat(send("direct:suspend", "ana").getException()).isInstanceOf(NoSuchRowException.class);
        assertThat(router.journal().writes()).isZero();
    }

    @Test
    void aWireguardPeerIsAddedOnceAndToldHowToConnect() throws Exception {
        property("vpn", "vpn.example.net");
        router.table("/interface/wireguard/peers").clear();
        router.table("/interface/wireguard").add("name", "wg1", "public-key", "router-key=", "listen-port", "13231");
        start(new WireguardPeer());
        Map<String, String> peer
                = Map.of("public-key", "phone-key=", "allowed-address", "10.10.0.7/32", "comment", "Anna's phone");

        Exchange told = done("direct:peer", peer);
        done("direct:peer", peer);

        assertThat(router.table("/interface/wireguard/peers").rows()).singleElement()
                .satisfies(row -> assertThat(row).containsAllEntriesOf(peer).containsEntry("interface", "wg1"));
        assertThat(told.getMessage().getBody(String.class)).contains("Address = 10.10.0.7/32", "PublicKey = router-key=",
                "Endpoint = vpn.example.net:13231");
    }

    @Test
    void aLeaseHasItsNameInDnsAsLongAsItIsBound() throws Exception {
        router.table("/ip/dns/static").add("name", "printer.lan", "address", "192.0.2.9");
        start(new LeaseToDns());

        String lease = router.table("/ip/dhcp-server/lease").add("mac-address", "02:00:00:00:00:50", "address", "192.0.2.50",
                "host-name", "printer", "status", "bound");
        await().atMost(PATIENCE).until(() -> names().contains("printer.lan 192.0.2.50"));
        router.table("/ip/dhcp-server/lease").set(lease, "host-name", "laptop");
        await().atMost(PATIENCE).until(() -> names().contains("laptop.lan 192.0.2.50"));
        assertThat(names()).containsExactlyInAnyOrder("printer.lan 192.0.2.9", "laptop.lan 192.0.2.50");
        router.table("/ip/dhcp-server/lease").remove(lease);

        await().atMost(PATIENCE).until(() -> names().equals(List.of("printer.lan 192.0.2.9")));
    }

    private List<String> names() {
        return router.table("/ip/dns/static").rows().stream().map(row -> row.get("name") + " " + row.get("address")).toList();
    }

    @Test
    void metricsArePushedAndServed() throws Exception {
        property("influx", "mock:influx");
        property("metrics", "direct:metrics");
        router.table("/interface").clear();
        router.table("/interface").add("name", "uplink 1", "rx-byte", "1000", "tx-byte", "2000");
        router.table("/queue/simple").add("name", "anna", "target", "192.0.2.50/32", "bytes", "30/40");
        start(new InterfaceMetrics());

        MockEndpoint influx = context.getEndpoint("mock:influx", MockEndpoint.class);
        await().atMost(PATIENCE).until(() -> influx.getReceivedCounter() > 0);
        assertThat(influx.getExchanges().get(0).getMessage().getBody(String.class))
                .isEqualTo("interface,name=uplink\\ 1 rx=1000i,tx=2000i\n");
        assertThat(done("direct:metrics", null).getMessage().getBody(String.class)).isEqualTo("""
                interface_bytes_total{name="uplink 1",direction="rx"} 1000
                interface_bytes_total{name="uplink 1",direction="tx"} 2000
                queue_bytes_total{name="anna",direction="upload"} 30
                queue_bytes_total{name="anna",direction="download"} 40
                """);
    }

    /**
     * The simulator runs no script and writes no backup: the files are there before, and what was asked is looked at.
     */
    @Test
    void anExportIsTheSameUntilTheConfigurationChanges() throws Exception {
        property("backup.password", "hush");
        router.table("/file").add("name", "camel.rsc", "contents",
                "# 2026-11-29 01:00:00 by RouterOS 7.20\n/ip service\nset api disabled=no\n");
        router.table("/file").add("name", "camel.backup", "contents", "binary");
        router.faults().onNext("/system/backup/save").doneWithoutExecuting();
        start(new Backup());

        done("direct:export", null);
        done("direct:binary", null);

        assertThat(data.resolve("router.rsc")).hasContent("/ip service\nset api disabled=no");
        assertThat(data.resolve("router.backup")).hasContent("binary");
        assertThat(Files.list(data)).hasSize(2);
        assertThat(router.journal().commands()).anySatisfy(command -> assertThat(command.attributes())
                .containsEntry("script", "/export file=camel"));
        assertThat(router.journal().commands()).anySatisfy(command -> assertThat(command.attributes())
                .containsKey("password").containsEntry("name", "camel"));
    }

    @Test
    void aCertificateIsImportedAndGivenToTheService() throws Exception {
        serviceWithAnOldCertificate();
        router.faults().onNext("/certificate/import").doneWithoutExecuting();
        start(new RenewCertificate());

        done("direct:certificate", "-----BEGIN CERTIFICATE-----\n…\n");

        assertThat(router.journal().commands()).extracting(command -> command.command())
                .containsSubsequence("/file/add", "/certificate/import", "/ip/service/set", "/file/remove");
        assertThat(router.table("/ip/service").find("name", "api-ssl")).singleElement()
                .satisfies(service -> assertThat(service.get("certificate")).matches("api-\\d{8}"));
        assertThat(router.table("/file").find("name", "renewed.pem")).isEmpty();
    }

    @Test
    void aCertificateThatIsRefusedLeavesTheServiceAndNoFile() throws Exception {
        serviceWithAnOldCertificate();
        router.faults().onNext("/certificate/import").trap("0", "invalid certificate");
        start(new RenewCertificate());

        assertThat(send("direct:certificate", "none").getException()).hasMessageContaining("invalid certificate");

        assertThat(router.table("/ip/service").find("name", "api-ssl")).singleElement()
                .satisfies(service -> assertThat(service).containsEntry("certificate", "old"));
        assertThat(router.table("/file").find("name", "renewed.pem")).isEmpty();
    }

    private void serviceWithAnOldCertificate() {
        router.table("/ip/service").clear();
        router.table("/ip/service").add("name", "api-ssl", "certificate", "old");
    }

    @Test
    void vouchersAreAddedInOneGo() throws Exception {
        start(new HotspotVouchers());

        List<?> vouchers = done("direct:vouchers", 20).getMessage().getBody(List.class);

        assertThat(vouchers).hasSize(20).doesNotHaveDuplicates();
        assertThat(router.table("/ip/hotspot/user").find("comment", "voucher")).hasSize(20)
                .allSatisfy(user -> assertThat(vouchers.contains(Map.of("name", user.get("name")))).isTrue());
    }

    @Test
    void configurationMovesToAnotherRouter() throws Exception {
        try (SimulatedRouter old = SimulatedRouter.start()) {
            property("old.router", old.address());
            property("dry.run", "false");
            old.table("/ip/firewall/address-list").add("list", "customers", "address", "192.0.2.1", "comment", "anna");
            old.table("/ip/firewall/address-list").add("list", "customers", "address", "192.0.2.2", "disabled", "true");
            old.table("/ip/firewall/address-list").add("list", "other", "address", "192.0.2.3");
            start(new MoveConfiguration());

            done("direct:move", null);
            int writes = router.journal().writes();
            done("direct:move", null);

            assertThat(router.journal().writes()).isEqualTo(writes);
            assertThat(router.table("/ip/firewall/address-list").rows()).extracting(
                    row -> row.get("address") + " " + row.get("comment") + " " + row.get("disabled"))
                    .containsExactlyInAnyOrder("192.0.2.1 anna false", "192.0.2.2 null true");
        }
    }

    @Test
    void allRoutersAreReadAndOneThatIsAwayHoldsUpNone() throws Exception {
        try (SimulatedRouter other = SimulatedRouter.start(); SimulatedRouter away = SimulatedRouter.start()) {
            property("minute", "direct:minute");
            property("readings", "mock:readings");
            property("routers", router.address() + "," + away.address() + "," + other.address());
            away.shutdown();
            start(new MinuteReadings());

            done("direct:minute", null);

            assertThat(context.getEndpoint("mock:readings", MockEndpoint.class).getExchanges())
                    .extracting(reading -> reading.getMessage().getHeader("router", String.class))
                    .containsExactlyInAnyOrder(router.address(), other.address());
        }
    }
}
