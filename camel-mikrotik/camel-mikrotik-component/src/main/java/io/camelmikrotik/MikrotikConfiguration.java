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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import io.camelmikrotik.internal.write.PipelineSettings;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.write.OnAbsent;
import io.camelmikrotik.write.OnFailure;
import io.camelmikrotik.write.OnMissing;
import io.camelmikrotik.write.WriteOutcome;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.cluster.CamelClusterService;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;

/**
 * Options of an endpoint. The component holds one as defaults; each endpoint gets a copy.
 */
@UriParams
public class MikrotikConfiguration implements Cloneable {

    private static final String DEFAULT_CLUSTER_NAMESPACE = "mikrotik";
    private static final long DEFAULT_TOTAL_TIMEOUT = CommandOptions.DEFAULT_TOTAL_TIMEOUT.toMillis();

    @UriParam(label = "common", security = "secret")
    @Metadata(required = false)
    private String username;
    @UriParam(label = "common", security = "secret", defaultValue = "")
    private String password = "";
    @UriParam(label = "common", defaultValue = "UTF-8")
    private String charset = "UTF-8";
    @UriParam(label = "advanced")
    private String fallbackCharset;
    @UriParam(label = "common", defaultValue = "5s", javaType = "java.time.Duration")
    private long connectTimeout = 5_000;
    @UriParam(label = "common", defaultValue = "10s", javaType = "java.time.Duration")
    private long loginTimeout = 10_000;
    @UriParam(label = "common", defaultValue = "0", javaType = "java.time.Duration")
    private long openTimeout;
    @UriParam(label = "common", defaultValue = "30s", javaType = "java.time.Duration")
    private long requestTimeout = 30_000;
    @UriParam(label = "common", defaultValue = "10m", javaType = "java.time.Duration")
    private long totalTimeout = DEFAULT_TOTAL_TIMEOUT;
    @UriParam(label = "advanced", defaultValue = "1000000")
    private int maxRows = 1_000_000;
    @UriParam(label = "advanced", defaultValue = "268435456")
    private int maxReplyBytes = CommandOptions.DEFAULT_MAX_REPLY_BYTES;
    @UriParam(label = "advanced", defaultValue = "16777216")
    private int maxWordLength = 16 << 20;

    @UriParam(label = "security", defaultValue = "false")
    private boolean tls;
    @UriParam(label = "security")
    private SSLContextParameters sslContextParameters;
    @UriParam(label = "security", defaultValue = "true", security = "insecure:ssl", insecureValue = "false")
    private boolean hostnameVerification = true;
    @UriParam(label = "security")
    private String certificateFingerprint;
    @UriParam(label = "security", defaultValue = "false", security = "insecure:ssl")
    private boolean trustAllCertificates;
    @UriParam(label = "security", defaultValue = "false", security = "insecure:ssl")
    private boolean anonymousTls;
    @UriParam(label = "security", defaultValue = "false")
    private boolean legacyLogin;

    @UriParam(label = "common", prefix = "attribute.", multiValue = true)
    private Map<String, Object> attributes = new LinkedHashMap<>();
    @UriParam(label = "common")
    private String where;
    @UriParam(label = "common")
    private String properties;
    @UriParam(label = "common", defaultValue = "warn", enums = "warn,fail,off")
    private CatalogueCheck catalogueCheck = CatalogueCheck.WARN;

    @UriParam(label = "security", defaultValue = "false")
    private boolean readOnly;
    @UriParam(label = "security")
    private String allowedCommands;
    @UriParam(label = "security", defaultValue = "false")
    private boolean audit;
    @UriParam(label = "security,advanced")
    private AuditListener auditListener;

    @UriParam(label = "producer", defaultValue = "false")
    private boolean streaming;
    @UriParam(label = "producer", defaultValue = "false")
    private boolean retryWrites;
    @UriParam(label = "producer,advanced", defaultValue = "false")
    private boolean synchronous;
    @UriParam(label = "producer", defaultValue = "false")
    private boolean ignoreBody;
    @UriParam(label = "producer", defaultValue = "command",
              enums = "command,upsert,update,ensure,download,upload,applyScript,devices,diagnose,rollout")
    private Operation operation = Operation.COMMAND;
    @UriParam(label = "producer", defaultValue = "false")
    private boolean writableOnly;
    @UriParam(label = "producer", defaultValue = "fail", enums = "fail,ignore")
    private OnMissing onMissing = OnMissing.FAIL;
    @UriParam(label = "producer", defaultValue = "stop", enums = "stop,continue")
    private OnFailure onFailure = OnFailure.STOP;
    @UriParam(label = "producer", defaultValue = "512")
    private int bulkWindow = PipelineSettings.DEFAULT_WINDOW;
    @UriParam(label = "producer", defaultValue = "0")
    private double bulkCommandsPerSecond;
    @UriParam(label = "producer", defaultValue = "50")
    private int bulkChunkSize = 50;
    @UriParam(label = "producer", defaultValue = "0", javaType = "java.time.Duration")
    private long bulkResumeTimeout;
    @UriParam(label = "producer", defaultValue = "10000")
    private int bulkMaxOutcomes = 10_000;
    @UriParam(label = "producer", defaultValue = "30s", javaType = "java.time.Duration")
    private long bulkLogInterval = 30_000;
    @UriParam(label = "producer,advanced")
    private Consumer<WriteOutcome> bulkOutcomeListener;

    @UriParam(label = "producer")
    private String scope;
    @UriParam(label = "producer", defaultValue = "ignore", enums = "remove,disable,ignore")
    private OnAbsent onAbsent = OnAbsent.IGNORE;
    @UriParam(label = "producer", defaultValue = "false")
    private boolean ordered;
    @UriParam(label = "producer", defaultValue = "false")
    private boolean dryRun;
    @UriParam(label = "producer")
    private String maxRemovals;
    @UriParam(label = "producer")
    private String maxChanges;
    @UriParam(label = "producer", defaultValue = "false")
    private boolean updateSecrets;
    @UriParam(label = "producer")
    private String ignoreOrder;
    @UriParam(label = "producer", defaultValue = "false")
    private boolean safeMode;

    @UriParam(label = "producer", defaultValue = "any", enums = "any,all,never")
    private FailOn failOn = FailOn.ANY;
    @UriParam(label = "producer", defaultValue = "10")
    private int parallelism = 10;
    @UriParam(label = "common", defaultValue = "50%")
    private String maxDevicesDown = "50%";
    @UriParam(label = "producer")
    private String to;
    @UriParam(label = "producer")
    private String verify;
    @UriParam(label = "producer", defaultValue = "1,10%,100%")
    private String waves = "1,10%,100%";
    @UriParam(label = "producer", defaultValue = "0")
    private String maxFailures = "0";
    @UriParam(label = "producer", defaultValue = "0", javaType = "java.time.Duration")
    private long wavePause;
    @UriParam(label = "producer", defaultValue = "10m", javaType = "java.time.Duration")
    private long offlineDeadline = 600_000;
    @UriParam(label = "producer", defaultValue = "1h", javaType = "java.time.Duration")
    private long stepTimeout = 3_600_000;

    @UriParam(label = "producer")
    private String revert;
    @UriParam(label = "producer", defaultValue = "2m", javaType = "java.time.Duration")
    private long confirmTimeout = 120_000;
    @UriParam(label = "producer")
    private String uploadAddress;

    @UriParam(label = "consumer", enums = "table,rows,changes,round")
    private Emit emit;
    @UriParam(label = "consumer", defaultValue = "false")
    private boolean routeEmptyTable;
    @UriParam(label = "consumer", defaultValue = "false")
    private boolean follow;
    @UriParam(label = "consumer,advanced", defaultValue = "false")
    private boolean allowPolledWrites;
    @UriParam(label = "consumer", enums = "emit,skip")
    private Initial initial;
    @UriParam(label = "producer,consumer")
    private String key;
    @UriParam(label = "consumer")
    private String ignore;
    @UriParam(label = "consumer")
    private StateRepository<String, String> stateRepository;
    @UriParam(label = "producer,consumer")
    private String stateFile;
    @UriParam(label = "consumer,advanced", defaultValue = "false")
    private boolean forceState;
    @UriParam(label = "consumer", defaultValue = "0", javaType = "java.time.Duration")
    private long resyncInterval;
    @UriParam(label = "consumer", defaultValue = "4096")
    private int bufferSize = 4096;
    @UriParam(label = "consumer,advanced", defaultValue = "10s", javaType = "java.time.Duration")
    private long idleProbeInterval = 10_000;
    @UriParam(label = "consumer,advanced", defaultValue = "1s", javaType = "java.time.Duration")
    private long retryDelay = 1_000;
    @UriParam(label = "consumer,advanced", defaultValue = "1m", javaType = "java.time.Duration")
    private long maxRetryDelay = 60_000;
    @UriParam(label = "consumer", defaultValue = "false")
    private boolean fallbackToPolling;
    @UriParam(label = "consumer", defaultValue = "30s", javaType = "java.time.Duration")
    private long fallbackDelay = 30_000;
    @UriParam(label = "consumer", defaultValue = "0")
    private int shards;
    @UriParam(label = "consumer,advanced")
    private CamelClusterService clusterService;
    @UriParam(label = "consumer", defaultValue = DEFAULT_CLUSTER_NAMESPACE)
    private String clusterNamespace = DEFAULT_CLUSTER_NAMESPACE;
    @UriParam(label = "consumer,advanced", defaultValue = "5s", javaType = "java.time.Duration")
    private long clusterMaxPause = 5_000;

    public MikrotikConfiguration copy() {
        try {
            MikrotikConfiguration copy = (MikrotikConfiguration) clone();
            copy.attributes = new LinkedHashMap<>(attributes);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public String getUsername() {
        return username;
    }

    /**
     * The RouterOS user to log in as. Give it a group of its own with no more than the policies it needs.
     */
    public void setUsername(String username) {
        this.username = username;
    }

    public String getPassword() {
        return password;
    }

    /**
     * The user's password.
     */
    public void setPassword(String password) {
        this.password = password;
    }

    public String getCharset() {
        return charset;
    }

    /**
     * The charset in which words are sent. What the router sends is read as UTF-8 where it is valid UTF-8, and
     * otherwise in fallbackCharset.
     */
    public void setCharset(String charset) {
        this.charset = charset;
    }

    public String getFallbackCharset() {
        return fallbackCharset;
    }

    /**
     * The single-byte charset in which values are read that are not valid UTF-8. Default: the charset option, or
     * ISO-8859-1 where that is UTF-8.
     */
    public void setFallbackCharset(String fallbackCharset) {
        this.fallbackCharset = fallbackCharset;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    /**
     * Longest time for looking up the host name, and for the TCP connect, each. A name with several addresses has this
     * time for all of them: each is given a quarter of a second before the next is tried beside it.
     */
    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getLoginTimeout() {
        return loginTimeout;
    }

    /**
     * Longest time for the TLS handshake, and for the login, each. A router that asks a RADIUS server answers late.
     */
    public void setLoginTimeout(long loginTimeout) {
        this.loginTimeout = loginTimeout;
    }

    public long getOpenTimeout() {
        return openTimeout;
    }

    /**
     * Longest time for all of an opening: looking up the name, connecting, TLS handshake and login together. 0 means 20
     * seconds, or connectTimeout and loginTimeout together where that is more.
     */
    public void setOpenTimeout(long openTimeout) {
        this.openTimeout = openTimeout;
    }

    public long getRequestTimeout() {
        return requestTimeout;
    }

    /**
     * Longest silence of the router while a command runs: from sending it to the first row or the end, and between
     * rows. A long reply does not time out while rows arrive. A command that times out is cancelled on the router. Busy
     * routers stall for several seconds: do not go below 10 seconds without need. 0 leaves it to totalTimeout alone.
     */
    public void setRequestTimeout(long requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    public long getTotalTimeout() {
        return totalTimeout;
    }

    /**
     * Longest time of a command from sending it to the end of its reply, however much of it arrives meanwhile; then it
     * is cancelled on the router. Where nobody sets it, a longer requestTimeout is not cut short. 0 sets no limit. Does
     * not apply to streaming, and to what watches and listens.
     */
    public void setTotalTimeout(long totalTimeout) {
        this.totalTimeout = totalTimeout;
    }

    /** As meant: what nobody has set does not cut short what somebody has. */
    long totalTimeoutInForce() {
        return totalTimeout == DEFAULT_TOTAL_TIMEOUT ? Math.max(totalTimeout, requestTimeout) : totalTimeout;
    }

    public int getMaxRows() {
        return maxRows;
    }

    /**
     * Most rows that are collected into a list; a longer reply fails and is cancelled. Does not apply to streaming.
     */
    public void setMaxRows(int maxRows) {
        this.maxRows = maxRows;
    }

    public int getMaxReplyBytes() {
        return maxReplyBytes;
    }

    /**
     * Most bytes of a reply that is collected into a list, as they are received and 64 more for each row; a longer
     * reply fails and is cancelled. It takes at most three times as much of the heap. 0 sets no limit. Does not apply
     * to streaming.
     */
    public void setMaxReplyBytes(int maxReplyBytes) {
        this.maxReplyBytes = maxReplyBytes;
    }

    public int getMaxWordLength() {
        return maxWordLength;
    }

    /**
     * Longest word in bytes that is accepted from a router; a longer one closes the session.
     */
    public void setMaxWordLength(int maxWordLength) {
        this.maxWordLength = maxWordLength;
    }

    public boolean isTls() {
        return tls;
    }

    /**
     * Whether to use TLS (the router's api-ssl service; default port 8729).
     */
    public void setTls(boolean tls) {
        this.tls = tls;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    /**
     * Trust, client certificate and protocol settings for TLS. Default: the JDK's. With certificateFingerprint and
     * trustAllCertificates all but the trust applies; anonymousTls has settings of its own.
     */
    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public boolean isHostnameVerification() {
        return hostnameVerification;
    }

    /**
     * Whether the router's certificate must name the host that is connected to.
     */
    public void setHostnameVerification(boolean hostnameVerification) {
        this.hostnameVerification = hostnameVerification;
    }

    public String getCertificateFingerprint() {
        return certificateFingerprint;
    }

    /**
     * SHA-256 fingerprint of the router's certificate (64 hex digits, colons allowed). Only that very certificate is
     * accepted, whoever issued it: the safe way with self-signed certificates.
     */
    public void setCertificateFingerprint(String certificateFingerprint) {
        // a placeholder may leave it empty: then the certificate is checked as without it
        this.certificateFingerprint
                = certificateFingerprint == null || certificateFingerprint.isBlank() ? null : certificateFingerprint;
    }

    public boolean isTrustAllCertificates() {
        return trustAllCertificates;
    }

    /**
     * Whether to accept any certificate. Open to anybody between this machine and the router.
     */
    public void setTrustAllCertificates(boolean trustAllCertificates) {
        this.trustAllCertificates = trustAllCertificates;
    }

    public boolean isAnonymousTls() {
        return anonymousTls;
    }

    /**
     * Whether to talk TLS to a router that has no certificate (anonymous Diffie-Hellman, TLS 1.2). Open to anybody
     * between this machine and the router; the JDK refuses it unless its disabledAlgorithms are changed.
     */
    public void setAnonymousTls(boolean anonymousTls) {
        this.anonymousTls = anonymousTls;
    }

    public boolean isLegacyLogin() {
        return legacyLogin;
    }

    /**
     * Whether to use only the challenge login of routers before 6.43, so that the password is never sent in clear.
     * Without it the login that the router wants is found out.
     */
    public void setLegacyLogin(boolean legacyLogin) {
        this.legacyLogin = legacyLogin;
    }

    public Map<String, Object> getAttributes() {
        return attributes;
    }

    /**
     * Fixed attributes of the command: attribute.NAME=value becomes the word =NAME=value. A value :#name is taken from
     * the header or the body entry of that name.
     */
    public void setAttributes(Map<String, Object> attributes) {
        this.attributes = attributes;
    }

    public String getWhere() {
        return where;
    }

    /**
     * Which rows of a print: an expression such as profile=gold and (disabled=no or !comment), with :#name for a value
     * from the header or the body entry of that name. The router evaluates what it can; the rest is evaluated here on
     * the rows it returns.
     */
    public void setWhere(String where) {
        this.where = where;
    }

    public String getProperties() {
        return properties;
    }

    /**
     * Which properties of the rows a print shall return, separated by commas. A router works much less for a few than
     * for all.
     */
    public void setProperties(String properties) {
        this.properties = properties;
    }

    public CatalogueCheck getCatalogueCheck() {
        return catalogueCheck;
    }

    /**
     * What happens at start if the command, an attribute or a property that the URI names is none that RouterOS 7.9 to
     * 7.24 has in that menu: a warning with the name that is nearest (warn), a failure (fail), or nothing (off). Menus
     * that are not known are never refused, for other hardware and packages have more; and what comes from a message is
     * not looked at.
     */
    public void setCatalogueCheck(CatalogueCheck catalogueCheck) {
        this.catalogueCheck = catalogueCheck;
    }

    public boolean isReadOnly() {
        return readOnly;
    }

    /**
     * Whether only commands that change nothing on the router may be sent; any other is refused before it is sent. It
     * holds if the component, the registered device or the endpoint says so: none can take back what another one
     * forbids.
     */
    public void setReadOnly(boolean readOnly) {
        this.readOnly = readOnly;
    }

    public String getAllowedCommands() {
        return allowedCommands;
    }

    /**
     * Patterns of the commands that may be sent, joined by commas, such as /ppp/**,/ip/firewall/address-list/*; any
     * other is refused before it is sent. An asterisk stands for any text within a segment of the path, two for any
     * number of segments. Where component, registered device and endpoint have patterns, a command needs to match one
     * of each.
     */
    public void setAllowedCommands(String allowedCommands) {
        this.allowedCommands = allowedCommands;
    }

    public boolean isAudit() {
        return audit;
    }

    /**
     * Whether the logger io.camelmikrotik.audit has a line for each write: route, exchange, device, the command with
     * secrets masked, and what became of it.
     */
    public void setAudit(boolean audit) {
        this.audit = audit;
    }

    public AuditListener getAuditListener() {
        return auditListener;
    }

    /**
     * Hears of each write, whether audit is set or not.
     */
    public void setAuditListener(AuditListener auditListener) {
        this.auditListener = auditListener;
    }

    public boolean isStreaming() {
        return streaming;
    }

    /**
     * Whether the body of the reply is an iterator over the rows as they arrive, in constant memory, instead of a list.
     * It occupies a session of its own until it is exhausted or closed or the exchange ends.
     */
    public void setStreaming(boolean streaming) {
        this.streaming = streaming;
    }

    public boolean isRetryWrites() {
        return retryWrites;
    }

    /**
     * Whether a writing command may be sent once more when its session died before the reply came. Only for commands
     * that do no harm when executed twice. Without it such a command fails with OutcomeUnknownException.
     */
    public void setRetryWrites(boolean retryWrites) {
        this.retryWrites = retryWrites;
    }

    public boolean isSynchronous() {
        return synchronous;
    }

    /**
     * Whether the calling thread waits for the reply and goes on with the route itself.
     */
    public void setSynchronous(boolean synchronous) {
        this.synchronous = synchronous;
    }

    public Operation getOperation() {
        return operation;
    }

    /**
     * What the producer does: send the command of the URI, once or for each element of a list (command); find the row
     * of the body by its key, and add it or set what differs (upsert); find it and set what differs, but never add it
     * (update); make the rows of a scope equal to the list in the body (ensure); read a file, so that the body becomes
     * a stream of its bytes (download); or look at the way to the device and at the device, step by step, so that the
     * body becomes what was found (diagnose).
     */
    public void setOperation(Operation operation) {
        this.operation = operation;
    }

    public boolean isWritableOnly() {
        return writableOnly;
    }

    /**
     * Whether entries of the body that are printed but cannot be set, such as .id, dynamic or bytes, are left out of
     * add and set, and of the rows of operation=upsert and operation=ensure: so that a printed row can be the body.
     */
    public void setWritableOnly(boolean writableOnly) {
        this.writableOnly = writableOnly;
    }

    public OnMissing getOnMissing() {
        return onMissing;
    }

    /**
     * What operation=update does when no row has the key: fail, or ignore it, which the result then tells (missing).
     */
    public void setOnMissing(OnMissing onMissing) {
        this.onMissing = onMissing;
    }

    public boolean isIgnoreBody() {
        return ignoreBody;
    }

    /**
     * Whether the body is left out of the command, such as one that a step before has left: the command is what the URI
     * and headers say. Otherwise a body that cannot be attributes is refused by every command that takes them.
     */
    public void setIgnoreBody(boolean ignoreBody) {
        this.ignoreBody = ignoreBody;
    }

    public OnFailure getOnFailure() {
        return onFailure;
    }

    /**
     * What a bulk write or operation=ensure does when an element was not done: stop sends nothing more and fails the
     * exchange; continue goes on with the next element and leaves it to the outcomes to tell.
     */
    public void setOnFailure(OnFailure onFailure) {
        this.onFailure = onFailure;
    }

    public int getBulkWindow() {
        return bulkWindow;
    }

    /**
     * Most commands of a bulk write or of operation=ensure in flight. How many there really are follows how fast the
     * device answers: more while answers stay as quick, fewer when they take longer. All bulk writes to a device share
     * that.
     */
    public void setBulkWindow(int bulkWindow) {
        this.bulkWindow = bulkWindow;
    }

    public double getBulkCommandsPerSecond() {
        return bulkCommandsPerSecond;
    }

    /**
     * Most commands per second of all bulk writes to the device while this one lasts; 0 for no such limit.
     */
    public void setBulkCommandsPerSecond(double bulkCommandsPerSecond) {
        this.bulkCommandsPerSecond = bulkCommandsPerSecond;
    }

    public int getBulkChunkSize() {
        return bulkChunkSize;
    }

    /**
     * Most rows that a bulk write removes, enables or disables with one command; 1 for one by one. A chunk is sent when
     * it is full or the list has ended, so use 1 for a source that gives its elements slowly. Also the most rows that
     * operation=ensure removes with one command.
     */
    public void setBulkChunkSize(int bulkChunkSize) {
        this.bulkChunkSize = bulkChunkSize;
    }

    public long getBulkResumeTimeout() {
        return bulkResumeTimeout;
    }

    /**
     * How long a bulk write that lost its session tries to get another one to go on with the elements that were not
     * sent. 0: it ends with its session. What was in flight stays unknown and is not repeated, unless retryWrites is
     * set.
     */
    public void setBulkResumeTimeout(long bulkResumeTimeout) {
        this.bulkResumeTimeout = bulkResumeTimeout;
    }

    public int getBulkMaxOutcomes() {
        return bulkMaxOutcomes;
    }

    /**
     * Elements up to which the outcomes of a bulk write are all kept. Of more elements only those that were not done
     * are listed, that many at most, and the others counted, so that a list of any length fits the heap.
     */
    public void setBulkMaxOutcomes(int bulkMaxOutcomes) {
        this.bulkMaxOutcomes = bulkMaxOutcomes;
    }

    public long getBulkLogInterval() {
        return bulkLogInterval;
    }

    /**
     * Time between two lines in the log that tell how far a bulk write or operation=ensure has come; 0 for none.
     */
    public void setBulkLogInterval(long bulkLogInterval) {
        this.bulkLogInterval = bulkLogInterval;
    }

    public Consumer<WriteOutcome> getBulkOutcomeListener() {
        return bulkOutcomeListener;
    }

    /**
     * Hears the outcome of each element of a bulk write in the order of the elements, on a worker thread, such as to
     * write it to a file. Nothing is sent while it is called. When it throws, the bulk write stops.
     */
    public void setBulkOutcomeListener(Consumer<WriteOutcome> bulkOutcomeListener) {
        this.bulkOutcomeListener = bulkOutcomeListener;
    }

    public FailOn getFailOn() {
        return failOn;
    }

    /**
     * When an exchange that was sent to a selection of devices fails: when any device failed, when all did, or never.
     * The body tells the result of each device in any case.
     */
    public void setFailOn(FailOn failOn) {
        this.failOn = failOn;
    }

    public int getParallelism() {
        return parallelism;
    }

    /**
     * Most devices of a selection that work on the same exchange, or on a roll-out, at a time.
     */
    public void setParallelism(int parallelism) {
        this.parallelism = parallelism;
    }

    public String getMaxDevicesDown() {
        return maxDevicesDown;
    }

    /**
     * How many devices of a selection may be down, as a number or a percentage, before its health check is down.
     */
    public void setMaxDevicesDown(String maxDevicesDown) {
        this.maxDevicesDown = maxDevicesDown;
    }

    public Emit getEmit() {
        return emit;
    }

    /**
     * What a consumer makes messages of: table, all rows of a poll, or of a round (.section) of a streaming command, as
     * one list; rows, each row as a message of its own; changes, each row that was created, updated or removed since
     * the poll before. Default: table for polls, rows for streaming commands and the log, changes for the listen of a
     * table.
     */
    public void setEmit(Emit emit) {
        this.emit = emit;
    }

    public boolean isRouteEmptyTable() {
        return routeEmptyTable;
    }

    /**
     * Whether a poll without rows makes a message with an empty list (emit=table). See also sendEmptyMessageWhenIdle.
     */
    public void setRouteEmptyTable(boolean routeEmptyTable) {
        this.routeEmptyTable = routeEmptyTable;
    }

    public boolean isAllowPolledWrites() {
        return allowPolledWrites;
    }

    /**
     * Whether a consumer may execute, at each poll, a command that is not known to only read, such as an add. Without
     * it such a consumer is refused at start.
     */
    public void setAllowPolledWrites(boolean allowPolledWrites) {
        this.allowPolledWrites = allowPolledWrites;
    }

    public boolean isFollow() {
        return follow;
    }

    /**
     * Whether a consumer of a print follows it, as with RouterOS's own follow: the rows there are, then what comes. A
     * print of /log with follow=true is the log, of any other menu it is that table's listen.
     */
    public void setFollow(boolean follow) {
        this.follow = follow;
    }

    public String getScope() {
        return scope;
    }

    /**
     * Of operation=ensure, mandatory there: which rows of the table are to be made equal to the list, written as where
     * is, with :#name for values of headers. Rows outside of it are never touched, and every row of the list must lie
     * in it.
     */
    public void setScope(String scope) {
        this.scope = scope;
    }

    public OnAbsent getOnAbsent() {
        return onAbsent;
    }

    /**
     * What operation=ensure does with rows of the scope that the list does not have.
     */
    public void setOnAbsent(OnAbsent onAbsent) {
        this.onAbsent = onAbsent;
    }

    public boolean isOrdered() {
        return ordered;
    }

    /**
     * Whether operation=ensure also puts the rows in the order of the list, as firewall rules need it.
     */
    public void setOrdered(boolean ordered) {
        this.ordered = ordered;
    }

    public boolean isDryRun() {
        return dryRun;
    }

    /**
     * Whether operation=ensure only makes a plan, which becomes the body, and writes nothing.
     */
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    public String getMaxRemovals() {
        return maxRemovals;
    }

    /**
     * Most rows that operation=ensure may remove or disable: a number such as 10, or a share of the rows that the scope
     * has, such as 5%. If it would be more, the exchange fails with the plan, and nothing is written.
     */
    public void setMaxRemovals(String maxRemovals) {
        this.maxRemovals = maxRemovals;
    }

    public String getMaxChanges() {
        return maxChanges;
    }

    /**
     * Most rows that operation=ensure may change in any way, additions included: a number such as 10, or a share of the
     * rows that the scope has, such as 5%. If it would be more, the exchange fails with the plan, and nothing is
     * written.
     */
    public void setMaxChanges(String maxChanges) {
        this.maxChanges = maxChanges;
    }

    public boolean isUpdateSecrets() {
        return updateSecrets;
    }

    /**
     * Whether operation=ensure sets passwords and other secrets that the user cannot read on rows that exist, each
     * time. On new rows it always does, and secrets that can be read are compared like other properties.
     */
    public void setUpdateSecrets(boolean updateSecrets) {
        this.updateSecrets = updateSecrets;
    }

    public String getIgnoreOrder() {
        return ignoreOrder;
    }

    /**
     * Properties, separated by commas, whose values are lists of which operation=ensure does not compare the order,
     * such as policy.
     */
    public void setIgnoreOrder(String ignoreOrder) {
        this.ignoreOrder = ignoreOrder;
    }

    public boolean isSafeMode() {
        return safeMode;
    }

    /**
     * Whether a bulk write or operation=ensure is done in Safe Mode (RouterOS 7.18 and newer): over one session that is
     * nobody else's meanwhile, and whatever goes wrong, the router undoes it all.
     */
    public void setSafeMode(boolean safeMode) {
        this.safeMode = safeMode;
    }

    public String getTo() {
        return to;
    }

    /**
     * Of operation=rollout, mandatory there: the endpoint of the application that changes one device, such as
     * direct:one. It is called once for each device, with its name in the header CamelMikrotikDevice and the message of
     * the exchange. If that fails, the device has failed.
     */
    public void setTo(String to) {
        this.to = to;
    }

    public String getVerify() {
        return verify;
    }

    /**
     * Of operation=rollout and of operation=applyScript: the endpoint that looks at a device after its change, called
     * as that of the option to is. If it fails, the device has failed, and a script is reverted. In a roll-out it also
     * settles what became of a device whose change was cut off.
     */
    public void setVerify(String verify) {
        this.verify = verify;
    }

    public String getWaves() {
        return waves;
    }

    /**
     * Of operation=rollout: how many devices have been tried after each wave, as numbers and as shares of all,
     * separated by commas; the last is 100%. A wave begins when every device of the one before has ended. If none of a
     * wave could be reached, the roll-out stops.
     */
    public void setWaves(String waves) {
        this.waves = waves;
    }

    public String getMaxFailures() {
        return maxFailures;
    }

    /**
     * Of operation=rollout: how many devices may fail or become unknown: a number such as 3, or a share of all devices
     * such as 5%. When there are more, no other device is begun; those in flight end. Devices that are offline do not
     * count.
     */
    public void setMaxFailures(String maxFailures) {
        this.maxFailures = maxFailures;
    }

    public long getWavePause() {
        return wavePause;
    }

    /**
     * Of operation=rollout: time between the end of a wave and the begin of the next. 0 does not wait.
     */
    public void setWavePause(long wavePause) {
        this.wavePause = wavePause;
    }

    public long getOfflineDeadline() {
        return offlineDeadline;
    }

    /**
     * Of operation=rollout: how long a device that cannot be reached when its turn comes is waited for; its wave waits
     * with it. Then it is reported as offline, and nothing was begun. 0 does not wait.
     */
    public void setOfflineDeadline(long offlineDeadline) {
        this.offlineDeadline = offlineDeadline;
    }

    public long getStepTimeout() {
        return stepTimeout;
    }

    /**
     * Of operation=rollout: longest time for the change of a device, and for its verification, each. A change that has
     * not ended by then is unknown.
     */
    public void setStepTimeout(long stepTimeout) {
        this.stepTimeout = stepTimeout;
    }

    public String getRevert() {
        return revert;
    }

    /**
     * Of operation=applyScript: what the router runs to undo the script unless it is confirmed in time: the text of a
     * script, one in a resource such as classpath:undo.rsc or file:undo.rsc, or backup, to save the configuration
     * before and to load it again, for which the router reboots. An entry revert of a map in the body goes before.
     */
    public void setRevert(String revert) {
        this.revert = revert;
    }

    public long getConfirmTimeout() {
        return confirmTimeout;
    }

    /**
     * Of operation=applyScript: after this time the router undoes the script, unless it has ended well, a new session
     * could be opened, the endpoint of verify has agreed, and the change was confirmed. In whole seconds, 2 at least.
     */
    public void setConfirmTimeout(long confirmTimeout) {
        this.confirmTimeout = confirmTimeout;
    }

    public String getUploadAddress() {
        return uploadAddress;
    }

    /**
     * Of operation=upload: host:port of this machine as the routers see it. Files larger than 60 KB, which the API
     * cannot write, are fetched from there by the router, over HTTP and under a name that cannot be guessed; the port
     * is open only while a file waits to be fetched. Without it larger files are refused.
     */
    public void setUploadAddress(String uploadAddress) {
        this.uploadAddress = uploadAddress;
    }

    public Initial getInitial() {
        return initial;
    }

    /**
     * What happens to the rows that exist when a table is watched (listen, follow, emit=changes) or the log is followed
     * for the very first time: each is delivered, or they are only remembered. Default: emit, but skip for /log/listen,
     * which begins with new lines on the router too.
     */
    public void setInitial(Initial initial) {
        this.initial = initial;
    }

    public String getKey() {
        return key;
    }

    /**
     * What tells the rows of a table apart: the name of a property, or several, separated by commas. For a watched
     * table the default is .id; name a property that the router does not give anew, such as name, where ids change when
     * it reboots. operation=upsert and operation=ensure need it, and so does operation=update but for a menu of one
     * row; it cannot be .id there.
     */
    public void setKey(String key) {
        this.key = key;
    }

    public String getIgnore() {
        return ignore;
    }

    /**
     * Properties of a watched table whose change alone is none, separated by commas: counters, uptime, and whatever
     * else moves all the time.
     */
    public void setIgnore(String ignore) {
        this.ignore = ignore;
    }

    public StateRepository<String, String> getStateRepository() {
        return stateRepository;
    }

    /**
     * Where the rows of a watched table are kept as they were last delivered, so that after a restart of the
     * application what changed meanwhile is delivered, and nothing else. For large tables use stateFile.
     */
    public void setStateRepository(StateRepository<String, String> stateRepository) {
        this.stateRepository = stateRepository;
    }

    public String getStateFile() {
        return stateFile;
    }

    /**
     * The file in which the rows of a watched table are kept as they were last delivered, so that after a restart of
     * the application what changed meanwhile is delivered, and nothing else. Changes are appended; the file is written
     * anew when it holds far more changes than rows.
     */
    public void setStateFile(String stateFile) {
        this.stateFile = stateFile;
    }

    public boolean isForceState() {
        return forceState;
    }

    /**
     * Whether each change in the stateFile is on the disk before it counts as delivered, so that it also survives a
     * loss of power. It costs the time of a write to the disk for each change. Without it, the changes of the last
     * seconds before a loss of power may be delivered once more.
     */
    public void setForceState(boolean forceState) {
        this.forceState = forceState;
    }

    public long getResyncInterval() {
        return resyncInterval;
    }

    /**
     * Time, give or take a tenth, after which a table that is listened to is printed and compared again, so that a
     * change that the router did not tell is found. 0 compares after a reconnect only. Properties that move all the
     * time are changes then: name them in ignore.
     */
    public void setResyncInterval(long resyncInterval) {
        this.resyncInterval = resyncInterval;
    }

    public int getBufferSize() {
        return bufferSize;
    }

    /**
     * Rows told by the router that may wait for a slow route. When there are more: a streaming command drops the oldest
     * (header CamelMikrotikRowsSkipped); listening to a table or the log stops until the route has caught up, and the
     * table is compared then, so that states in between may be missed, the last one never, and the log is read on where
     * it was. Also the number of failed changes at which nothing more is taken until some have been delivered.
     */
    public void setBufferSize(int bufferSize) {
        this.bufferSize = bufferSize;
    }

    public long getIdleProbeInterval() {
        return idleProbeInterval;
    }

    /**
     * Silence of the session of a subscription or a stream after which the router is asked whether it is still there; a
     * session that does not answer is replaced. 0 leaves that to the session, which asks after 15 seconds.
     */
    public void setIdleProbeInterval(long idleProbeInterval) {
        this.idleProbeInterval = idleProbeInterval;
    }

    public long getRetryDelay() {
        return retryDelay;
    }

    /**
     * First pause before a lost subscription or stream is opened again, and before a change whose exchange failed is
     * delivered again. Each further pause is twice as long; half of it is random.
     */
    public void setRetryDelay(long retryDelay) {
        this.retryDelay = retryDelay;
    }

    public long getMaxRetryDelay() {
        return maxRetryDelay;
    }

    /**
     * Longest pause before a lost subscription or stream is opened again, and before a change whose exchange failed is
     * delivered again.
     */
    public void setMaxRetryDelay(long maxRetryDelay) {
        this.maxRetryDelay = maxRetryDelay;
    }

    public boolean isFallbackToPolling() {
        return fallbackToPolling;
    }

    /**
     * Whether a menu that cannot be listened to is printed and compared every fallbackDelay instead.
     */
    public void setFallbackToPolling(boolean fallbackToPolling) {
        this.fallbackToPolling = fallbackToPolling;
    }

    public long getFallbackDelay() {
        return fallbackDelay;
    }

    /**
     * Time between two prints of a menu that cannot be listened to.
     */
    public void setFallbackDelay(long fallbackDelay) {
        this.fallbackDelay = fallbackDelay;
    }

    public int getShards() {
        return shards;
    }

    /**
     * Of a selection, the number of shards in which the members of a cluster share its devices: each device is in one
     * of them, and each shard is led by one member, which alone follows its devices. All members must have the same
     * number; several times the number of members makes even shares. 0 means that nothing is shared.
     */
    public void setShards(int shards) {
        this.shards = shards;
    }

    public CamelClusterService getClusterService() {
        return clusterService;
    }

    /**
     * The cluster service that elects the leaders of shards. Default: the one of the Camel context.
     */
    public void setClusterService(CamelClusterService clusterService) {
        this.clusterService = clusterService;
    }

    public String getClusterNamespace() {
        return clusterNamespace;
    }

    /**
     * Begins the names of the elections, which are mikrotik-shard-0-of-32 and so on: lower-case letters, digits and
     * hyphens. The same in all members. Endpoints with the same namespace share its shards, so that each device is left
     * to one member by all of them: give another one to other applications that use the same engine and base path.
     */
    public void setClusterNamespace(String clusterNamespace) {
        this.clusterNamespace = clusterNamespace;
    }

    public long getClusterMaxPause() {
        return clusterMaxPause;
    }

    /**
     * Longest time for which this process may be paused, or without a word from the cluster's engine, and still trust
     * that it leads what it led before. After a longer one it does nothing in its shards until the engine has elected
     * it anew. Set it shorter than the time after which the engine takes a silent member for dead.
     */
    public void setClusterMaxPause(long clusterMaxPause) {
        this.clusterMaxPause = clusterMaxPause;
    }
}
