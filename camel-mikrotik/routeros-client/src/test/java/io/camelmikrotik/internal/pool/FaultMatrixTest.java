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
package io.camelmikrotik.internal.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.camelmikrotik.exception.CommandTimeoutException;
import io.camelmikrotik.exception.ConnectionFailedException;
import io.camelmikrotik.exception.DeviceSuspendedException;
import io.camelmikrotik.exception.LoginRefusedException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.OutcomeUnknownException;
import io.camelmikrotik.exception.SessionClosedException;
import io.camelmikrotik.exception.TlsFailedException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.internal.session.RouterOsTransport;
import io.camelmikrotik.leaks.LeakCheck;
import io.camelmikrotik.pool.PoolSettings;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.routeros.RowStream;
import io.camelmikrotik.routeros.SessionLimits;
import io.camelmikrotik.routeros.TlsProfile;
import io.camelmikrotik.simulator.Faults;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.TlsMode;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Whatever goes wrong, for whatever kind of command: it ends with the exception that says so, no write is executed
 * twice, nothing is leaked, and the device works again once the fault is over.
 */
@ExtendWith(LeakCheck.class)
class FaultMatrixTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final String PRINT = "/ip/pool/print";
    private static final String ADD = "/ip/pool/add";
    private static final int ROWS = 40;

    private static final ExecutorService WORKER
            = Executors.newFixedThreadPool(2, task -> new Thread(task, "MikrotikFaultsWorker"));
    private static final ScheduledExecutorService TIMER
            = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "MikrotikFaultsTimer"));
    private static final RouterOsTransport TRANSPORT
            = new RouterOsTransport(1, task -> new Thread(task, "MikrotikFaultsIo"), WORKER);

    private SimulatedRouter router;
    private SessionPool pool;
    private DeviceCommands commands;
    private PooledDevice device;

    /** What a caller does with a device. */
    private enum Kind {
        READ,
        WRITE,
        STREAM
    }

    /** How it ends for the caller. */
    private enum End {
        WELL(null),
        TRAP(TrapException.class),
        CLOSED(SessionClosedException.class),
        TIMEOUT(CommandTimeoutException.class),
        UNKNOWN(OutcomeUnknownException.class);

        private final Class<?> failure;

        End(Class<?> failure) {
            this.failure = failure;
        }
    }

    /** What goes wrong with a command, or with the session just before it. */
    private enum LineFault {
        // before the command: the session at hand is dead, and we may or may not know it
        CUT_BEFORE((router, kind) -> router.cutSessions(), End.WELL, null, End.WELL),
        RESET_BEFORE((router, kind) -> router.resetSessions(), End.WELL, null, End.WELL),
        SWALLOWED_BEFORE((router, kind) -> router.swallowExistingSessions(), End.TIMEOUT, End.UNKNOWN, End.TIMEOUT),
        // after it was sent
        CUT_INSTEAD(rule(Faults.Rule::cutBeforeExecuting), End.WELL, End.UNKNOWN, End.WELL),
        CUT_AFTER(rule(Faults.Rule::executeThenCut), End.WELL, End.UNKNOWN, End.WELL),
        RESET_AFTER(rule(Faults.Rule::executeThenReset), End.WELL, End.UNKNOWN, End.WELL),
        STALL(rule(Faults.Rule::stall), End.TIMEOUT, End.UNKNOWN, End.TIMEOUT),
        STALL_SESSION(rule(rule -> rule.stallAfterBytes(0)), End.TIMEOUT, End.UNKNOWN, End.TIMEOUT),
        WRONG_TAG(rule(Faults.Rule::wrongTag), End.TIMEOUT, End.UNKNOWN, End.TIMEOUT),
        HUGE_LENGTH(rule(Faults.Rule::hugeLengthPrefix), End.WELL, End.UNKNOWN, End.WELL),
        GARBAGE(rule(rule -> rule.garbage((byte) 0xF8, (byte) 1)), End.WELL, End.UNKNOWN, End.WELL),
        FATAL(rule(rule -> rule.fatal("session terminated")), End.WELL, End.UNKNOWN, End.WELL),
        TRAP(rule(rule -> rule.trap("2", "interrupted")), End.TRAP, End.TRAP, End.TRAP),
        // in the middle of the reply
        CUT_INSIDE((router, kind) -> rule(router, kind).cutAfterBytes(middle(kind)), End.WELL, End.UNKNOWN, End.CLOSED),
        RESET_INSIDE((router, kind) -> rule(router, kind).resetAfterBytes(middle(kind)), End.WELL, End.UNKNOWN, End.CLOSED),
        STALL_INSIDE((router, kind) -> rule(router, kind).stallAfterBytes(middle(kind)), End.TIMEOUT, End.UNKNOWN, End.TIMEOUT),
        TRAP_INSIDE(rule(rule -> rule.rowsThenTrap(3, null, "not enough memory")), End.TRAP, End.TRAP, End.TRAP),
        // odd, and no fault
        NO_TAG(rule(Faults.Rule::noTag), End.WELL, End.WELL, End.WELL),
        UNKNOWN_WORD(rule(Faults.Rule::unknownReplyWord), End.WELL, End.WELL, End.WELL),
        DUPLICATES(rule(Faults.Rule::duplicateAttribute), End.WELL, End.WELL, End.WELL),
        LATE(rule(rule -> rule.delay(Duration.ofMillis(30))), End.WELL, End.WELL, End.WELL);

        private final BiConsumer<SimulatedRouter, Kind> order;
        private final End read;
        private final End write;
        private final End stream;

        LineFault(BiConsumer<SimulatedRouter, Kind> order, End read, End write, End stream) {
            this.order = order;
            this.read = read;
            this.write = write;
            this.stream = stream;
        }

        private static BiConsumer<SimulatedRouter, Kind> rule(Consumer<Faults.Rule> fault) {
            return (router, kind) -> fault.accept(rule(router, kind));
        }

        private static Faults.Rule rule(SimulatedRouter router, Kind kind) {
            return router.faults().onNext(kind == Kind.WRITE ? ADD : PRINT);
        }

        private static int middle(Kind kind) {
            return kind == Kind.WRITE ? 5 : 400;
        }

        End end(Kind kind) {
            return kind == Kind.READ ? read : kind == Kind.WRITE ? write : stream;
        }

        /** Whether silence is what it is about: only then are times short, for a busy machine is slow otherwise. */
        boolean isSilence() {
            return read == End.TIMEOUT;
        }
    }

    /** What goes wrong before a command can be sent. */
    private enum ConnectFault {
        REFUSED(faults -> faults.refuse(true), ConnectionFailedException.class),
        SILENT(faults -> faults.acceptAndStaySilent(Faults.ALWAYS), ConnectionFailedException.class),
        CLOSED(faults -> faults.acceptAndClose(Faults.ALWAYS), ConnectionFailedException.class),
        RESET(faults -> faults.acceptAndReset(Faults.ALWAYS), ConnectionFailedException.class),
        GARBAGE(faults -> faults.garbageOnConnect(Faults.ALWAYS), ConnectionFailedException.class),
        LOGIN_REFUSED(faults -> faults.refuseLogins(Faults.ALWAYS), LoginRefusedException.class),
        LOGIN_UNANSWERED(faults -> faults.neverAnswerLogin(Faults.ALWAYS), ConnectionFailedException.class),
        LOGIN_FATAL(faults -> faults.fatalAtLogin(Faults.ALWAYS), MikrotikException.class),
        NO_SUCH_HOST(ConnectionFailedException.class,
                     access -> DeviceAccess.of("router.invalid", access.port(), access.username(), access.password())
                             .withTimeouts(Duration.ofSeconds(1), SHORT)),
        TLS_TO_PLAIN_PORT(TlsFailedException.class, access -> access.withTls(TlsProfile.trustAll())),
        CERTIFICATE_NOT_TRUSTED(TlsFailedException.class, access -> access.withTls(TlsProfile.verified(null))),
        CERTIFICATE_NOT_PINNED(TlsFailedException.class, access -> access.withTls(TlsProfile.pinned("00".repeat(32))));

        private final Consumer<Faults> order;
        private final Class<? extends MikrotikException> failure;
        private final UnaryOperator<DeviceAccess> access;

        ConnectFault(Consumer<Faults> order, Class<? extends MikrotikException> failure) {
            this.order = order;
            this.failure = failure;
            this.access = same -> same;
        }

        ConnectFault(Class<? extends MikrotikException> failure, UnaryOperator<DeviceAccess> access) {
            this.order = faults -> {
            };
            this.failure = failure;
            this.access = access;
        }

        /** Whether only a timeout tells. */
        boolean isSilence() {
            return this == SILENT || this == LOGIN_UNANSWERED || this == TLS_TO_PLAIN_PORT;
        }

        boolean needsTlsPort() {
            return name().startsWith("CERTIFICATE");
        }

        boolean isOver() {
            return this.ordinal() < NO_SUCH_HOST.ordinal();
        }
    }

    @BeforeEach
    void start() {
        router = SimulatedRouter.builder().tls(TlsMode.CERTIFICATE).start();
        for (int i = 0; i < ROWS; i++) {
            router.table("/ip/pool").add("name", "pool" + i, "ranges", "192.0.2." + i);
        }
        pool = new SessionPool(
                TRANSPORT, PoolSettings.builder().durationBetweenEvictionRuns(Duration.ofDays(1)).build(), WORKER, TIMER);
        commands = new DeviceCommands(pool);
    }

    @AfterEach
    void nothingIsLeft() {
        soon().untilAsserted(() -> {
            assertThat(device.status().commands()).as("leases").isZero();
            assertThat(device.status().waiting()).as("waiting").isZero();
        });
        pool.close(PATIENCE);
        router.close();
        soon().untilAsserted(() -> assertThat(pool.sessions()).as("sessions").isZero());
    }

    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).atMost(PATIENCE);
    }

    @AfterAll
    static void stop() {
        TRANSPORT.close();
        WORKER.shutdownNow();
        TIMER.shutdownNow();
    }

    private DeviceAccess access(int port) {
        return DeviceAccess.of(router.host(), port, SimulatedRouter.USERNAME, SimulatedRouter.PASSWORD);
    }

    static Stream<Arguments> lineFaults() {
        return cross(LineFault.values()).filter(each -> ((LineFault) each.get()[0]).end((Kind) each.get()[1]) != null);
    }

    static Stream<Arguments> connectFaults() {
        return cross(ConnectFault.values());
    }

    private static Stream<Arguments> cross(Object[] faults) {
        return Arrays.stream(faults).flatMap(fault -> Arrays.stream(Kind.values()).map(kind -> Arguments.of(fault, kind)));
    }

    @ParameterizedTest(name = "{0} meets a {1}")
    @MethodSource("lineFaults")
    void aCommandWhoseLineFails(LineFault fault, Kind kind) throws Exception {
        SessionLimits limits = new SessionLimits(1 << 20, 1 << 16, 1 << 20, SHORT, SHORT);
        device = pool.device(access(router.port()).withLimits(fault.isSilence() ? limits : SessionLimits.DEFAULTS));
        // both sessions, so that the fault meets one that is at hand
        run(Kind.READ, CommandOptions.DEFAULTS);
        run(Kind.STREAM, CommandOptions.DEFAULTS);
        router.journal().clear();
        fault.order.accept(router, kind);

        CommandOptions options = fault.isSilence() ? CommandOptions.DEFAULTS.withTimeout(SHORT) : CommandOptions.DEFAULTS;
        End expected = fault.end(kind);
        if (expected == End.WELL) {
            run(kind, options);
        } else {
            assertThatThrownBy(() -> run(kind, options)).isInstanceOfSatisfying(MikrotikException.class, e -> {
                assertThat(e).isInstanceOf(expected.failure).hasMessageContaining(device.label());
                assertThat(e.getFate()).isEqualTo(expected == End.TRAP ? CommandFate.ANSWERED : CommandFate.OUTCOME_UNKNOWN);
            });
        }

        assertThat(router.journal().count(ADD)).as("writes received").isLessThanOrEqualTo(1);
        assertThat(router.table("/ip/pool").size()).isLessThanOrEqualTo(ROWS + 1);
        router.faults().clear();
        run(Kind.READ, CommandOptions.DEFAULTS);
        run(Kind.STREAM, CommandOptions.DEFAULTS);
    }

    @ParameterizedTest(name = "{0} meets a {1}")
    @MethodSource("connectFaults")
    void aCommandWhoseSessionCannotBeOpened(ConnectFault fault, Kind kind) throws Exception {
        int port = fault.needsTlsPort() ? router.tlsPort() : router.port();
        Duration loginTimeout = fault.isSilence() ? SHORT : PATIENCE;
        device = pool.device(fault.access.apply(access(port).withTimeouts(Duration.ofSeconds(5), loginTimeout)));
        fault.order.accept(router.faults());

        assertThatThrownBy(() -> run(kind, CommandOptions.DEFAULTS)).isInstanceOfSatisfying(MikrotikException.class, e -> {
            assertThat(e).isInstanceOf(fault.failure).hasMessageContaining(device.label());
            assertThat(e.getFate()).isEqualTo(CommandFate.NEVER_SENT);
        });
        assertThatThrownBy(() -> run(kind, CommandOptions.DEFAULTS)).isInstanceOf(DeviceSuspendedException.class);

        assertThat(router.journal().commands()).isEmpty();
        assertThat(pool.openingsStarted()).isEqualTo(1);
        if (fault.isOver()) {
            router.faults().clear();
            PooledDevice patient = pool.device(access(router.port()));
            patient.resume();
            device = patient;
            run(kind, CommandOptions.DEFAULTS);
        }
    }

    /** @throws MikrotikException what the caller is told */
    private void run(Kind kind, CommandOptions options) throws Exception {
        try {
            switch (kind) {
                case READ:
                    assertThat(commands.execute(device, RouterOsCommand.of(PRINT), options, false)
                            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS).rows()).hasSizeGreaterThanOrEqualTo(ROWS);
                    break;
                case WRITE:
                    RouterOsCommand add
                            = RouterOsCommand.builder(ADD).attribute("name", "new").attribute("ranges", "192.0.2.99")
                                    .build();
                    assertThat(commands.execute(device, add, options, false)
                            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS).ret()).startsWith("*");
                    break;
                default:
                    List<RouterOsRow> rows = new ArrayList<>();
                    try (RowStream stream = commands.stream(device, RouterOsCommand.of(PRINT), options)
                            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                        stream.forEachRemaining(rows::add);
                    }
                    assertThat(rows).hasSizeGreaterThanOrEqualTo(ROWS);
            }
        } catch (ExecutionException | CompletionException e) {
            if (e.getCause() instanceof MikrotikException told) {
                throw told;
            }
            throw e;
        }
    }
}
