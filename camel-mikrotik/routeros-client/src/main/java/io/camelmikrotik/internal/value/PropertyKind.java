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
package io.camelmikrotik.internal.value;

import java.util.Set;

import io.camelmikrotik.internal.session.SensitiveNames;

/**
 * What is known of a property's values from its name alone, whichever menu it is in: whether {@code yes} and
 * {@code true} are the same there.
 * <p>
 * The names of flags are those whose values are yes, no and at most a few fixed words in each menu that has them, in
 * RouterOS 7.9 to 7.24. A name that is a flag in one menu and text in another one is neither.
 */
public enum PropertyKind {

    /** Yes or no, set by configuration; without a value it is not set. */
    OPTION,
    /** Yes or no, told by the router, which may print it without a value when it is set, as in {@code =ebgp=}. */
    STATUS,
    /** Names, comments, secrets and other text that means nothing but itself. */
    TEXT,
    /** Not known. */
    OTHER;

    private static final Set<String> STATUS_NAMES = names("""
            active assured authorized bgp-signaled blockade blocked bound builtin busy bypassed ca complete
            completed confirmed connected created current dead declared default deprecated dhcp dr dstnat dying
            dynamic ebgp ecmp edge-port-discovery encrypted established expected expired external fasttrack filtered
            flushing hw-offloaded ibgp in-policy inactive invalid issued limit-exceeded limited logging-active
            managed mounted natt-peer operational partition paused preferred published querier radius reachable
            redoable registered revoked running scheduled seen-reply seen-traffic self-originated slave
            smart-card-key spt-bit srcnat static stopped stopping swap-enabled terminated throttled undoable
            unreachable unresolved unused valid wedged""");

    private static final Set<String> TEXT_NAMES = names("""
            address-list chain comment common-name content default-name dst-address-list email host-name identity
            in-interface-list interface-list jump-target list log-prefix message name new-connection-mark new-packet-mark
            new-routing-mark note on-down on-event on-login on-logout on-up out-interface-list profile realm regexp
            server-name service-name src-address-list ssid test-script text topic up-script down-script user username""");

    private static final Set<String> OPTION_NAMES = names("""
            2g-probe-delay accept accept-dynamic-neighbors accept-empty-service accept-icmp-time-exceeded
            accept-prefix-without-address accept-router-advertisements accept-source-route accept-untagged
            accounting accounting-backup acme-plain add-arp add-default-route add-dhcp-option82 add-mac-cookie
            add-relay-info add-sni add-topics-string advertise-dns advertise-mac-address
            allow-disable-external-interface allow-dual-stack-queue allow-fast-path allow-overwrite
            allow-reconfigure allow-remote-requests allow-roaming allow-rollover allow-target always-broadcast
            always-from-cache anonymous arp-gratuitous authenticate authoritative authorization auto-isolate
            auto-link-local auto-mac auto-media-sharing auto-negotiation auto-send-supout auto-smb-sharing
            automatic-supout autonomous block-access bpdu-guard bridge-learning bridge-port-trusted broadcast-flood
            bsm-forward-back cache-on-disk cake-autorate-ingress cake-nat cake-wash certificate-verification
            change-tcp-mss check-capabilities check-certificate checksum clamp-tcp-mss client-isolation codel-ecn
            compress conflict-detection crl-download crl-plain crl-use crp-advertise-contained deprioritize-unii-3-4
            dhcp-snooping dhcp6-pd-preferred dhcpv6-use-radius dial-on-demand disable-ipv6
            disable-link-local-address disable-pmkid disable-running-check disabled disconnect-notify
            disk-stop-on-full distribute-for-default dns-none dont-require-permissions dst-address-mask
            eap-accounting early-failure-detection early-success-detection edge email-start-tls
            enable-ipv6-accounting enable-tun-ipv6 enabled esr eui-64 external-antenna fast-forward fast-leave
            filter-stream first-forwarded forbid forbid-bfd force forward forward-reserved-addresses fq-codel-ecn
            fragment ft ft-over-ds ft-preserve-vlanid graphs-plain graphs-secure hide-ssid hotspot20 hotspot20-dgaf
            hw hwmp-preq-destination-only hwmp-preq-reply-and-forward iburst icmp-code
            icmp-errors-use-inbound-interface-address icmp-type igmp-snooping igmp-type ignore-as-path-len
            ignore-ia-na-bindings ignore-initial-down ignore-initial-up index-plain index-secure ingress-filtering
            install-hotspot-queue internet ip-forward ip-header-length ip-total-length ipv6-flow-label is-multicast
            isolation join-tracking-support last-forwarded learn learning liberal-tcp-tracking lldp-mac-phy-config
            lldp-max-frame-size lldp-vlan-info local-address-as-src-ip lock-to-caps-man log log-script-errors
            loop-detect loose-tcp-tracking managed-address-configuration manycast match-subdomain mdix-enable
            measure-out-of-order media-sharing memory-scroll memory-stop-on-full mesh-portal mld-static mlo
            mount-filesystem mount-read-only multicast multicast-querier multihop mvrp nat-dst-address nat-dst-port
            nat-events nat-src-address nat-src-port nat-traversal no-dad nssa-translator ntp-none null-modem on-link
            on-smart-card one-session-per-host only-headers only-if-mac-available only-one other-configuration
            output.as-override output.keep-sent-attributes output.network-blackhole
            output.no-client-to-client-reflection output.no-early-cut output.remove-private-as packet-sampling
            passive passthrough password-authentication pfs point-to-point poison-reverse polling
            preamble-puncturing preemption-mode propagate-ttl quick-leave quick-show-frame ra-guard
            radius-accounting random-source-port randomise-ports rapid-commit read-access read-only receive-enabled
            record-route remote-ipv6-prefix-reuse remove-sent-sms-after-send reoptimize-paths
            require-client-certificate require-encryption require-peer-certificate responder rest-plain rest-secure
            restricted-role restricted-tcn route-nopull rp-static-override rrm same-not-by-dst sanitize-names
            scep-plain secondary-standby secure-redirects send-initial-contact send-redirects send-targeted
            serialize-connections sfp-ignore-rx-los show-at-cli-login show-at-login show-dummy-rule single-process
            sip-direct-media slaves-static smb-encryption smb-server-encryption smb-sharing sms-read special-footer
            split-horizon split-user-domain src-address-mask ssl-verify station-roaming store-on-disk
            store-relayed-bindings streaming-enabled strong-crypto support-broadband-tr101 swap switch-to-spt
            sync-connection-tracking sys-init-time system-dns tag-stacking tcp-ack-num tcp-seq-num tcp-syncookies
            tcp-window-size time-zone-autodetect tls transparent-proxy trusted trusted-ra tunnel
            udp-compute-checksum udp-length uesa unknown-multicast-flood unknown-unicast-flood unmanaged-mode
            update-time use-bfd use-circuit-id-in-nas-port-id use-compression use-cspf use-dn use-encryption
            use-explicit-null use-framed-as-classless use-hold use-interface-duid use-ip-firewall
            use-ip-firewall-for-pppoe use-ip-firewall-for-vlan use-ipsec use-ipv6 use-l2-specific-sublayer
            use-local-address use-local-clock use-mpls use-network-apn use-peer-dns use-peer-ntp use-radius
            use-reconfigure use-responder-dns use-service-tag use-src-mac use-udp use-upnp validate-server-duid
            verify-client-certificate verify-doh-cert verify-server-address-from-certificate
            verify-server-certificate vlan-filtering wan-at-capacity wan-symmetric watchdog-timer webfig-plain
            webfig-secure wnm write-access xauth-use-radius""");

    /**
     * The kind of the property with that name; one in a group, such as {@code security.ft}, is what its last part is.
     */
    public static PropertyKind of(String property) {
        if (TEXT_NAMES.contains(property) || SensitiveNames.contains(property)) {
            return TEXT;
        }
        String name = property.substring(property.lastIndexOf('.') + 1);
        if (STATUS_NAMES.contains(name)) {
            return STATUS;
        }
        return OPTION_NAMES.contains(name) || OPTION_NAMES.contains(property) ? OPTION : OTHER;
    }

    /** Whether values are yes or no, so that {@code yes} is {@code true} and {@code no} is {@code false}. */
    public boolean isFlag() {
        return this == OPTION || this == STATUS;
    }

    private static Set<String> names(String text) {
        return Set.of(text.strip().split("\\s+"));
    }
}
