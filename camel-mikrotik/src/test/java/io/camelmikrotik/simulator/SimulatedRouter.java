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
package io.camelmikrotik.simulator;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.camelmikrotik.simulator.RouterProfile.User;
import io.camelmikrotik.simulator.wire.RawText;
import io.camelmikrotik.simulator.wire.SentenceReader;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;

/**
 * One simulated router, listening on loopback. Any number of them share two threads. Safe for any thread.
 *
 * <pre>
 * try (SimulatedRouter router = SimulatedRouter.start()) {
 *     router.table("/ppp/secret").add("name", "customer1", "profile", "default");
 *     … connect to router.address() as "api" with the password "secret"
 *     assertThat(router.journal().logins()).isEqualTo(1);
 * }
 * </pre>
 */
public final class SimulatedRouter implements AutoCloseable {

    /** The user of a router that was given none. */
    public static final String USERNAME = "api";
    /** Its password. */
    public static final String PASSWORD = "secret";

    private static final String HOST = "127.0.0.1";
    private static final Duration REBIND_PAUSE = Duration.ofMillis(20);

    private static final EventLoopGroup LOOPS = new MultiThreadIoEventLoopGroup(
            2, new DefaultThreadFactory("simulated-routers", true), NioIoHandler.newFactory());

    private final RouterProfile profile;
    private final TlsMode tls;
    private final Journal journal;
    private final Faults faults = new Faults(this);
    private final Commands commands = new Commands(this);
    private final Menus menus;
    /** One loop for all of a router's sessions: its commands are executed one after the other, as on a small router. */
    private final EventLoop loop = (EventLoop) LOOPS.next();
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicInteger lastSession = new AtomicInteger();
    private volatile int port;
    private volatile int tlsPort;
    private volatile Channel plainServer;
    private volatile Channel tlsServer;
    private volatile boolean poweredOn = true;
    private volatile boolean refusing;
    private volatile boolean closed;
    private volatile boolean frozen;
    private volatile Duration rebootTime = Duration.ofSeconds(1);
    private volatile Instant startedAt = Instant.now();

    private SimulatedRouter(Builder builder) {
        this.profile = builder.profile();
        this.tls = builder.tls;
        this.port = builder.port;
        this.journal = new Journal(builder.countingOnly);
        this.menus = new Menus(this);
        bind();
    }

    /** A router with defaults, on a free port. */
    public static SimulatedRouter start() {
        return builder().start();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The certificate that routers with {@link TlsMode#CERTIFICATE} show. */
    public static X509Certificate certificate() {
        return Certificates.certificate(TlsMode.CERTIFICATE);
    }

    /** Its SHA-256 fingerprint in 64 hex digits. */
    public static String certificateFingerprint() {
        return Certificates.fingerprint(TlsMode.CERTIFICATE);
    }

    /** The certificate that routers with {@link TlsMode#CERTIFICATE_OF_ANOTHER_HOST} show. */
    public static X509Certificate certificateOfAnotherHost() {
        return Certificates.certificate(TlsMode.CERTIFICATE_OF_ANOTHER_HOST);
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return port;
    }

    /** @throws IllegalStateException if the router has no TLS */
    public int tlsPort() {
        if (tls == TlsMode.NONE) {
            throw new IllegalStateException("this router has no TLS: say tls(TlsMode) to its builder");
        }
        return tlsPort;
    }

    /** {@code host:port}. */
    public String address() {
        return HOST + ":" + port;
    }

    public String identity() {
        return profile.identity();
    }

    public Journal journal() {
        return journal;
    }

    public Faults faults() {
        return faults;
    }

    /** The rows of a menu such as {@code /ppp/secret}; one that the router does not have is made. */
    public SimulatedTable table(String menu) {
        return menus.require(menu).table();
    }

    /** Sessions logged in. */
    public int sessionsOpen() {
        return journal.sessionsOpen();
    }

    /**
     * Resets all connections, refuses new ones for that time, then is back on the same port without its dynamic rows.
     * Returns when the connections are gone.
     */
    public void reboot(Duration downTime) {
        powerOff();
        menus.rebooted();
        loop.schedule(this::powerOn, downTime.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** How long a {@code /system/reboot} takes. Default 1 second. */
    public void setRebootTime(Duration time) {
        rebootTime = time;
    }

    /** Resets all connections and refuses new ones. */
    public void shutdown() {
        powerOff();
    }

    /** Undoes {@link #shutdown()}. */
    public void powerOn() {
        if (!closed) {
            startedAt = Instant.now();
            poweredOn = true;
            bind();
        }
    }

    /** Closes all connections in an orderly way. */
    public void cutSessions() {
        onLoop(() -> sessions.forEach(Session::close));
    }

    /** Resets all connections. */
    public void resetSessions() {
        onLoop(() -> sessions.forEach(Session::reset));
    }

    /** Says nothing more and takes no notice of anything, on old connections and new ones, until {@link #thaw()}. */
    public void freeze() {
        frozen = true;
    }

    /** Undoes {@link #freeze()}; what came meanwhile is lost. */
    public void thaw() {
        frozen = false;
    }

    /**
     * As if a middle box forgot the present connections: nothing comes through, and nobody is told. New ones are well.
     */
    public void swallowExistingSessions() {
        onLoop(() -> sessions.forEach(Session::swallow));
    }

    /** Closes everything. */
    @Override
    public void close() {
        closed = true;
        powerOff();
    }

    // ---- for its parts

    RouterProfile profile() {
        return profile;
    }

    Menus menus() {
        return menus;
    }

    Commands commands() {
        return commands;
    }

    boolean isFrozen() {
        return frozen;
    }

    Duration rebootTime() {
        return rebootTime;
    }

    boolean hasTooManySessions() {
        return journal.sessionsOpen() >= profile.maxSessions();
    }

    String uptime() {
        Duration up = Duration.between(startedAt, Instant.now());
        return (up.toMinutes() == 0 ? "" : up.toMinutes() + "m") + up.toSecondsPart() + "s";
    }

    void opened(Session session) {
        journal.connected();
        sessions.add(session);
    }

    void closed(Session session) {
        sessions.remove(session);
    }

    /** @return the id of the session's row under {@code /user/active} */
    String loggedIn(String user) {
        log("system,info,account", "user " + user + " logged in from 127.0.0.1 via api");
        return menus.get("/user/active").table().add(
                "when", menus.now(), "name", user, "address", HOST, "via", "api", "group", "full", "radius", "false");
    }

    void loggedOut(String user, String activeRow) {
        SimulatedTable active = menus.get("/user/active").table();
        if (active.get(activeRow) != null) {
            active.remove(activeRow);
        }
        log("system,info,account", "user " + user + " logged out from 127.0.0.1 via api");
    }

    void loginFailed(String rawUser) {
        journal.loginFailed();
        log("system,error,critical", "login failure for user " + RawText.toUnicode(rawUser) + " from 127.0.0.1 via api");
    }

    private void log(String topics, String message) {
        SimulatedTable log = menus.get("/log").table();
        log.add("time", menus.now(), "topics", topics, "message", message);
        if (log.size() > 1000) {
            log.remove(log.ids().get(0));
        }
    }

    /** Opens or closes the ports. */
    synchronized void listen(boolean listen) {
        refusing = !listen;
        if (listen) {
            bind();
        } else {
            unbind();
        }
    }

    private void powerOff() {
        poweredOn = false;
        unbind();
        onLoop(() -> sessions.forEach(Session::reset));
    }

    private synchronized void unbind() {
        close(plainServer);
        close(tlsServer);
        plainServer = null;
        tlsServer = null;
    }

    private void close(Channel server) {
        if (server != null) {
            ChannelFuture closing = server.close();
            if (!loop.inEventLoop()) {
                closing.awaitUninterruptibly(5, TimeUnit.SECONDS);
            }
        }
    }

    private synchronized void bind() {
        if (closed || !poweredOn || refusing || plainServer != null) {
            return;
        }
        bind(port, false);
        if (tls != TlsMode.NONE) {
            bind(tlsPort, true);
        }
    }

    private void bind(int wanted, boolean withTls) {
        ChannelFuture binding = new ServerBootstrap().group(loop, loop).channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true).option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true).childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accept(channel, withTls);
                    }
                }).bind(new InetSocketAddress(HOST, wanted));
        if (withTls) {
            tlsServer = binding.channel();
        } else {
            plainServer = binding.channel();
        }
        if (loop.inEventLoop()) {
            binding.addListener(done -> {
                if (!done.isSuccess()) {
                    // somebody else had the port for a moment, as outgoing connections may
                    loop.schedule(this::bindAgain, REBIND_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                }
            });
        } else {
            binding.syncUninterruptibly();
            int bound = ((InetSocketAddress) binding.channel().localAddress()).getPort();
            port = withTls ? port : bound;
            tlsPort = withTls ? bound : tlsPort;
        }
    }

    private void bindAgain() {
        unbind();
        bind();
    }

    private void accept(SocketChannel channel, boolean withTls) {
        if (withTls) {
            channel.pipeline().addLast(new SslHandler(Certificates.engine(tls)));
        }
        channel.pipeline().addLast(new SentenceReader(), new Session(this, channel, lastSession.incrementAndGet()));
    }

    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.submit(task).awaitUninterruptibly(5, TimeUnit.SECONDS);
        }
    }

    /**
     * What kind of router it shall be. Not thread-safe.
     */
    public static final class Builder {

        private static final Set<String> ALL_POLICIES = Set.of(
                "read", "write", "reboot", "policy", "test", "password", "sensitive", "api", "ftp", "sniff");

        private String identity = "simulated";
        private String version = "7.20.4";
        private final Map<String, User> users = new LinkedHashMap<>();
        private int port;
        private TlsMode tls = TlsMode.NONE;
        private int maxSessions = 20;
        private Duration latency = Duration.ZERO;
        private Duration loginDelay = Duration.ZERO;
        private FatalForm fatalForm = FatalForm.BARE_WORD;
        private TagPosition tagPosition = TagPosition.SECOND;
        private boolean categories = true;
        private boolean realistic;
        private boolean countingOnly;

        private Builder() {
        }

        public Builder identity(String name) {
            identity = name;
            return this;
        }

        /** RouterOS version, such as {@code 6.42} or {@code 7.18.2}: decides login, {@code !empty}, dates, texts. */
        public Builder version(String number) {
            version = number;
            return this;
        }

        /**
         * Adds an account with these policies, or all if none are given. Without any call there is one account,
         * {@code api}.
         */
        public Builder user(String name, String password, String... policies) {
            users.put(name, new User(name, password, policies.length == 0 ? ALL_POLICIES : Set.of(policies)));
            return this;
        }

        /** Default: a free one. */
        public Builder port(int number) {
            port = number;
            return this;
        }

        /** Default: none. */
        public Builder tls(TlsMode mode) {
            tls = mode;
            return this;
        }

        /** Default 20, as on routers; the session beyond it is accepted and closed. */
        public Builder maxSessions(int count) {
            maxSessions = count;
            return this;
        }

        /** Time between receiving a command and executing it. */
        public Builder latency(Duration time) {
            latency = time;
            return this;
        }

        /** Time before a login is answered, as when a RADIUS server is asked. */
        public Builder loginDelay(Duration time) {
            loginDelay = time;
            return this;
        }

        public Builder fatalForm(FatalForm form) {
            fatalForm = form;
            return this;
        }

        public Builder tagPosition(TagPosition position) {
            tagPosition = position;
            return this;
        }

        /** Traps without {@code =category=}. */
        public Builder withoutTrapCategories() {
            categories = false;
            return this;
        }

        /** Fills the tables as on a small provider's router. */
        public Builder realisticTables() {
            realistic = true;
            return this;
        }

        /** A journal that only counts: for benchmarks. */
        public Builder countingJournal() {
            countingOnly = true;
            return this;
        }

        public SimulatedRouter start() {
            return new SimulatedRouter(this);
        }

        private RouterProfile profile() {
            Map<String, User> accounts = users.isEmpty()
                    ? Map.of(USERNAME, new User(USERNAME, PASSWORD, ALL_POLICIES)) : Map.copyOf(users);
            return new RouterProfile(
                    identity, RouterVersion.parse(version), accounts, maxSessions, latency, loginDelay, fatalForm, tagPosition,
                    categories, realistic);
        }
    }
}
