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
package io.camelmikrotik.write;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.camelmikrotik.routeros.BadInputException;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.MikrotikException;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.routeros.TrapException;

/**
 * Makes a row be as wanted, whether it exists or not: finds it by its key, then adds it, or sets what differs, or does
 * nothing.
 * <p/>
 * Others may add or remove the row in between: an {@code add} that is refused because there is such a row now leads to
 * another look, a {@code set} of a row that has gone to an {@code add}, {@value #MOST_TURNS} times at most.
 */
public final class Upsert implements Conversation {

    private static final String ID = ".id";
    private static final int MOST_TURNS = 3;

    private enum Step {
        FIND,
        ADD,
        SET,
        ENDED
    }

    private final long index;
    private final Object element;
    private final String device;
    private final String menu;
    private final Map<String, Object> properties;
    private final RowKey key;
    private Step step;
    private RouterOsCommand command;
    private String id;
    private int turns;
    private TrapException refusedAdd;
    private WriteOutcome outcome;
    private MikrotikException failure;

    /**
     * @param  index             of the element
     * @param  element           as it was given, for the outcome
     * @param  device            for messages
     * @param  menu              such as {@code /ppp/secret}
     * @param  key               names of the properties that tell which row is meant
     * @param  properties        the row as wanted: text, {@code byte[]}, or {@code null} for a property to be unset.
     *                           Properties that it does not name stay as they are
     * @throws BadInputException if a key property has no value
     */
    public Upsert(long index, Object element, String device, String menu, List<String> key, Map<String, Object> properties) {
        this.index = index;
        this.element = element;
        this.device = device;
        this.menu = menu;
        this.properties = new LinkedHashMap<>(properties);
        this.properties.remove(ID);
        this.key = new RowKey(key, this.properties);
        find();
    }

    /** The values of the key, the same for two elements that mean the same row. */
    public List<String> key() {
        return key.canonical();
    }

    @Override
    public RouterOsCommand command() {
        return command;
    }

    @Override
    public void answered(Reply reply) {
        switch (step) {
            case FIND -> found(reply.rows().stream().filter(key::matches).toList());
            case ADD -> done(reply.ret(), WriteOutcome.Effect.CREATED);
            default -> done(id, WriteOutcome.Effect.UPDATED);
        }
    }

    @Override
    public void failed(MikrotikException problem) {
        boolean mayTurn = problem instanceof TrapException && ++turns < MOST_TURNS;
        if (mayTurn && step == Step.ADD && saysThatItExists((TrapException) problem)) {
            refusedAdd = (TrapException) problem;
            find();
        } else if (mayTurn && step == Step.SET && saysThatItIsGone((TrapException) problem)) {
            add();
        } else if (step == Step.FIND && !(problem instanceof TrapException)) {
            // whatever became of the question: nothing was written
            fail(problem, WriteOutcome.notSent(index, element, problem.getMessage()));
        } else {
            fail(problem, SingleCommand.outcomeOf(index, element, problem));
        }
    }

    @Override
    public void abandoned(String why) {
        fail(new MikrotikException(device, menu, CommandFate.NEVER_SENT, why, null),
                WriteOutcome.notSent(index, element, why));
    }

    @Override
    public List<WriteOutcome> outcomes() {
        return List.of(outcome);
    }

    /** Why it was not done; {@code null} if it was. */
    public MikrotikException failure() {
        return failure;
    }

    private void find() {
        step = Step.FIND;
        Set<String> wanted = new LinkedHashSet<>(List.of(ID));
        wanted.addAll(properties.keySet());
        command = RouterOsCommand.builder(menu + "/print").properties(wanted).queries(key.queryWords()).build();
    }

    private void found(List<RouterOsRow> rows) {
        if (rows.size() > 1) {
            MikrotikException ambiguous = new AmbiguousKeyException(
                    device, menu, key.toString(), rows.stream().map(RouterOsRow::getId).toList());
            fail(ambiguous, WriteOutcome.notSent(index, element, ambiguous.getMessage()));
        } else if (rows.size() == 1) {
            setWhatDiffers(rows.get(0));
        } else if (refusedAdd != null) {
            // it is another property than the key that must be unique
            fail(refusedAdd, WriteOutcome.trapped(index, element, refusedAdd));
        } else {
            add();
        }
    }

    private void add() {
        step = Step.ADD;
        RouterOsCommand.Builder add = RouterOsCommand.builder(menu + "/add");
        properties.forEach((name, value) -> {
            if (value != null) {
                put(add, name, value);
            }
        });
        command = add.build();
    }

    private void setWhatDiffers(RouterOsRow row) {
        id = row.getId();
        if (id == null) {
            MikrotikException single = new BadInputException(
                    "the row of " + menu + " that has this key has no .id: a menu of one row cannot be upserted; write it with "
                                                             + menu + "/set");
            fail(single, WriteOutcome.notSent(index, element, single.getMessage()));
            return;
        }
        RouterOsCommand.Builder set = RouterOsCommand.builder(menu + "/set").attribute(ID, id);
        boolean[] differs = { false };
        properties.forEach((name, value) -> {
            if (!isAlready(row, name, value)) {
                differs[0] = true;
                put(set, name, value);
            }
        });
        if (differs[0]) {
            step = Step.SET;
            command = set.build();
        } else {
            done(id, WriteOutcome.Effect.UNCHANGED);
        }
    }

    private static boolean isAlready(RouterOsRow row, String name, Object value) {
        return value instanceof byte[] bytes
                ? Arrays.equals(bytes, row.getBytes(name))
                : CanonicalValue.INSTANCE.same(name, (String) value, row.get(name));
    }

    private static void put(RouterOsCommand.Builder command, String name, Object value) {
        if (value == null) {
            command.flag("!" + name);
        } else if (value instanceof byte[] bytes) {
            command.attribute(name, bytes);
        } else {
            command.attribute(name, (String) value);
        }
    }

    private static boolean saysThatItExists(TrapException trap) {
        String text = trap.getTrapMessage().toLowerCase(Locale.ROOT);
        return text.contains("already") || text.contains("exists");
    }

    private static boolean saysThatItIsGone(TrapException trap) {
        return trap.getTrapMessage().toLowerCase(Locale.ROOT).contains("no such item");
    }

    private void done(String rowId, WriteOutcome.Effect effect) {
        end(WriteOutcome.done(index, element, rowId, effect));
    }

    private void fail(MikrotikException why, WriteOutcome end) {
        failure = why;
        end(end);
    }

    private void end(WriteOutcome end) {
        outcome = end;
        step = Step.ENDED;
        command = null;
    }
}
