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

import io.camelmikrotik.documented.AddressListEverywhere;
import io.camelmikrotik.documented.Backup;
import io.camelmikrotik.documented.CertificateOnAll;
import io.camelmikrotik.documented.FirmwareInWaves;
import io.camelmikrotik.documented.HotspotVouchers;
import io.camelmikrotik.documented.InterfaceMetrics;
import io.camelmikrotik.documented.LeaseToDns;
import io.camelmikrotik.documented.MinuteReadings;
import io.camelmikrotik.documented.MoveConfiguration;
import io.camelmikrotik.documented.NightlyBackup;
import io.camelmikrotik.documented.RenewCertificate;
import io.camelmikrotik.documented.SafeChange;
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

    @Test
    void anExportIsTheSameUntilTheConfigurationChanges() throws Exception {
        property("backup.password", "hush");
        start(new Backup());

        done("direct:export", null);
        done("direct:binary", null);

        String export = Files.readString(data.resolve("router.rsc"));
        assertThat(export).contains("/ppp profile").doesNotContain("#");
        assertThat(data.resolve("router.backup")).exists();
        assertThat(Files.list(data)).hasSize(2);
        assertThat(router.journal().commands()).anySatisfy(command -> assertThat(command.attributes())
                .containsEntry("script", "/export file=camel"));
        assertThat(router.journal().commands()).anySatisfy(command -> assertThat(command.attributes())
                .containsKey("password").containsEntry("name", "camel"));

        done("direct:export", null);
        assertThat(data.resolve("router.rsc")).hasContent(export);
        router.table("/ppp/secret").add("name", "anna");
        done("direct:export", null);
        assertThat(data.resolve("router.rsc")).content().isNotEqualTo(export).contains("anna");
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

    // ---- of many routers

    private void register(Map<String, SimulatedRouter> routers) {
        Map<String, MikrotikDevice> devices = new java.util.LinkedHashMap<>();
        routers.forEach((name, each) -> {
            MikrotikDevice device = new MikrotikDevice();
            device.setHost(each.host());
            device.setPort(each.port());
            devices.put(name, device);
        });
        component.setDevices(devices);
    }

    @Test
    void firmwareIsUpgradedInWavesWithItsRouterBoot() throws Exception {
        try (SimulatedRouter one = SimulatedRouter.builder().version("7.20").update("7.21").start();
             SimulatedRouter two = SimulatedRouter.builder().version("7.20").update("7.21").start()) {
            register(Map.of("one", one, "two", two));
            property("firmware.version", "7.21");
            property("firmware.pause", "200");
            start(new FirmwareInWaves());

            done("direct:firmware", null);

            for (SimulatedRouter each : List.of(one, two)) {
                assertThat(each.version()).isEqualTo("7.21");
                assertThat(each.table("/system/routerboard").rows().get(0)).containsEntry("current-firmware", "7.21");
                assertThat(each.journal().writes("/system/reboot")).isEqualTo(2);
                assertThat(each.journal().writes("/system/package/update/download")).isEqualTo(1);
            }
        }
    }

    @Test
    void anotherVersionThanTheOneWantedIsNotInstalled() throws Exception {
        try (SimulatedRouter one = SimulatedRouter.builder().version("7.20").update("7.22").start()) {
            register(Map.of("one", one));
            property("firmware.version", "7.21");
            property("firmware.pause", "200");
            start(new FirmwareInWaves());

            assertThat(one.journal().count("/system/reboot")).isZero();
            send("direct:firmware", null);
            assertThat(one.version()).isEqualTo("7.20");
            assertThat(one.journal().count("/system/package/update/download")).isZero();
        }
    }

    @Test
    void allRoutersAreBackedUpAndOneThatIsAwayHoldsUpNone() throws Exception {
        try (SimulatedRouter other = SimulatedRouter.builder().identity("other").start();
             SimulatedRouter away = SimulatedRouter.start()) {
            register(Map.of("here", router, "other", other, "away", away));
            away.shutdown();
            other.table("/ppp/secret").add("name", "anna", "password", "hush");
            property("night", "direct:night");
            start(new NightlyBackup());

            done("direct:night", null);

            assertThat(data.resolve("here.rsc")).exists();
            assertThat(data.resolve("other.rsc")).content().contains("/ppp secret", "anna").doesNotContain("hush");
            assertThat(data.resolve("away.rsc")).doesNotExist();
        }
    }

    @Test
    void aCertificateIsGivenToAllRouters() throws Exception {
        try (SimulatedRouter other = SimulatedRouter.start()) {
            register(Map.of("one", router, "two", other));
            for (SimulatedRouter each : List.of(router, other)) {
                each.faults().onNext("/certificate/import").doneWithoutExecuting();
            }
            start(new CertificateOnAll());

            done("direct:certificates", "-----BEGIN CERTIFICATE-----\n…\n");

            for (SimulatedRouter each : List.of(router, other)) {
                assertThat(each.table("/ip/service").find("name", "api-ssl").get(0).get("certificate")).matches("api-\\d{8}");
                assertThat(each.table("/file").rows()).isEmpty();
            }
        }
    }

    @Test
    void oneAddressListIsTheSameOnAllRouters() throws Exception {
        try (SimulatedRouter other = SimulatedRouter.start(); SimulatedRouter away = SimulatedRouter.start()) {
            register(Map.of("one", router, "two", other, "away", away));
            away.shutdown();
            property("notBlocked", "mock:notBlocked");
            other.table("/ip/firewall/address-list").add("list", "allowed", "address", "192.0.2.200");
            start(new AddressListEverywhere());

            done("direct:block", List.of(Map.of("address", "192.0.2.1"), Map.of("address", "192.0.2.2")));

            for (SimulatedRouter each : List.of(router, other)) {
                assertThat(each.table("/ip/firewall/address-list").find("list", "blocked"))
                        .extracting(row -> row.get("address")).containsExactlyInAnyOrder("192.0.2.1", "192.0.2.2");
            }
            assertThat(other.table("/ip/firewall/address-list").find("list", "allowed")).hasSize(1);
            assertThat(context.getEndpoint("mock:notBlocked", MockEndpoint.class).getExchanges())
                    .extracting(each -> each.getMessage().getBody(DeviceResult.class).device()).containsExactly("away");
        }
    }

    @Test
    void aChangeThatCutsTheFirstRouterOffIsRevertedAndStopsTheRest() throws Exception {
        try (SimulatedRouter other = SimulatedRouter.start()) {
            register(Map.of("one", router, "two", other));
            property("confirm", "3s");
            property("undo", "file:" + Files.writeString(data.resolve("undo.rsc"), "/ip service set api disabled=no\n"));
            start(new SafeChange());

            assertThat(send("direct:change", "/ip service set api disabled=yes").getException())
                    .isInstanceOf(io.camelmikrotik.exception.RolloutException.class).hasMessageContaining("reverted");

            assertThat(router.table("/ip/service").find("name", "api").get(0)).containsEntry("disabled", "false");
            assertThat(other.journal().commands()).isEmpty();
        }
    }
}
