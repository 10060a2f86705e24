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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.camelmikrotik.catalogue.RouterOsCatalogue;
import io.camelmikrotik.exception.FatalException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.OutcomeUnknownException;
import io.camelmikrotik.exception.SessionClosedException;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.CommandOptions;
import io.camelmikrotik.routeros.RouterOsCommand;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whether a command is sent again when its reply is lost: every command of the catalogue, in each way to lose it. */
class LostRepliesTest extends PoolTestSupport {

    /** How a command is sent, and how its reply is lost. */
    enum Way {
        COLLECTED_CLOSED,
        COLLECTED_FATAL,
        STREAMED_CLOSED,
        STREAMED_FATAL;

        boolean isStreamed() {
            return ordinal() >= STREAMED_CLOSED.ordinal();
        }

        MikrotikException loss(String device, RouterOsCommand command, CommandFate fate) {
            return name().endsWith("FATAL")
                    ? new FatalException(device, command.path(), fate, "session terminated", "lost")
                    : new SessionClosedException(device, command.path(), fate, "lost", null);
        }
    }

    private PooledDevice device;
    private DeviceCommands commands;

    @BeforeEach
    void start() {
        device = device(settings());
        commands = new DeviceCommands(pool);
    }

    private static List<RouterOsCommand> all(boolean reads) {
        List<RouterOsCommand> all = new ArrayList<>();
        for (String path : RouterOsCatalogue.get().commandPaths()) {
            RouterOsCommand plain = RouterOsCommand.of(path);
            // what reads otherwise, with an argument that makes a write of it
            Stream<RouterOsCommand> withEffects = !plain.isRead()
                    ? Stream.of()
                    : RouterOsCatalogue.get().command(path).orElseThrow().arguments().keySet().stream()
                            .map(name -> RouterOsCommand.builder(path).flag(name).build()).filter(each -> !each.isRead());
            Stream.concat(Stream.of(plain), withEffects).filter(each -> each.isRead() == reads).forEach(all::add);
        }
        return all;
    }

    /** The failure that the caller hears; the commands that were sent are the fleet's. */
    private Throwable send(Way way, RouterOsCommand command, boolean retryWrites) {
        fleet.sent.clear();
        CompletableFuture<?> reply = way.isStreamed()
                ? commands.stream(device, command, CommandOptions.DEFAULTS)
                : commands.execute(device, command, CommandOptions.DEFAULTS, retryWrites);
        return failure(reply);
    }

    private void lose(Way way, CommandFate fate) {
        fleet.failCommands((session, command) -> way.loss(session.device(), command, fate));
    }

    @ParameterizedTest
    @EnumSource
    void aWriteWhoseReplyIsLostIsNeverRepeated(Way way) {
        lose(way, CommandFate.OUTCOME_UNKNOWN);
        List<RouterOsCommand> writes = all(false);

        assertThat(writes).hasSizeGreaterThan(4_000).allSatisfy(command -> {
            assertThat(send(way, command, false)).isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageContaining(command.path());
            assertThat(fleet.sent).containsExactly(command.path());
        });
    }

    @ParameterizedTest
    @EnumSource
    void aReadWhoseReplyIsLostIsRepeatedOnce(Way way) {
        lose(way, CommandFate.OUTCOME_UNKNOWN);
        List<RouterOsCommand> reads = all(true);

        assertThat(reads).hasSizeGreaterThan(2_000).allSatisfy(command -> {
            assertThat(send(way, command, false)).isNotInstanceOf(OutcomeUnknownException.class);
            assertThat(fleet.sent).containsExactly(command.path(), command.path());
        });
    }

    @ParameterizedTest
    @EnumSource
    void aWriteThatWasNeverSentIsSentOnceMoreAndIsNotInDoubt(Way way) {
        lose(way, CommandFate.NEVER_SENT);

        assertThat(all(false)).allSatisfy(command -> {
            assertThat(send(way, command, false)).isNotInstanceOf(OutcomeUnknownException.class);
            assertThat(fleet.sent).hasSize(2);
        });
    }

    @Test
    void aWriteThatMayBeRepeatedIsRepeatedOnceAndStaysInDoubt() {
        lose(Way.COLLECTED_CLOSED, CommandFate.OUTCOME_UNKNOWN);

        assertThat(all(false)).allSatisfy(command -> {
            assertThat(send(Way.COLLECTED_CLOSED, command, true)).isInstanceOf(OutcomeUnknownException.class);
            assertThat(fleet.sent).hasSize(2);
        });
    }
}
