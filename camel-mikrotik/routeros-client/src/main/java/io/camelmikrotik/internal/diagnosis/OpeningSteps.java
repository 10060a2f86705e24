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

import java.net.InetAddress;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.camelmikrotik.exception.LoginRefusedException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.TlsFailedException;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.DiagnosisStep;
import io.camelmikrotik.routeros.TlsProfile.Verification;
import io.netty.channel.ConnectTimeoutException;

/**
 * The steps of an opening: resolve, connect, TLS, login. The first that fails is the last that was done.
 */
final class OpeningSteps {

    private final DeviceAccess access;
    private final OpeningProgress progress;
    private final MikrotikException failure;
    private final ShownCertificate refusedCertificate;
    private final boolean speaksTls;
    private final String service;
    private final List<DiagnosisStep> steps = new ArrayList<>();
    private String failed;

    /**
     * @param failure    {@code null} if the session is open
     * @param secondLook a handshake that accepts all, after a failure of TLS or without it; {@code null} for none
     */
    OpeningSteps(DeviceAccess access, OpeningProgress progress, MikrotikException failure, OpeningProgress secondLook) {
        this.access = access;
        this.progress = progress;
        this.failure = failure;
        this.refusedCertificate = secondLook == null ? null : secondLook.certificate();
        this.speaksTls = access.tls() == null && secondLook != null && secondLook.tls() != null
                || access.tls() == null && failure instanceof TlsFailedException;
        this.service = access.tls() == null ? "api" : "api-ssl";
    }

    List<DiagnosisStep> steps() {
        step("resolve", progress.resolving(), resolve());
        boolean tlsKept = progress.addresses() != null && progress.remote() == null && failure instanceof TlsFailedException;
        step("connect", progress.connecting(),
                tlsKept ? Finding.skipped("because TLS cannot be set up here") : failed == null ? connect() : null);
        step("tls", progress.securing(), failed == null ? tls() : null);
        step("login", progress.loggingIn(), failed == null ? logIn() : null);
        return steps;
    }

    /** @param finding {@code null} if a step before has failed */
    private void step(String name, Duration time, Finding finding) {
        Finding known = finding != null ? finding : Finding.skipped("because " + failed + " failed");
        DiagnosisStep step = known.step(name, finding == null ? Duration.ZERO : time);
        boolean skipped = step.result() == DiagnosisStep.Result.SKIPPED;
        steps.add(skipped ? known.step(name, Duration.ZERO) : step);
        if (failed == null && known.isFailed()) {
            failed = name;
        }
    }

    private Finding resolve() {
        if (progress.addresses() == null) {
            return Finding.failed(
                    text(), "correct the host, or name its address; where a router is the name server: /ip/dns/static/add name="
                            + access.host() + " address=...");
        }
        List<String> addresses = progress.addresses().stream().map(InetAddress::getHostAddress).toList();
        return Finding.ok(addresses.equals(List.of(access.host()))
                ? access.host() + " is an address" : access.host() + " is " + String.join(", ", addresses))
                .with("addresses", addresses);
    }

    private Finding connect() {
        if (progress.remote() == null) {
            boolean silent = failure.getCause() instanceof ConnectTimeoutException;
            return Finding.failed(
                    text(), silent
                            ? "/ip/firewall/filter/add chain=input protocol=tcp dst-port=" + access.port()
                              + " src-address=... action=accept, in front of what drops it; /ip/service/print"
                            : "/ip/service/set " + service + " disabled=no port=" + access.port());
        }
        String local = progress.local().getAddress().getHostAddress();
        return Finding.ok(progress.remote().getAddress().getHostAddress() + " port " + access.port() + ", from " + local)
                .with("address", progress.remote().getAddress().getHostAddress()).with("port", access.port())
                .with("localAddress", local);
    }

    private Finding tls() {
        if (access.tls() == null) {
            if (speaksTls) {
                Finding finding = Finding.failed(
                        "port " + access.port() + " speaks TLS", "tls=true, or the port that /ip/service/print shows for api");
                return refusedCertificate == null ? finding : refusedCertificate.describe(finding);
            }
            return Finding.skipped("because tls=false: name and password travel unencrypted");
        } else if (progress.tls() == null) {
            return tlsFailed();
        }
        Finding finding = Finding.ok(progress.tls().getProtocol() + ", " + verdict())
                .with("protocol", progress.tls().getProtocol()).with("cipherSuite", progress.tls().getCipherSuite())
                .with("verification", access.tls().verification().name());
        ShownCertificate certificate = progress.certificate();
        if (certificate == null) {
            return finding.warn("the router shows no certificate: an attacker on the way can be it", newCertificate());
        }
        certificate.describe(finding);
        if (certificate.hasExpired()) {
            finding.warn("it has expired", newCertificate());
        } else if (certificate.isNotYetValid()) {
            finding.warn("it is not valid yet", newCertificate());
        } else if (certificate.expiresSoon()) {
            finding.warn("it expires soon", newCertificate());
        }
        if (access.tls().verification() == Verification.TRUST_ALL) {
            finding.warn("whatever is shown is accepted: an attacker on the way can be the router",
                    "certificateFingerprint=" + certificate.fingerprint() + " instead of trustAllCertificates=true");
        }
        return finding;
    }

    private String verdict() {
        return switch (access.tls().verification()) {
            case TRUSTED_CHAIN -> access.tls().verifyHostname()
                    ? "certificate trusted, and for this host" : "certificate trusted, its host names not looked at";
            case PINNED -> "certificate is the one that certificateFingerprint names";
            case TRUST_ALL -> "certificate not verified";
            case ANONYMOUS -> "without a certificate";
        };
    }

    private Finding tlsFailed() {
        CertificateException verification = verification(failure);
        if (verification == null) {
            return Finding.failed(
                    text(), "/ip/service/print: the port of api-ssl, and its certificate, which /ip/service/set api-ssl"
                            + " certificate=NAME sets; or tls=false for the port of api");
        }
        if (refusedCertificate == null) {
            return Finding.failed(text(), newCertificate());
        }
        String said = String.valueOf(verification.getMessage());
        boolean wrongName = said.contains("No subject alternative") || said.contains("No name matching");
        String mend;
        if (refusedCertificate.hasExpired() || refusedCertificate.isNotYetValid()) {
            mend = newCertificate();
        } else if (wrongName) {
            mend = newCertificate() + "; or hostnameVerification=false";
        } else {
            mend = "certificateFingerprint=" + refusedCertificate.fingerprint()
                   + ", if the router itself shows that one: /certificate/print detail";
        }
        Finding finding = Finding.failed(text(), mend).with("verification", access.tls().verification().name());
        if (refusedCertificate.hasExpired()) {
            finding.and("; it has expired on " + refusedCertificate.until());
        } else if (refusedCertificate.isNotYetValid()) {
            finding.and("; it is not valid before " + refusedCertificate.from());
        }
        return refusedCertificate.describe(finding);
    }

    private Finding logIn() {
        if (failure == null) {
            return Finding.ok("logged in as " + access.username());
        } else if (failure instanceof LoginRefusedException refused) {
            return Finding.failed(
                    text(), refused.getRefusal().contains("not allowed")
                            ? "/user/group/set [find name=GROUP] policy=..., with api among them"
                              + " (it names all policies that the group shall have)"
                            : "/user/print where name=\"" + access.username() + "\", then /user/set [find name=\""
                              + access.username() + "\"] password=... disabled=no address=...");
        }
        return Finding.failed(
                text(), "/ip/service/set " + service + " max-sessions=... address=..., with "
                        + progress.local().getAddress().getHostAddress() + " in it; /user/active/print shows who is logged in");
    }

    private String newCertificate() {
        return "/certificate/add name=api common-name=" + access.host() + " subject-alt-name="
               + (access.host().matches("[0-9.]+|.*:.*") ? "IP:" : "DNS:") + access.host()
               + " key-usage=digital-signature,key-encipherment,tls-server; /certificate/sign api; /ip/service/set api-ssl"
               + " certificate=api";
    }

    private String text() {
        return failure.getMessage();
    }

    /** Why a certificate was not accepted; {@code null} if that was not the reason. */
    static CertificateException verification(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException verification) {
                return verification;
            }
        }
        return null;
    }

    /** The step that failed, for what is skipped behind it. */
    static String firstFailed(List<DiagnosisStep> steps) {
        return steps.stream().filter(step -> step.result() == DiagnosisStep.Result.FAILED).map(DiagnosisStep::name)
                .collect(Collectors.joining());
    }
}
