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

import java.io.InputStream;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;

/**
 * A MikroTik router's API service, in this JVM and behind real sockets: its login, menus, tags, queries and listeners,
 * with its warts, and with every fault a network or a router can have. Nothing of it is shared with the client under
 * test, the wire code least of all.
 * <p>
 * Any thread may call it. All routers of a JVM run on two daemon threads; one router's sessions share one of them.
 */
public final class SimulatedRouter implements AutoCloseable {

    /** The user of a router that was given none. */
    public static final String USERNAME = "api";
    /** That user's password. */
    public static final String PASSWORD = "secret";

    // of Netty 4.1 and of 4.2, which wants another one that 4.1 has not: the application under test decides which is there
    @SuppressWarnings("deprecation")
    private static final EventLoopGroup LOOPS
            = new NioEventLoopGroup(2, new DefaultThreadFactory("simulated-router", true));
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter OLD = DateTimeFormatter.ofPattern("MMM/dd/yyyy HH:mm:ss", Locale.ENGLISH);

    private final Settings settings;
    private final EventLoop loop = LOOPS.next();
    private final Journal journal;
    private final Faults faults = new Faults(this);
    private final CommandTree tree = new CommandTree();
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final AtomicInteger sessionNumbers = new AtomicInteger();
    private final ServiceTime serviceTime;
    private final Service plain;
    private final Service tls;
    private final SystemLog log;
    private final PppSessions ppp;
    private final Scheduler scheduler;
    private final FirmwareCommands firmware;
    private volatile Instant booted = Instant.now();
    private volatile Duration clockShift = Duration.ZERO;
    private volatile boolean frozen;
    private volatile Consumer<Journal.Entry> witness;
    // event loop only
    private boolean powered = true;
    private boolean refused;
    private boolean closed;

    private SimulatedRouter(Settings settings) {
        this.settings = settings;
        journal = new Journal(settings.countingJournal);
        serviceTime = settings.clampEach == null && settings.serviceTime.isZero() ? null : new ServiceTime(settings);
        plain = new Service(this, settings.port, null);
        tls = settings.tls == TlsMode.NONE ? null : new Service(this, settings.tlsPort, new Tls(settings.tls));
        tree.menus(Menus.of(settings.version));
        PowerCommands.register(tree);
        ToolCommands.register(tree);
        ScriptCommands.register(tree);
        FileCommands.register(tree, settings.version);
        FetchCommand.register(tree);
        MakeStaticVerb.register(tree);
        if (settings.version.atLeast("7.18")) {
            tree.safeMode().register(tree);
        }
        log = new SystemLog(this);
        ppp = new PppSessions(this);
        scheduler = new Scheduler(this);
        firmware = new FirmwareCommands(this);
        new BackupCommands(this);
        BuiltInRows.fill(this);
        if (settings.realisticTables) {
            RealisticRows.fill(this);
        }
    }

    /**
     * A router with user {@code api}, password {@code secret} and all policies, at a free port of {@code 127.0.0.1}.
     */
    public static SimulatedRouter start() {
        return builder().start();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The certificate of {@link TlsMode#CERTIFICATE}. */
    public static X509Certificate certificate() {
        return Tls.certificate(TlsMode.CERTIFICATE);
    }

    /** Lower-case hexadecimal SHA-256 of {@link #certificate()}, without separators. */
    public static String certificateFingerprint() {
        return Tls.fingerprint(certificate());
    }

    /** The certificate of {@link TlsMode#CERTIFICATE_OF_ANOTHER_HOST}. */
    public static X509Certificate certificateOfAnotherHost() {
        return Tls.certificate(TlsMode.CERTIFICATE_OF_ANOTHER_HOST);
    }

    /** Who issued the certificate of {@link TlsMode#EXPIRED_CERTIFICATE}; its own is valid. */
    public static X509Certificate issuerOfExpiredCertificate() {
        return Tls.issuer(TlsMode.EXPIRED_CERTIFICATE);
    }

    /**
     * A PKCS12 store with the certificate of {@link TlsMode#CERTIFICATE} and its key under the alias {@code router};
     * its password is {@code simulator}. The caller closes the stream.
     */
    public static InputStream certificateStore() {
        return Tls.store(TlsMode.CERTIFICATE);
    }

    /** The address it listens at. */
    public String host() {
        return settings.host;
    }

    /** The plain port; the same for the router's life. */
    public int port() {
        return plain.port();
    }

    /** @throws IllegalStateException without TLS */
    public int tlsPort() {
        if (tls == null) {
            throw new IllegalStateException("this router was built without TLS");
        }
        return tls.port();
    }

    /** Host and plain port. */
    public String address() {
        return host() + ":" + port();
    }

    /** The router's present name. */
    public String identity() {
        return table("/system/identity").rows().get(0).get("name");
    }

    public Journal journal() {
        return journal;
    }

    public Faults faults() {
        return faults;
    }

    /** The RouterOS version that it plays. */
    public String version() {
        return settings.version.toString();
    }

    /** The connections being served, in the order of their coming; a copy. */
    public List<SimulatedSession> sessions() {
        return onLoop(() -> sessions.stream().map(Session::described).sorted(Comparator.comparingInt(SimulatedSession::number))
                .toList());
    }

    /** The paths of all menus that have rows, sorted. */
    public List<String> menusWithRows() {
        return tree.menusWithRows();
    }

    /** Whether it has such a menu. */
    public boolean hasMenu(String menu) {
        return tree.has(menu);
    }

    /** Menus of its seeds that the simulator knows nothing of: lists that accept anything. Sorted. */
    public List<String> menusWithoutRules() {
        return tree.withoutRules();
    }

    /** The paths of all menus that somebody listens to, sorted. */
    public List<String> menusListenedTo() {
        return tree.menusListenedTo();
    }

    /** How many commands follow a menu's changes now: {@code listen}, and {@code print} with {@code follow}. */
    public int listeners(String menu) {
        return tree.has(menu) ? table(menu).listeners() : 0;
    }

    /**
     * Adds a row as the router itself does: with the menu's defaults, and unchecked as by {@link #table}.
     *
     * @return                          its id
     * @throws IllegalArgumentException if it has an {@code .id} that is none, or that another row has
     */
    public String addRow(String menu, Map<String, String> values) {
        SimulatedTable table = tree.seeded(menu);
        String id = values.get(".id");
        if (id != null && (!id.matches("\\*[0-9A-F]{1,15}") || table.row(id) != null)) {
            throw new IllegalArgumentException("no row can have the id " + id + (id.startsWith("*") ? ": one has it" : ""));
        }
        Map<String, String> row = new LinkedHashMap<>();
        table.menu().defaults.forEach((name, value) -> row.put(name, AddVerb.standard(this, value)));
        row.putAll(values);
        return table.add(row);
    }

    /** The rows of a menu. A menu that was unknown comes into being, as a list without rules of its own. */
    public SimulatedTable table(String menu) {
        return tree.table(menu);
    }

    /**
     * Calls a witness after each command that changed something, on the router's event loop, before anything else
     * happens and before the command is answered.
     */
    public void afterEachWrite(Consumer<Journal.Entry> newWitness) {
        witness = newWitness;
    }

    /** Subscribers who dial in and hang up. */
    public PppSessions ppp() {
        return ppp;
    }

    /** Whether a session holds Safe Mode. */
    public boolean safeModeTaken() {
        return onLoop(() -> tree.safeMode().holder() != null);
    }

    /** Commands that have arrived and not ended, listeners among them, over all sessions. */
    public int commandsRunning() {
        return onLoop(() -> sessions.stream().mapToInt(Session::commandsRunning).sum());
    }

    /** Connections being served, logged in or not. */
    public int sessionsOpen() {
        return journal.sessionsOpen();
    }

    /**
     * Adds a line to the log, as the router's own services do. The log holds so many lines as the router was built
     * with; the oldest goes, and no listener is told of that.
     *
     * @param  topics such as {@code system,info}
     * @return        the line's id
     */
    public String log(String topics, String message) {
        return log.add(topics, message);
    }

    /** Lets the clock jump, forwards or backwards. Lines of the log keep the time they were written at. */
    public void shiftClock(Duration shift) {
        clockShift = clockShift.plus(shift);
    }

    /**
     * Cuts all sessions, refuses connections for the down time, then listens at the same port again, by itself. Dynamic
     * rows and the log are gone, the log's ids and the uptime start anew. Returns once the sessions are cut.
     */
    public void reboot(Duration downTime) {
        cutOnLoop(() -> {
            powerOff();
            later(downTime, this::powerUp);
        });
    }

    /** Cuts all sessions and refuses connections until {@link #powerOn()}. */
    public void shutdown() {
        cutOnLoop(this::powerOff);
    }

    /** Ends a {@link #shutdown()}, or a reboot early; returns when the router listens. */
    public void powerOn() {
        onLoop(this::powerUp);
        awaitListening();
    }

    /** Ends all sessions with FIN. */
    public void cutSessions() {
        cutOnLoop(() -> sessions.forEach(Session::cut));
    }

    /** Ends all sessions with RST. */
    public void resetSessions() {
        cutOnLoop(() -> sessions.forEach(Session::reset));
    }

    /**
     * The router reads nothing and answers nothing, but sockets stay open and new connections are accepted, until
     * {@link #thaw()}, which lets everything that waited go on.
     */
    public void freeze() {
        onLoop(() -> {
            frozen = true;
            sessions.forEach(Session::freeze);
        });
    }

    /** Ends {@link #freeze()}. */
    public void thaw() {
        onLoop(() -> {
            frozen = false;
            sessions.forEach(Session::thaw);
        });
    }

    /**
     * A device on the way forgets the sessions open now: bytes vanish in both directions for good, and neither end is
     * told. New connections work. The router counts these sessions as open until they are cut.
     */
    public void swallowExistingSessions() {
        onLoop(() -> sessions.forEach(Session::swallow));
    }

    /** Ends the router; when this returns, its ports and connections are closed. */
    @Override
    public void close() {
        cutOnLoop(() -> {
            closed = true;
            listenOrNot();
            sessions.forEach(Session::cut);
            channels.close();
        });
        if (!loop.inEventLoop()) {
            List.copyOf(channels).forEach(channel -> channel.closeFuture().awaitUninterruptibly(5, TimeUnit.SECONDS));
        }
    }

    @Override
    public String toString() {
        return identity() + " at " + address();
    }

    Settings settings() {
        return settings;
    }

    /** How long the answer to a command that comes now has to wait. Event loop only. */
    Duration served() {
        return serviceTime == null ? Duration.ZERO : serviceTime.next();
    }

    EventLoop loop() {
        return loop;
    }

    CommandTree tree() {
        return tree;
    }

    /** Whether it is not switched off, nor rebooting. */
    public boolean isOn() {
        return onLoop(() -> powered && !closed);
    }

    /** It runs another version from now on. */
    void upgraded(Version version) {
        settings.version = version;
        tree.menus(Menus.of(version));
        FileCommands.register(tree, version);
        if (version.atLeast("7.18")) {
            tree.safeMode().register(tree);
        }
    }

    boolean isClosed() {
        return closed;
    }

    boolean frozen() {
        return frozen;
    }

    User user(String name) {
        return name == null ? null : settings.users.get(name);
    }

    Duration uptime() {
        return Duration.between(booted, Instant.now()).truncatedTo(ChronoUnit.SECONDS);
    }

    /** The present time as this version prints it. */
    String now() {
        return date(clock());
    }

    /** What the router's clock shows. */
    LocalDateTime clock() {
        return LocalDateTime.now().plus(clockShift);
    }

    String date(LocalDateTime time) {
        return settings.version.atLeast("7.10") ? ISO.format(time) : OLD.format(time).toLowerCase(Locale.ENGLISH);
    }

    void later(Duration delay, Runnable action) {
        loop.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    void connected(Channel channel) {
        channels.add(channel);
        journal.connected();
    }

    Session opened(Service service) {
        Session session = new Session(sessionNumbers.incrementAndGet(), this, service);
        sessions.add(session);
        journal.opened();
        return session;
    }

    void ended(Session session) {
        sessions.remove(session);
        session.service.ended();
        journal.ended();
    }

    void written(Journal.Note note) {
        Consumer<Journal.Entry> present = witness;
        if (present != null) {
            present.accept(note.entry());
        }
    }

    /** Ends the sessions with these rows of {@code /user/active}. */
    void kick(List<String> activeIds) {
        loop.execute(() -> sessions.forEach(session -> {
            if (activeIds.stream().anyMatch(session::isActiveRow)) {
                session.cut();
            }
        }));
    }

    void refuse(boolean refuse) {
        cutOnLoop(() -> {
            refused = refuse;
            listenOrNot();
        });
        // a router that is off does not listen before it is on again
        if (!refuse && onLoop(() -> powered && !closed)) {
            awaitListening();
        }
    }

    private void powerOff() {
        powered = false;
        listenOrNot();
        sessions.forEach(Session::reset);
        channels.close();
        tree.tables().forEach(SimulatedTable::removeDynamic);
        tree.table("/system/script/job").clear();
        log.forget();
        booted = Instant.now();
    }

    private void powerUp() {
        if (!powered) {
            powered = true;
            booted = Instant.now();
            firmware.started();
            log("system,info", "router rebooted");
            listenOrNot();
            scheduler.started();
        }
    }

    private void plant() {
        onLoop(() -> settings.seeds.forEach(seed -> seed.plant(this)));
        journal.clear();
    }

    private List<Service> services() {
        return tls == null ? List.of(plain) : List.of(plain, tls);
    }

    void listenOrNot() {
        for (Service service : services()) {
            if (powered && !refused && !closed) {
                service.listen();
            } else {
                service.stopListening();
            }
        }
    }

    private void awaitListening() {
        if (!loop.inEventLoop()) {
            services().forEach(Service::awaitListening);
        }
    }

    private <T> T onLoop(Supplier<T> question) {
        return loop.inEventLoop() ? question.get() : loop.submit(question::get).syncUninterruptibly().getNow();
    }

    private void onLoop(Runnable action) {
        if (loop.inEventLoop()) {
            action.run();
        } else {
            loop.submit(action).syncUninterruptibly();
        }
    }

    /** Returns when the system has closed what the action closed: not before the selector's next round. */
    private void cutOnLoop(Runnable action) {
        onLoop(action);
        if (!loop.inEventLoop()) {
            loop.schedule(() -> {
            }, 1, TimeUnit.MILLISECONDS).syncUninterruptibly();
        }
    }

    /** How a router is built. Not for several threads. */
    public static final class Builder {

        private final Settings settings = new Settings();

        Builder() {
        }

        public Builder identity(String identity) {
            settings.identity = identity;
            return this;
        }

        /** Such as 7.18.2, 6.48.6 or 6.42: decides on menus, the login's protocol, dates, {@code !empty} and texts. */
        public Builder version(String version) {
            settings.version = Version.parse(version);
            return this;
        }

        /**
         * The version that {@code /system/package/update} finds; a reboot after its download installs it. Default none.
         */
        public Builder update(String version) {
            settings.update = Version.parse(version).toString();
            return this;
        }

        /** Adds a user; the first one replaces the default user. Without policies the user has all of them. */
        public Builder user(String name, String password, String... policies) {
            if (settings.users == null) {
                settings.users = new LinkedHashMap<>();
            }
            String raw = RawText.of(name);
            settings.users.put(raw,
                    new User(raw, RawText.of(password), policies.length == 0 ? User.ALL_POLICIES : Set.of(policies)));
            return this;
        }

        /** The address of this machine to listen at. Default 127.0.0.1. */
        public Builder host(String address) {
            settings.host = address;
            return this;
        }

        /** The plain port; 0, the default, for a free one. */
        public Builder port(int port) {
            settings.port = port;
            return this;
        }

        /** The TLS port, where there is one; 0, the default, for a free one. */
        public Builder tlsPort(int port) {
            settings.tlsPort = port;
            return this;
        }

        /** What the router has from the start; the seeds of several calls are loaded in order. */
        public Builder seed(Seed seed) {
            List<Seed> seeds = new ArrayList<>(settings.seeds);
            seeds.add(seed);
            settings.seeds = List.copyOf(seeds);
            return this;
        }

        /** Any mode but {@link TlsMode#NONE} opens a TLS port next to the plain one. */
        public Builder tls(TlsMode mode) {
            settings.tls = mode;
            return this;
        }

        /** Sessions at one time for each port; one more connection is accepted and closed. Default 20. */
        public Builder maxSessions(int sessions) {
            settings.maxSessions = sessions;
            return this;
        }

        /** Time between a command, executed at once, and its reply. Default none. */
        public Builder latency(Duration latency) {
            settings.latency = latency;
            return this;
        }

        /**
         * What the router takes for each command, one after the other over all sessions: a command waits for those
         * before it. The latency is added to that. Default none.
         */
        public Builder serviceTime(Duration each) {
            settings.serviceTime = each;
            return this;
        }

        /**
         * A router that answers so many commands at once, or each in its service time if it has one, and then one in so
         * much time, one after the other over all sessions, until it has had nothing to do for the time of recovery.
         * Default: it never clamps.
         */
        public Builder clampAfter(int burst, Duration each, Duration recovery) {
            settings.clampBurst = burst;
            settings.clampEach = each;
            settings.clampRecovery = recovery;
            return this;
        }

        /**
         * Whether the output of a script that runs is answered with an empty row for each line, as some versions do,
         * instead of with {@code ret}. Default false.
         */
        public Builder scriptOutputAsRows(boolean rows) {
            settings.scriptOutputAsRows = rows;
            return this;
        }

        /** Time before a login is answered. Default none. */
        public Builder loginDelay(Duration delay) {
            settings.loginDelay = delay;
            return this;
        }

        /** Lines that the log holds. Default 1000. */
        public Builder logLines(int lines) {
            settings.logLines = lines;
            return this;
        }

        /** Time between two rounds of monitor-traffic, torch and profile. Default one second. */
        public Builder monitorInterval(Duration interval) {
            settings.monitorInterval = interval;
            return this;
        }

        /** Fills the usual menus with rows as a router in use has them. */
        public Builder realisticTables() {
            settings.realisticTables = true;
            return this;
        }

        /** Keeps counters only: {@link Journal#commands()} stays empty. For measurements. */
        public Builder countingJournal() {
            settings.countingJournal = true;
            return this;
        }

        public Builder fatalForm(FatalForm form) {
            settings.fatalForm = form;
            return this;
        }

        public Builder tagPosition(TagPosition position) {
            settings.tagPosition = position;
            return this;
        }

        /** The text of a refused login, instead of the version's own. */
        public Builder refusalText(String text) {
            settings.refusalText = RawText.of(text);
            return this;
        }

        /** Whether traps carry their category. Default true. */
        public Builder trapCategories(boolean present) {
            settings.trapCategories = present;
            return this;
        }

        /** Whether an unknown menu is answered with two traps, or with the first only. Default true. */
        public Builder unknownMenuTwoTraps(boolean two) {
            settings.unknownMenuTwoTraps = two;
            return this;
        }

        /**
         * Whether {@code /system/reboot} and {@code /system/shutdown} are answered before the sessions end. Default
         * true.
         */
        public Builder doneBeforeReboot(boolean done) {
            settings.doneBeforeReboot = done;
            return this;
        }

        /**
         * Whether a listener is told only the properties of a row that have changed, as one client saw; a property that
         * is gone is not mentioned at all. Default false: the whole row.
         */
        public Builder partialChangeRows(boolean partial) {
            settings.partialChangeRows = partial;
            return this;
        }

        /** Whether rows of ordered menus end with {@code .nextid}, the id of the row behind. Default false. */
        public Builder nextIds(boolean present) {
            settings.nextIds = present;
            return this;
        }

        /**
         * @throws IllegalStateException    if the port is taken, or this JVM has no anonymous cipher suites for such a
         *                                  TLS port
         * @throws IllegalArgumentException if the router refuses a command of a seed; names the line
         */
        public SimulatedRouter start() {
            SimulatedRouter router = new SimulatedRouter(settings.copy());
            try {
                router.plant();
                router.services().forEach(Service::start);
                ServiceRows.fill(router);
            } catch (RuntimeException e) {
                router.close();
                throw e;
            }
            return router;
        }
    }
}
