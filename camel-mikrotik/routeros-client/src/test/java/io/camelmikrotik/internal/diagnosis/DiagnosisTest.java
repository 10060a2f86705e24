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
package io.camelmikrotik.internal.diagnosis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import io.camelmikrotik.client.RouterOsClient;
import io.camelmikrotik.client.RouterOsDevice;
import io.camelmikrotik.leaks.RecordedLog;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.Diagnosis;
import io.camelmikrotik.routeros.DiagnosisStep;
import io.camelmikrotik.routeros.DiagnosisStep.Result;
import io.camelmikrotik.routeros.TlsProfile;
import io.camelmikrotik.simulator.Journal;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.TlsMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Each trouble is provoked, and what is said of it read. */
class DiagnosisTest {

    private static final String CANARY = "canary-pa55word";
    /** For what answers. */
    private static final Duration LONG = Duration.ofSeconds(20);
    /** For what never answers. */
    private static final Duration SHORT = Duration.ofMillis(300);

    private final RouterOsClient client = RouterOsClient.create();
    private final List<AutoCloseable> open = new ArrayList<>();
    private RecordedLog log;

    @BeforeEach
    void record() {
        log = RecordedLog.start("io.camelmikrotik");
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        for (AutoCloseable each : open) {
            each.close();
        }
        log.close();
        assertThat(log.lines()).noneMatch(line -> line.contains(CANARY));
    }

    @Test
    void aDeviceThatIsWellIsOkInEachStep() throws Exception {
        SimulatedRouter router = start(builder().identity("core1"));

        Diagnosis diagnosis = diagnose(access(router));

        assertThat(diagnosis.steps()).extracting(DiagnosisStep::name).containsExactly(
                "pool", "resolve", "connect", "tls", "login", "identity", "resource", "packages", "policies", "clock",
                "round-trip", "sessions", "services");
        assertThat(diagnosis.steps()).filteredOn(step -> !step.name().equals("tls"))
                .allSatisfy(step -> assertThat(step.result()).as(step.toString()).isEqualTo(Result.OK));
        assertThat(diagnosis.step("resolve").found()).isEqualTo("127.0.0.1 is an address");
        assertThat(diagnosis.step("connect").found()).isEqualTo("127.0.0.1 port " + router.port() + ", from 127.0.0.1");
        assertThat(diagnosis.step("tls").toString())
                .isEqualTo("skipped tls: because tls=false: name and password travel unencrypted");
        assertThat(diagnosis.step("login").found()).isEqualTo("logged in as api");
        assertThat(diagnosis.step("identity").found()).isEqualTo("core1");
        assertThat(diagnosis.step("resource").found()).startsWith("RouterOS ")
                .contains("(stable) on RB5009UG+S+, up ", "CPU load 3 %, 810 of 1024 MiB of memory free");
        assertThat(diagnosis.step("packages").found()).startsWith("routeros 7.");
        assertThat(diagnosis.step("policies").found()).startsWith("api is in the group full: api, ftp, local, ")
                .doesNotContain("not allowed");
        assertThat(diagnosis.step("clock").found()).endsWith(" UTC, as ours");
        assertThat(diagnosis.step("round-trip").found())
                .matches("min [0-9.]+, median [0-9.]+, max [0-9.]+ ms of 5 times /system/identity/print");
        assertThat(diagnosis.step("sessions").found()).isEqualTo(
                "1 in use, this one among them: 1 of api from 127.0.0.1; 19 free of the 20 that api allows");
        assertThat(diagnosis.step("services").found())
                .isEqualTo("api " + router.port() + " for all; disabled: api-ssl");
    }

    @Test
    void theTableIsForPeopleAndTheMapForPrograms() throws Exception {
        SimulatedRouter router = start(builder().identity("core1"));

        Diagnosis diagnosis = diagnose(access(router));

        assertThat(diagnosis.toString()).startsWith("Diagnosis of api@127.0.0.1:" + router.port() + ": ok, ")
                .containsPattern("\n  ok {7}identity {4} +[0-9.]+ ms  core1\n");
        assertThat(diagnosis.asMap()).containsEntry("device", "api@127.0.0.1:" + router.port())
                .containsEntry("result", "ok").containsKeys("millis", "steps");
        assertThat((List<?>) diagnosis.asMap().get("steps")).hasSize(13).anySatisfy(step -> assertThat((Map<?, ?>) step)
                .hasFieldOrPropertyWithValue("step", "sessions")
                .hasFieldOrPropertyWithValue("details", Map.of(
                        "inUse", 1, "holders", Map.of("api from 127.0.0.1", 1L), "maxSessions", 20L, "free", 19L)));
    }

    @Test
    void itOnlyReadsAndItsSessionEnds() throws Exception {
        SimulatedRouter router = start(builder());

        diagnose(access(router));

        assertThat(router.journal().commands()).extracting(Journal.Entry::command).isNotEmpty()
                .allMatch(command -> command.endsWith("/print"));
        assertThat(router.journal().connections()).isEqualTo(1);
        await().atMost(LONG).until(() -> router.sessionsOpen() == 0);
    }

    // ---- the way to the device

    @Test
    void aNameThatDoesNotResolve() throws Exception {
        Diagnosis diagnosis = diagnose(DeviceAccess.of("no-such-router.invalid", 8728, "api", CANARY));

        assertThat(diagnosis.result()).isEqualTo(Result.FAILED);
        assertThat(diagnosis.step("resolve").toString()).isEqualTo(
                "failed resolve: the host name of api@no-such-router.invalid:8728 does not resolve -> correct the host, or name"
                                                                   + " its address; where a router is the name server:"
                                                                   + " /ip/dns/static/add name=no-such-router.invalid address=...");
        assertThat(diagnosis.steps()).filteredOn(step -> step.result() != Result.OK).extracting(DiagnosisStep::found)
                .filteredOn("because resolve failed"::equals).hasSize(11);
    }

    @Test
    void aPortThatIsRefused() throws Exception {
        SimulatedRouter router = start(builder());
        router.shutdown();

        DiagnosisStep step = diagnose(access(router)).step("connect");

        assertThat(step.toString()).isEqualTo(
                "failed connect: " + label(router) + " refused the connection: the service api is disabled, on another port, or"
                                              + " filtered: /ip/service/print -> /ip/service/set api disabled=no port="
                                              + router.port());
    }

    @Test
    void aHostThatIsSilent() throws Exception {
        ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        open.add(silent);
        fill(silent);
        DeviceAccess access = DeviceAccess.of("127.0.0.1", silent.getLocalPort(), "api", CANARY).withTimeouts(SHORT, LONG);

        DiagnosisStep step = diagnose(access).step("connect");

        assertThat(step.result()).isEqualTo(Result.FAILED);
        assertThat(step.found()).isEqualTo(
                access.label() + " did not answer the connection attempt within 300 ms: it is down, unreachable, or a firewall"
                                           + " drops the packets");
        assertThat(step.mend()).isEqualTo(
                "/ip/firewall/filter/add chain=input protocol=tcp dst-port=" + access.port()
                                          + " src-address=... action=accept, in front of what drops it; /ip/service/print");
    }

    @Test
    void aPortOfAnotherService() throws Exception {
        ServerSocket web = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        open.add(web);
        Thread server = new Thread(() -> answerAsWeb(web), "web");
        server.setDaemon(true);
        server.start();

        DiagnosisStep step = diagnose(DeviceAccess.of("127.0.0.1", web.getLocalPort(), "api", CANARY).withTimeouts(LONG, LONG))
                .step("login");

        assertThat(step.result()).isEqualTo(Result.FAILED);
        assertThat(step.mend()).startsWith("/ip/service/set api max-sessions=... address=..., with 127.0.0.1 in it");
    }

    // ---- TLS

    @Test
    void tlsToAPlainPort() throws Exception {
        SimulatedRouter router = start(builder());

        DiagnosisStep step = diagnose(access(router).withTls(TlsProfile.trustAll()).withTimeouts(LONG, Duration.ofSeconds(1)))
                .step("tls");

        assertThat(step.result()).isEqualTo(Result.FAILED);
        assertThat(step.found()).contains("port " + router.port()).contains("tls=false");
        assertThat(step.mend()).isEqualTo(
                "/ip/service/print: the port of api-ssl, and its certificate, which /ip/service/set api-ssl certificate=NAME"
                                          + " sets; or tls=false for the port of api");
    }

    @Test
    void aPlainLoginToATlsPort() throws Exception {
        SimulatedRouter router = start(builder().tls(TlsMode.CERTIFICATE));
        DeviceAccess plain = DeviceAccess.of("127.0.0.1", router.tlsPort(), "api", CANARY).withTimeouts(LONG, LONG);

        Diagnosis diagnosis = diagnose(plain);

        assertThat(diagnosis.step("tls").toString()).startsWith(
                "failed tls: port " + plain.port() + " speaks TLS; certificate of CN=localhost, issued by itself, valid from ")
                .endsWith(" -> tls=true, or the port that /ip/service/print shows for api");
        assertThat(diagnosis.step("login").found()).isEqualTo("because tls failed");
    }

    @Test
    void aCertificateThatIsTrusted() throws Exception {
        SimulatedRouter router = start(builder().tls(TlsMode.CERTIFICATE));

        DiagnosisStep step = diagnose(secure(router, TlsProfile.verified(trusting(SimulatedRouter.certificate())))).step("tls");

        assertThat(step.result()).isEqualTo(Result.OK);
        assertThat(step.found()).startsWith(
                "TLSv1.3, certificate trusted, and for this host; certificate of CN=localhost, issued by itself, valid from ")
                .endsWith(", key RSA 2048, SHA-256 " + SimulatedRouter.certificateFingerprint());
        assertThat(step.details()).containsEntry("subject", "CN=localhost").containsEntry("issuer", "CN=localhost")
                .containsEntry("names", List.of("localhost", "127.0.0.1")).containsEntry("key", "RSA 2048")
                .containsEntry("sha256", SimulatedRouter.certificateFingerprint()).containsKeys("validFrom", "validUntil");
    }

    @Test
    void aCertificateThatNobodyKnows() throws Exception {
        SimulatedRouter router = start(builder().tls(TlsMode.CERTIFICATE));

        DiagnosisStep step = diagnose(secure(router, TlsProfile.verified(null))).step("tls");

        assertThat(step.result()).isEqualTo(Result.FAILED);
        assertThat(step.found()).contains(" showed a certificate that is not accepted: PKIX path building failed")
                .contains("certificate of CN=localhost, issued by itself, valid from ");
        assertThat(step.mend()).isEqualTo(
                "certificateFingerprint=" + SimulatedRouter.certificateFingerprint()
                                          + ", if the router itself shows that one: /certificate/print detail");
        assertThat(router.journal().logins()).isZero();
    }

    @Test
    void aCertificateThatHasExpired() throws Exception {
        SimulatedRouter router = start(builder().tls(TlsMode.EXPIRED_CERTIFICATE));

        DiagnosisStep step
                = diagnose(secure(router, TlsProfile.verified(trusting(SimulatedRouter.issuerOfExpiredCertificate()))))
                        .step("tls");

        assertThat(step.result()).isEqualTo(Result.FAILED);
        assertThat(step.found()).contains("is not accepted").contains("; it has expired on 2020-01-02T")
                .contains("certificate of CN=localhost, issued by CN=Simulated Authority, valid from");
        assertThat(step.mend()).isEqualTo(
                "/certificate/add name=api common-name=127.0.0.1 subject-alt-name=IP:127.0.0.1"
                                          + " key-usage=digital-signature,key-encipherment,tls-server; /certificate/sign api;"
                                          + " /ip/service/set api-ssl certificate=api");
    }

    @Test
    void aCertificateOfAnotherHost() throws Exception {
        SimulatedRouter router = start(builder().tls(TlsMode.CERTIFICATE_OF_ANOTHER_HOST));

        DiagnosisStep step = diagnose(
                secure(router, TlsProfile.verified(trusting(SimulatedRouter.certificateOfAnotherHost())))).step("tls");

        assertThat(step.result()).isEqualTo(Result.FAILED);
        assertThat(step.found()).contains("No subject alternative").contains("certificate of CN=elsewhere.example");
        assertThat(step.mend()).startsWith("/certificate/add name=api common-name=127.0.0.1")
                .endsWith("; or hostnameVerification=false");
    }

    @Test
    void aCertificateThatIsNotThePinnedOne() throws Exception {
        SimulatedRouter router = start(builder().tls(TlsMode.CERTIFICATE));

        DiagnosisStep step = diagnose(secure(router, TlsProfile.pinned("00".repeat(32)))).step("tls");

        assertThat(step.found()).contains("its SHA-256 fingerprint is " + SimulatedRouter.certificateFingerprint());
        assertThat(step.mend()).startsWith("certificateFingerprint=" + SimulatedRouter.certificateFingerprint());
    }

    @Test
    void aCertificateThatIsAcceptedUnseen() throws Exception {
        SimulatedRouter router = start(builder().tls(TlsMode.EXPIRED_CERTIFICATE));

        DiagnosisStep step = diagnose(secure(router, TlsProfile.trustAll())).step("tls");

        assertThat(step.result()).isEqualTo(Result.WARNING);
        assertThat(step.found()).contains("certificate not verified").contains("it has expired")
                .contains("an attacker on the way can be the router");
        assertThat(step.mend()).contains("instead of trustAllCertificates=true");
    }

    // ---- the login

    @Test
    void aWrongPassword() throws Exception {
        SimulatedRouter router = start(SimulatedRouter.builder());

        DiagnosisStep step = diagnose(access(router)).step("login");

        assertThat(step.toString()).isEqualTo(
                "failed login: " + label(router) + " refused the login: \"invalid user name or password (6)\"; check user name,"
                                              + " password, and the address list of the user: /user/print -> /user/print where"
                                              + " name=\"api\", then /user/set [find name=\"api\"] password=... disabled=no"
                                              + " address=...");
    }

    @Test
    void aUserWithoutThePolicyApi() throws Exception {
        SimulatedRouter router = start(SimulatedRouter.builder().user("api", CANARY, "read", "winbox"));

        DiagnosisStep step = diagnose(access(router)).step("login");

        assertThat(step.toString()).isEqualTo(
                "failed login: " + label(router)
                                              + " refused the login: \"std failure: not allowed (9)\"; the group of this user"
                                              + " needs the policy api: /user/group/print -> /user/group/set [find name=GROUP]"
                                              + " policy=..., with api among them (it names all policies that the group shall"
                                              + " have)");
    }

    @Test
    void noSessionLeft() throws Exception {
        SimulatedRouter router = start(builder().maxSessions(1));
        RouterOsDevice device = client.device(access(router));
        device.print("/system/identity").get(20, TimeUnit.SECONDS);

        Diagnosis diagnosis = device.diagnose().get(60, TimeUnit.SECONDS);

        assertThat(diagnosis.step("pool").found()).contains("this application has 1 sessions in use");
        assertThat(diagnosis.step("login").found()).isEqualTo(
                label(router) + " closed the connection before it answered the login: its session limit may be reached, or our"
                                                              + " address is not allowed (/ip/service/print: max-sessions,"
                                                              + " address), or this port speaks TLS (set tls=true)");
        assertThat(diagnosis.step("login").mend()).isEqualTo(
                "/ip/service/set api max-sessions=... address=..., with 127.0.0.1 in it; /user/active/print shows who is logged"
                                                             + " in");
    }

    @Test
    void aServiceForOtherAddresses() throws Exception {
        SimulatedRouter router = start(builder());
        router.table("/ip/service").set("*7", "address", "192.0.2.0/24,2001:db8::/64");

        DiagnosisStep step = diagnose(access(router)).step("login");

        assertThat(step.result()).isEqualTo(Result.FAILED);
        assertThat(step.found()).contains("our address is not allowed");
        assertThat(step.mend()).contains("/ip/service/set api").contains("address=..., with 127.0.0.1 in it");
    }

    // ---- the device

    @Test
    void aServiceForOurAddressIsTold() throws Exception {
        SimulatedRouter router = start(builder());
        router.table("/ip/service").set("*7", "address", "127.0.0.0/8");

        assertThat(diagnose(access(router)).step("services").found())
                .isEqualTo("api " + router.port() + " for 127.0.0.0/8; disabled: api-ssl");
    }

    @Test
    void aUserWhoMayNotRead() throws Exception {
        SimulatedRouter router = start(SimulatedRouter.builder().user("api", CANARY, "api"));

        Diagnosis diagnosis = diagnose(access(router));

        assertThat(diagnosis.result()).isEqualTo(Result.WARNING);
        assertThat(diagnosis.step("identity").toString()).isEqualTo(
                "warning identity: the rights of this user do not allow /system/identity/print -> /user/group/set [find"
                                                                    + " name=GROUP] policy=..., with read among them (it names"
                                                                    + " all policies that the group shall have)");
        assertThat(diagnosis.step("policies").found())
                .isEqualTo("api may not see its own rights (/user/print): its group lacks the policy read");
    }

    @Test
    void aUserWhoOnlyReads() throws Exception {
        SimulatedRouter router = start(SimulatedRouter.builder().user("api", CANARY, "api", "read", "test"));

        DiagnosisStep step = diagnose(access(router)).step("policies");

        assertThat(step.result()).isEqualTo(Result.OK);
        assertThat(step.found()).isEqualTo(
                "api is in the group group-of-api: api, read, test; not allowed: write (add, set and remove), sensitive"
                                           + " (passwords and keys), policy (users and scripts of other users), ftp (files),"
                                           + " reboot (reboot)");
    }

    @Test
    void aUserOfRadius() throws Exception {
        SimulatedRouter router = start(builder());
        router.table("/user").clear();

        assertThat(diagnose(access(router)).step("policies").found())
                .isEqualTo("api is not in /user: its rights come from RADIUS (/user/aaa/print)");
    }

    @Test
    void aClockThatIsBehind() throws Exception {
        SimulatedRouter router = start(builder());
        router.shiftClock(Duration.ofDays(-3).minusHours(1));

        DiagnosisStep step = diagnose(access(router)).step("clock");

        assertThat(step.result()).isEqualTo(Result.WARNING);
        assertThat(step.found()).endsWith("; it is 3 d behind ours");
        assertThat(step.mend()).isEqualTo(
                "/system/ntp/client/set enabled=yes servers=pool.ntp.org; /system/clock/set time-zone-name=...");
        assertThat((long) step.details().get("secondsAhead")).isBetween(-3 * 86_400L - 3_700, -3 * 86_400L - 3_500);
    }

    @Test
    void aVersionBefore643() throws Exception {
        SimulatedRouter router = start(builder().version("6.42"));

        Diagnosis diagnosis = diagnose(access(router));

        assertThat(diagnosis.step("login").result()).isEqualTo(Result.OK);
        assertThat(diagnosis.step("resource").result()).isEqualTo(Result.WARNING);
        assertThat(diagnosis.step("resource").found()).startsWith("RouterOS 6.42 (stable)")
                .endsWith("; a version before 6.43 logs in by challenge, and is not maintained");
        assertThat(diagnosis.step("resource").mend())
                .isEqualTo("/system/package/update/check-for-updates, then /system/package/update/install");
        assertThat(diagnosis.step("clock").found()).endsWith("as ours");
        assertThat(diagnosis.step("sessions").found())
                .endsWith("; how many the service allows is not told (max-sessions, since 7.16)");
    }

    @Test
    void aRouterThatIsBusyAndShortOfMemory() throws Exception {
        SimulatedRouter router = start(builder());
        router.table("/system/resource").set("*0", "cpu-load", "97", "free-memory", "1048576");

        DiagnosisStep step = diagnose(access(router)).step("resource");

        assertThat(step.result()).isEqualTo(Result.WARNING);
        assertThat(step.found()).endsWith("; its processor is busy: replies come late; its memory is nearly full");
        assertThat(step.mend()).startsWith("/tool/profile");
    }

    @Test
    void aPackageOfAnotherVersionAndOneThatWaits() throws Exception {
        SimulatedRouter router = start(builder().version("7.18.2"));
        router.table("/system/package").add("name", "container", "version", "7.16", "disabled", "false", "scheduled",
                "scheduled for uninstall");

        DiagnosisStep step = diagnose(access(router)).step("packages");

        assertThat(step.found()).isEqualTo(
                "routeros 7.18.2, container 7.16; container: of another version than the system; waits for a reboot: container"
                                           + " scheduled for uninstall");
        assertThat(step.mend()).endsWith("/system/reboot");
    }

    @Test
    void fewSessionsLeftAndWhoHasThem() throws Exception {
        SimulatedRouter router = start(builder().user("nms", CANARY).maxSessions(3));
        DeviceAccess other = DeviceAccess.of("127.0.0.1", router.port(), "nms", CANARY);
        client.device(other).print("/system/identity").get(20, TimeUnit.SECONDS);

        DiagnosisStep step = diagnose(access(router)).step("sessions");

        assertThat(step.toString()).isEqualTo(
                "warning sessions: 2 in use, this one among them: 1 of api from 127.0.0.1, 1 of nms from 127.0.0.1;"
                                              + " 1 free of the 3 that api allows; few are left -> /ip/service/set api"
                                              + " max-sessions=...; or a smaller maxTotalPerKey of those who hold them");
    }

    @Test
    void aSuspendedDeviceIsDiagnosedAndStaysSuspended() throws Exception {
        SimulatedRouter router = start(builder());
        RouterOsDevice device = client.device(access(router));
        device.suspend();

        Diagnosis diagnosis = device.diagnose().get(60, TimeUnit.SECONDS);

        assertThat(diagnosis.step("pool").result()).isEqualTo(Result.WARNING);
        assertThat(diagnosis.step("pool").found())
                .startsWith(
                        "somebody suspended the device: commands fail until it is resumed; this application has 0 sessions");
        assertThat(diagnosis.step("login").result()).isEqualTo(Result.OK);
        assertThat(device.print("/system/identity")).failsWithin(LONG);
    }

    @Test
    void aDeviceThatIsDownIsSaidToBe() throws Exception {
        SimulatedRouter router = start(builder());
        router.shutdown();
        RouterOsDevice device = client.device(access(router));
        assertThat(device.print("/system/identity")).failsWithin(LONG);

        Diagnosis diagnosis = device.diagnose().get(60, TimeUnit.SECONDS);

        assertThat(diagnosis.step("pool").found()).startsWith("down for ")
                .contains(" after 1 failed attempts, next attempt in ")
                .contains("; last failure: " + label(router) + " refused the connection");
        assertThat(diagnosis.toString()).doesNotContain(Diagnosis.POINTER);
    }

    @Test
    void aCommandThatIsNotThereIsSkipped() throws Exception {
        SimulatedRouter router = start(builder());
        router.faults().onNext("/system/package/print").trap("0", "no such command prefix");

        assertThat(diagnose(access(router)).step("packages").toString())
                .isEqualTo("skipped packages: because this router has no /system/package/print");
    }

    @Test
    void aSessionThatEndsSkipsTheRest() throws Exception {
        SimulatedRouter router = start(builder());
        router.faults().onNext("/system/clock/print").executeThenCut();

        Diagnosis diagnosis = diagnose(access(router));

        assertThat(diagnosis.step("clock").result()).isEqualTo(Result.FAILED);
        assertThat(diagnosis.step("round-trip").toString()).isEqualTo("skipped round-trip: because the session has ended");
        assertThat(diagnosis.step("services").result()).isEqualTo(Result.SKIPPED);
    }

    // ----

    private static SimulatedRouter.Builder builder() {
        return SimulatedRouter.builder().user("api", CANARY);
    }

    private SimulatedRouter start(SimulatedRouter.Builder builder) {
        SimulatedRouter router = builder.start();
        open.add(router);
        return router;
    }

    private static DeviceAccess access(SimulatedRouter router) {
        return DeviceAccess.of("127.0.0.1", router.port(), "api", CANARY).withTimeouts(LONG, LONG);
    }

    private static DeviceAccess secure(SimulatedRouter router, TlsProfile tls) {
        return DeviceAccess.of("127.0.0.1", router.tlsPort(), "api", CANARY).withTimeouts(LONG, LONG).withTls(tls);
    }

    private static String label(SimulatedRouter router) {
        return "api@127.0.0.1:" + router.port();
    }

    private Diagnosis diagnose(DeviceAccess access) throws Exception {
        Diagnosis diagnosis = client.device(access).diagnose().get(60, TimeUnit.SECONDS);
        assertThat(diagnosis.toString()).doesNotContain(CANARY);
        assertThat(diagnosis.asMap().toString()).doesNotContain(CANARY);
        return diagnosis;
    }

    private static SSLContext trusting(X509Certificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("router", certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** Connects until the system takes no more, and drops what comes. */
    private void fill(ServerSocket full) throws IOException {
        for (int i = 0; i < 5; i++) {
            SocketChannel waiting = SocketChannel.open();
            open.add(waiting);
            waiting.configureBlocking(false);
            waiting.connect(new InetSocketAddress(full.getInetAddress(), full.getLocalPort()));
        }
    }

    private static void answerAsWeb(ServerSocket web) {
        try {
            while (true) {
                try (Socket browser = web.accept()) {
                    browser.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
                }
            }
        } catch (IOException e) {
            // the test is over
        }
    }
}
