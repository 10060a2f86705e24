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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import io.camelmikrotik.internal.endpoint.GentleLimits;
import io.camelmikrotik.internal.endpoint.OptionRanges;
import io.camelmikrotik.internal.fleet.DeviceLabels;
import io.camelmikrotik.pool.PoolSettings;
import org.apache.camel.support.jsse.SSLContextParameters;

/**
 * A device of the registry: a name that URIs can use instead of an address, with the settings of that device. What is
 * not set here is taken from the component; what a URI sets wins over both.
 *
 * <pre>
 * camel.beans.core1 = #class:io.camelmikrotik.MikrotikDevice
 * camel.beans.core1.host = 192.0.2.1
 * camel.beans.core1.password = {{env:CORE1_PASSWORD}}
 * </pre>
 */
public class MikrotikDevice {

    private String host;
    private Integer port;
    private String username;
    private String password;
    private Boolean tls;
    private SSLContextParameters sslContextParameters;
    private Boolean hostnameVerification;
    private String certificateFingerprint;
    private Boolean trustAllCertificates;
    private Boolean anonymousTls;
    private Boolean legacyLogin;
    private String charset;
    private Duration connectTimeout;
    private Duration loginTimeout;
    private Duration openTimeout;
    private Duration requestTimeout;
    private Duration totalTimeout;
    private Integer maxTotalPerKey;
    private Integer maxCommandsPerSession;
    private Duration minPollInterval;
    private Double maxCommandsPerSecond;
    private Integer maxCpuLoad;
    private Integer maxSessionShare;
    private Duration maxWait;
    private Duration validateAfterIdle;
    private Duration minEvictableIdleDuration;
    private Map<String, String> labels = Map.of();
    private Set<String> groups = Set.of();
    private Boolean readOnly;
    private String allowedCommands;

    /** Puts what is set here into {@code configuration}. */
    void applyTo(MikrotikConfiguration configuration) {
        ifSet(username, configuration::setUsername);
        ifSet(password, configuration::setPassword);
        ifSet(tls, configuration::setTls);
        ifSet(sslContextParameters, configuration::setSslContextParameters);
        ifSet(hostnameVerification, configuration::setHostnameVerification);
        ifSet(certificateFingerprint, configuration::setCertificateFingerprint);
        ifSet(trustAllCertificates, configuration::setTrustAllCertificates);
        ifSet(anonymousTls, configuration::setAnonymousTls);
        ifSet(legacyLogin, configuration::setLegacyLogin);
        ifSet(charset, configuration::setCharset);
        ifSet(connectTimeout, time -> configuration.setConnectTimeout(time.toMillis()));
        ifSet(loginTimeout, time -> configuration.setLoginTimeout(time.toMillis()));
        ifSet(openTimeout, time -> configuration.setOpenTimeout(time.toMillis()));
        ifSet(requestTimeout, time -> configuration.setRequestTimeout(time.toMillis()));
        ifSet(totalTimeout, time -> configuration.setTotalTimeout(time.toMillis()));
    }

    public boolean hasTlsOptions() {
        return sslContextParameters != null || hostnameVerification != null || certificateFingerprint != null
                || trustAllCertificates != null || anonymousTls != null;
    }

    /** The pool's settings with what is set here. */
    PoolSettings settings(PoolSettings defaults) {
        PoolSettings.Builder settings = defaults.toBuilder();
        ifSet(maxTotalPerKey, settings::maxTotalPerKey);
        ifSet(maxWait, settings::maxWait);
        ifSet(validateAfterIdle, settings::validateAfterIdle);
        ifSet(minEvictableIdleDuration, settings::minEvictableIdleDuration);
        return settings.build();
    }

    public String getHost() {
        return host;
    }

    /** Host name or address. Required. */
    public void setHost(String host) {
        this.host = host;
    }

    public Integer getPort() {
        return port;
    }

    /** TCP port. Default 8728, or 8729 with TLS. */
    public void setPort(Integer port) {
        this.port = port;
    }

    public String getUsername() {
        return username;
    }

    public void setUsername(String username) {
        this.username = username;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public Boolean getTls() {
        return tls;
    }

    public void setTls(Boolean tls) {
        this.tls = tls;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public Boolean getHostnameVerification() {
        return hostnameVerification;
    }

    public void setHostnameVerification(Boolean hostnameVerification) {
        this.hostnameVerification = hostnameVerification;
    }

    public String getCertificateFingerprint() {
        return certificateFingerprint;
    }

    public void setCertificateFingerprint(String certificateFingerprint) {
        // a placeholder may leave it empty: then the certificate is checked as without it
        this.certificateFingerprint
                = certificateFingerprint == null || certificateFingerprint.isBlank() ? null : certificateFingerprint;
    }

    public Boolean getTrustAllCertificates() {
        return trustAllCertificates;
    }

    public void setTrustAllCertificates(Boolean trustAllCertificates) {
        this.trustAllCertificates = trustAllCertificates;
    }

    public Boolean getAnonymousTls() {
        return anonymousTls;
    }

    public void setAnonymousTls(Boolean anonymousTls) {
        this.anonymousTls = anonymousTls;
    }

    public Boolean getLegacyLogin() {
        return legacyLogin;
    }

    public void setLegacyLogin(Boolean legacyLogin) {
        this.legacyLogin = legacyLogin;
    }

    public String getCharset() {
        return charset;
    }

    public void setCharset(String charset) {
        this.charset = charset;
    }

    public Duration getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public Duration getLoginTimeout() {
        return loginTimeout;
    }

    public void setLoginTimeout(Duration loginTimeout) {
        this.loginTimeout = loginTimeout;
    }

    public Duration getOpenTimeout() {
        return openTimeout;
    }

    public void setOpenTimeout(Duration openTimeout) {
        this.openTimeout = openTimeout;
    }

    public Duration getRequestTimeout() {
        return requestTimeout;
    }

    public void setRequestTimeout(Duration requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    /** As text in a configuration file, such as {@code 30s}: Camel would take what is no time for 0. */
    public void setRequestTimeout(String requestTimeout) {
        this.requestTimeout = OptionRanges.time("requestTimeout", requestTimeout);
    }

    public Duration getTotalTimeout() {
        return totalTimeout;
    }

    public void setTotalTimeout(Duration totalTimeout) {
        this.totalTimeout = totalTimeout;
    }

    /** As text in a configuration file, such as {@code 10m}: Camel would take what is no time for 0. */
    public void setTotalTimeout(String totalTimeout) {
        this.totalTimeout = OptionRanges.time("totalTimeout", totalTimeout);
    }

    public Integer getMaxTotalPerKey() {
        return maxTotalPerKey;
    }

    /** Most sessions on this device. */
    public void setMaxTotalPerKey(Integer maxTotalPerKey) {
        this.maxTotalPerKey = maxTotalPerKey;
    }

    public Integer getMaxCommandsPerSession() {
        return maxCommandsPerSession;
    }

    /** Most commands in flight on this device's shared session. */
    public void setMaxCommandsPerSession(Integer maxCommandsPerSession) {
        this.maxCommandsPerSession = maxCommandsPerSession;
    }

    GentleLimits limits() {
        return new GentleLimits(
                minPollInterval, maxCommandsPerSecond, maxCommandsPerSession, maxCpuLoad, maxSessionShare);
    }

    public Duration getMinPollInterval() {
        return minPollInterval;
    }

    /** Least time between two polls of this device, of all routes together. */
    public void setMinPollInterval(Duration minPollInterval) {
        this.minPollInterval = GentleLimits.checked("minPollInterval", minPollInterval);
    }

    /** As text in a configuration file, such as {@code 30s}: Camel would take what is no time for 0. */
    public void setMinPollInterval(String minPollInterval) {
        setMinPollInterval(OptionRanges.time("minPollInterval", minPollInterval));
    }

    public Double getMaxCommandsPerSecond() {
        return maxCommandsPerSecond;
    }

    /** Most commands per second on this device; 0 for no such bound. */
    public void setMaxCommandsPerSecond(Double maxCommandsPerSecond) {
        this.maxCommandsPerSecond = GentleLimits.checked("maxCommandsPerSecond", maxCommandsPerSecond);
    }

    public Integer getMaxCpuLoad() {
        return maxCpuLoad;
    }

    /**
     * This device's {@code cpu-load} in percent above which it is polled at every fourth turn only; 0 does not look.
     */
    public void setMaxCpuLoad(Integer maxCpuLoad) {
        this.maxCpuLoad = GentleLimits.checked("maxCpuLoad", maxCpuLoad);
    }

    public Integer getMaxSessionShare() {
        return maxSessionShare;
    }

    /** Most sessions on this device in percent of those that its service allows; 0 does not ask. */
    public void setMaxSessionShare(Integer maxSessionShare) {
        this.maxSessionShare = GentleLimits.checked("maxSessionShare", maxSessionShare);
    }

    public Duration getMaxWait() {
        return maxWait;
    }

    /** Longest wait for a session of this device. */
    public void setMaxWait(Duration maxWait) {
        this.maxWait = maxWait;
    }

    public Duration getValidateAfterIdle() {
        return validateAfterIdle;
    }

    /** Silence after which a stored session of this device is validated before use. */
    public void setValidateAfterIdle(Duration validateAfterIdle) {
        this.validateAfterIdle = validateAfterIdle;
    }

    /** As text in a configuration file, such as {@code 30s}: Camel would take what is no time for 0. */
    public void setValidateAfterIdle(String validateAfterIdle) {
        this.validateAfterIdle = OptionRanges.time("validateAfterIdle", validateAfterIdle);
    }

    public Duration getMinEvictableIdleDuration() {
        return minEvictableIdleDuration;
    }

    /** Idle time after which a session of this device is closed, at the next run of the evictor. */
    public void setMinEvictableIdleDuration(Duration minEvictableIdleDuration) {
        this.minEvictableIdleDuration = minEvictableIdleDuration;
    }

    public Map<String, String> getLabels() {
        return labels;
    }

    /**
     * What the device is, such as {@code site=berlin,role=pppoe}: {@code mikrotik:@role=pppoe/…} stands for all devices
     * with that label.
     *
     * @throws IllegalArgumentException if a label is not {@code name=value}
     */
    public void setLabels(String labels) {
        this.labels = DeviceLabels.parse(labels);
    }

    public Set<String> getGroups() {
        return groups;
    }

    /**
     * Names of groups that the device is in, such as {@code pppoe,core}: {@code mikrotik:@pppoe/…} stands for all
     * devices in it.
     *
     * @throws IllegalArgumentException if a name is not one of a group
     */
    public void setGroups(String groups) {
        this.groups = DeviceLabels.names(groups);
    }

    /** Whether nothing about it differs: not its address, its credentials, its limits, labels or groups. */
    public boolean isSameAs(MikrotikDevice other) {
        return everything().equals(other.everything());
    }

    /** Whether it is the same device, with the same credentials and the same bounds of its sessions. */
    public boolean isReachedAs(MikrotikDevice other) {
        return access().equals(other.access());
    }

    private List<Object> access() {
        return Arrays.asList(
                host, port, username, password, tls, sslContextParameters, hostnameVerification, certificateFingerprint,
                trustAllCertificates, anonymousTls, legacyLogin, maxTotalPerKey, maxCommandsPerSession, maxCommandsPerSecond,
                maxSessionShare);
    }

    private List<Object> everything() {
        return Arrays.asList(
                host, port, username, password, tls, sslContextParameters, hostnameVerification, certificateFingerprint,
                trustAllCertificates, anonymousTls, legacyLogin, charset, connectTimeout, loginTimeout, openTimeout,
                requestTimeout, totalTimeout, maxTotalPerKey, limits(), maxWait, validateAfterIdle,
                minEvictableIdleDuration, labels, groups, readOnly, allowedCommands);
    }

    public Boolean getReadOnly() {
        return readOnly;
    }

    /**
     * Whether only commands that change nothing may be sent where a URI names this device. Component and endpoint can
     * narrow it further, but not widen it.
     */
    public void setReadOnly(Boolean readOnly) {
        this.readOnly = readOnly;
    }

    public String getAllowedCommands() {
        return allowedCommands;
    }

    /**
     * Patterns of the commands that may be sent where a URI names this device, joined by commas, such as
     * {@code /ppp/**,/ip/address/print}. Component and endpoint can narrow it further, but not widen it.
     */
    public void setAllowedCommands(String allowedCommands) {
        this.allowedCommands = allowedCommands;
    }

    /** The address; never the password. */
    @Override
    public String toString() {
        return username == null ? host : username + "@" + host;
    }

    private static <T> void ifSet(T value, Consumer<T> setter) {
        if (value != null) {
            setter.accept(value);
        }
    }
}
