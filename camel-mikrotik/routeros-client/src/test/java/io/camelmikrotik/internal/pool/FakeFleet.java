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

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import io.camelmikrotik.exception.DeviceUnreachableException;
import io.camelmikrotik.exception.LoginRefusedException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.internal.session.ApiSession;
import io.camelmikrotik.internal.session.SessionOpener;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.RouterOsCommand;

/**
 * Devices without a network, and the books on them. Unless told otherwise, every device lets everybody in at once.
 */
final class FakeFleet implements SessionOpener {

    final Queue<FakeSession> sessions = new ConcurrentLinkedQueue<>();
    /** The paths of the commands that were sent. */
    final Queue<String> sent = new ConcurrentLinkedQueue<>();
    private volatile BiFunction<FakeSession, RouterOsCommand, MikrotikException> commands = (session, command) -> {
        throw new UnsupportedOperationException("the pool sends nothing");
    };
    final AtomicInteger validations = new AtomicInteger();
    private final Map<String, Books> books = new ConcurrentHashMap<>();
    private volatile Consumer<FakeSession> manner = FakeSession::loggedIn;

    static DeviceAccess device(String host) {
        return DeviceAccess.of(host, 8728, "api", "secret");
    }

    // ---- how devices answer from now on

    void letIn() {
        manner = FakeSession::loggedIn;
    }

    void stayDown() {
        manner = session -> session.failsToOpen(unreachable(session));
    }

    void refuseLogins() {
        manner = session -> session.failsToOpen(refused(session));
    }

    /** Opening goes on until the test ends it. */
    void keepOpening() {
        manner = session -> {
        };
    }

    void behave(Consumer<FakeSession> newManner) {
        manner = newManner;
    }

    /** Commands fail in this way from now on. */
    void failCommands(BiFunction<FakeSession, RouterOsCommand, MikrotikException> failure) {
        commands = failure;
    }

    MikrotikException answer(FakeSession session, RouterOsCommand command) {
        return commands.apply(session, command);
    }

    static DeviceUnreachableException unreachable(FakeSession session) {
        return new DeviceUnreachableException(session.device(), session.device() + " refused the connection", null);
    }

    static LoginRefusedException refused(FakeSession session) {
        return new LoginRefusedException(
                session.device(), "invalid user name or password (6)",
                session.device() + " refused the login: \"invalid user name or password (6)\"");
    }

    // ---- the books

    /** All sessions in the order of their opening. */
    List<FakeSession> opened() {
        return List.copyOf(sessions);
    }

    FakeSession last() {
        List<FakeSession> all = opened();
        return all.get(all.size() - 1);
    }

    List<FakeSession> open() {
        return sessions.stream().filter(FakeSession::isOpen).toList();
    }

    Books books(String label) {
        return books.computeIfAbsent(label, missing -> new Books());
    }

    Books books(DeviceAccess access) {
        return books(access.label());
    }

    @Override
    public ApiSession open(DeviceAccess access) {
        FakeSession session = new FakeSession(this, access);
        // booked before a test can see it and end it
        books(access).begin(session);
        sessions.add(session);
        manner.accept(session);
        return session;
    }

    void openingEnded(FakeSession session) {
        books(session.access).opening.remove(session);
    }

    void ended(FakeSession session) {
        books(session.access).open.remove(session);
    }

    /** What one device saw. */
    static final class Books {

        final AtomicInteger attempts = new AtomicInteger();
        final AtomicInteger openAtMost = new AtomicInteger();
        final AtomicInteger openingAtMost = new AtomicInteger();
        private final List<FakeSession> open = new CopyOnWriteArrayList<>();
        private final List<FakeSession> opening = new CopyOnWriteArrayList<>();

        private void begin(FakeSession session) {
            attempts.incrementAndGet();
            open.add(session);
            opening.add(session);
            openAtMost.accumulateAndGet(open.size(), Math::max);
            openingAtMost.accumulateAndGet(opening.size(), Math::max);
        }

        int open() {
            return open.size();
        }
    }
}
