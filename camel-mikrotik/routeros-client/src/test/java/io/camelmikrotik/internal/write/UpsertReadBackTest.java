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
package io.camelmikrotik.internal.write;

import java.util.List;
import java.util.Map;

import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.internal.session.DoneReply;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.write.WriteOutcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a router prints otherwise than it was written. */
class UpsertReadBackTest {

    private static final Map<String, Object> WANTED = Map.of("comment", "x", "icmp-options", "8:0");

    private final Upsert upsert = new Upsert(0, WANTED, "r1", "/ip/firewall/filter", List.of("comment"), WANTED, null);

    @Test
    void aTextWhoseMeaningIsNotKnownIsWrittenOnceReadOnceAndTold() {
        answer(row("8:0-255"));
        assertThat(upsert.command().attributes()).extracting(each -> each.name())
                .containsExactly(".id", "icmp-options");
        answer();
        assertThat(upsert.command().path()).isEqualTo("/ip/firewall/filter/print");

        answer(row("8:0-255"));

        assertThat(upsert.command()).isNull();
        assertThat(upsert.outcomes().get(0).effect()).isEqualTo(WriteOutcome.Effect.UPDATED);
        assertThat(upsert.outcomes().get(0).message()).contains("write it as the router prints it: icmp-options=8:0-255");
    }

    @Test
    void aTextThatIsPrintedAsItWasWrittenHasNoRemark() {
        answer(row("3:0"));
        answer();
        answer(row("8:0"));

        assertThat(upsert.outcomes().get(0).message()).isNull();
    }

    @Test
    void whatWasSetIsDoneAlsoIfItCannotBeReadBack() {
        answer(row("3:0"));
        answer();
        upsert.failed(new MikrotikException("r1", "/x", CommandFate.OUTCOME_UNKNOWN, "lost", null));

        assertThat(upsert.outcomes().get(0).isDone()).isTrue();
    }

    @Test
    void whatWasSetIsDoneAlsoIfTheWorkIsGivenUpBeforeItIsReadBack() {
        answer(row("3:0"));
        answer();
        upsert.abandoned("stopped");

        assertThat(upsert.outcomes().get(0).isDone()).isTrue();
        assertThat(upsert.failure()).isNull();
    }

    @Test
    void freeTextIsNotReadBack() {
        Map<String, Object> wanted = Map.of("comment", "x", "log-prefix", "new");
        Upsert free = new Upsert(0, wanted, "r1", "/ip/firewall/filter", List.of("comment"), wanted, null);
        free.answered(new Reply(
                List.of(RouterOsRow.of(Map.of(".id", "*1", "comment", "x", "log-prefix", "old"))), DoneReply.BARE));
        free.answered(new Reply(List.of(), DoneReply.BARE));

        assertThat(free.command()).isNull();
    }

    private void answer(RouterOsRow... rows) {
        upsert.answered(new Reply(List.of(rows), DoneReply.BARE));
    }

    private static RouterOsRow row(String options) {
        return RouterOsRow.of(Map.of(".id", "*1", "comment", "x", "icmp-options", options));
    }
}
