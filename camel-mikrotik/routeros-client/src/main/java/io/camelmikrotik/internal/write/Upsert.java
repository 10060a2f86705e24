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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.camelmikrotik.exception.AmbiguousKeyException;
import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.exception.MikrotikException;
import io.camelmikrotik.exception.NoSuchRowException;
import io.camelmikrotik.exception.TrapException;
import io.camelmikrotik.internal.value.CanonicalValue;
import io.camelmikrotik.routeros.CommandFate;
import io.camelmikrotik.routeros.Reply;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.write.OnMissing;
import io.camelmikrotik.write.WriteOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a row be as wanted, whether it exists or not: finds it by its key, then adds it, or sets what differs, or does
 * nothing.
 * <p>
 * Others may add or remove the row in between: an {@code add} that is refused because there is such a row now leads to
 * another look, a {@code set} of a row that has gone to an {@code add}, {@value #MOST_TURNS} times at most. Rows that
 * the router itself makes are set apart. In a menu of one row without an id, that row is set. An update is an upsert
 * that adds nothing.
 */
public final class Upsert implements CommandSequence {

    private static final String ID = ".id";
    private static final int MOST_TURNS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Upsert.class);

    private enum Step {
        FIND,
        /** All rows, where a query may not find the one. */
        LOOK_AT_ALL,
        ADD,
        SET,
        /** What was set is read again, if the router may print it otherwise. */
        READ_BACK,
        ENDED
    }

    private final long index;
    private final Object element;
    private final String device;
    private final String menu;
    private final Map<String, Object> properties;
    private final RowKey key;
    private final CanonicalValue values;
    /** {@code null} to add a row that is missing. */
    private final OnMissing onMissing;
    private Step step;
    private RouterOsCommand command;
    private String id;
    private Set<String> written = Set.of();
    private int turns;
    private TrapException refusedAdd;
    private WriteOutcome outcome;
    private MikrotikException failure;

    /**
     * @param  index             of the element
     * @param  element           as it was given, for the outcome
     * @param  device            for messages
     * @param  menu              such as {@code /ppp/secret}
     * @param  key               names of the properties that tell which row is meant; none for a menu of one row
     * @param  properties        the row as wanted: text, {@code byte[]}, or {@code null} for a property to be unset.
     *                           Properties that it does not name stay as they are
     * @param  onMissing         what to do if there is no row; {@code null} to add it
     * @throws BadInputException if a key property has no value
     */
    public Upsert(long index, Object element, String device, String menu, List<String> key, Map<String, Object> properties,
                  OnMissing onMissing) {
        this.index = index;
        this.element = element;
        this.device = device;
        this.menu = menu;
        this.properties = new LinkedHashMap<>(properties);
        this.properties.remove(ID);
        this.values = CanonicalValue.INSTANCE.in(menu);
        this.key = new RowKey(key, this.properties, values);
        this.onMissing = onMissing;
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
            case FIND, LOOK_AT_ALL -> found(reply.rows());
            case ADD -> done(reply.ret(), WriteOutcome.Effect.CREATED, null);
            case SET -> readBack();
            default -> compare(reply.rows());
        }
    }

    @Override
    public void failed(MikrotikException problem) {
        boolean trapped = problem instanceof TrapException;
        boolean mayTurn = trapped && ++turns < MOST_TURNS;
        if (step == Step.READ_BACK) {
            // it was set: looking at it is all that failed
            done(id, WriteOutcome.Effect.UPDATED, null);
        } else if (mayTurn && step == Step.ADD && says((TrapException) problem, "already", "exists")) {
            refusedAdd = (TrapException) problem;
            find();
        } else if (mayTurn && step == Step.ADD && says((TrapException) problem, "no such command")) {
            // a menu of one row, perhaps, and the query has hidden it
            refusedAdd = (TrapException) problem;
            lookAtAll();
        } else if (mayTurn && step == Step.SET && says((TrapException) problem, "no such item")) {
            missing();
        } else if (isReading() && !trapped) {
            // whatever became of the question: nothing was written
            fail(problem, WriteOutcome.notSent(index, element, problem.getMessage()));
        } else {
            fail(problem, SingleCommand.outcomeOf(index, element, problem));
        }
    }

    @Override
    public void abandoned(String why) {
        if (step == Step.READ_BACK) {
            done(id, WriteOutcome.Effect.UPDATED, null);
        } else {
            fail(new MikrotikException(device, menu, CommandFate.NEVER_SENT, why, null),
                    WriteOutcome.notSent(index, element, why));
        }
    }

    @Override
    public List<WriteOutcome> outcomes() {
        return List.of(outcome);
    }

    /** Why it was not done; {@code null} if it was. */
    public MikrotikException failure() {
        return failure;
    }

    private boolean isReading() {
        return step == Step.FIND || step == Step.LOOK_AT_ALL;
    }

    private void find() {
        step = Step.FIND;
        command = print(key.queryWords());
    }

    private void lookAtAll() {
        step = Step.LOOK_AT_ALL;
        command = print(List.of());
    }

    private RouterOsCommand print(List<String> queries) {
        Set<String> wanted = new LinkedHashSet<>(List.of(ID));
        wanted.addAll(properties.keySet());
        wanted.addAll(RowOwner.PROPERTIES);
        return RouterOsCommand.builder(menu + "/print").properties(wanted).queries(queries).build();
    }

    private void found(List<RouterOsRow> all) {
        if (all.size() == 1 && all.get(0).getId() == null && !all.get(0).isEmpty()) {
            // a menu of one row, which has no id: there is nothing to look for
            setWhatDiffers(all.get(0));
            return;
        }
        List<RouterOsRow> rows = all.stream().filter(row -> row.getId() != null && key.matches(row)).toList();
        List<RouterOsRow> dynamic = rows.stream().filter(row -> RowOwner.of(row) == RowOwner.DYNAMIC).toList();
        rows = rows.stream().filter(row -> RowOwner.of(row) != RowOwner.DYNAMIC).toList();
        if (key.isEmpty()) {
            refuse(new MikrotikException(
                    device, menu, CommandFate.NEVER_SENT,
                    menu + " on " + device + " has rows with ids: key must name the properties that tell which one is meant;"
                                                          + " nothing was written",
                    null));
        } else if (rows.size() > 1) {
            refuse(new AmbiguousKeyException(device, menu, key.toString(), rows.stream().map(RouterOsRow::getId).toList()));
        } else if (rows.size() == 1) {
            setWhatDiffers(rows.get(0));
        } else if (!dynamic.isEmpty()) {
            foundDynamic(dynamic.get(0));
        } else if (step == Step.FIND && !key.findsAll()) {
            lookAtAll();
        } else if (refusedAdd != null) {
            // it is another property than the key that must be unique
            fail(refusedAdd, WriteOutcome.trapped(index, element, refusedAdd));
        } else {
            missing();
        }
    }

    /** The router makes it and takes it away again; it cannot be set. */
    private void foundDynamic(RouterOsRow row) {
        Set<String> different = differences(row);
        // an entry with a timeout is dynamic, and its time is running
        boolean timed = properties.get("timeout") != null;
        if (timed) {
            different.remove("timeout");
        }
        if (timed && different.isEmpty()) {
            done(row.getId(), WriteOutcome.Effect.UNCHANGED, null);
            return;
        }
        String why = different.isEmpty()
                ? "which will go by itself" : "which differs in " + String.join(", ", different);
        refuse(new MikrotikException(
                device, menu, CommandFate.NEVER_SENT,
                menu + " on " + device + " has a dynamic row (" + row.getId() + ") of " + key + ", " + why
                                                      + "; it was not touched, and nothing was written",
                null));
    }

    private void refuse(MikrotikException why) {
        fail(why, WriteOutcome.notSent(index, element, why.getMessage()));
    }

    private void missing() {
        if (onMissing == null) {
            add();
        } else if (onMissing == OnMissing.IGNORE) {
            done(null, WriteOutcome.Effect.MISSING, null);
        } else {
            refuse(new NoSuchRowException(device, menu, key.toString()));
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
        Set<String> different = differences(row);
        if (different.isEmpty()) {
            done(id, WriteOutcome.Effect.UNCHANGED, null);
            return;
        }
        RouterOsCommand.Builder set = RouterOsCommand.builder(menu + "/set");
        if (id != null) {
            set.attribute(ID, id);
        }
        different.forEach(name -> put(set, name, properties.get(name)));
        step = Step.SET;
        command = set.build();
        written = different;
    }

    private Set<String> differences(RouterOsRow row) {
        Set<String> different = new LinkedHashSet<>();
        properties.forEach((name, value) -> {
            if (!isAlready(row, name, value)) {
                different.add(name);
            }
        });
        return different;
    }

    private boolean isAlready(RouterOsRow row, String name, Object value) {
        return value instanceof byte[] bytes
                ? Arrays.equals(bytes, row.getBytes(name))
                : values.isFulfilled(name, (String) value, row.get(name));
    }

    // ---- reading back

    private void readBack() {
        List<String> names = written.stream().filter(
                name -> properties.get(name) instanceof String text && values.mayBeRespelled(name, text)).toList();
        if (names.isEmpty()) {
            done(id, WriteOutcome.Effect.UPDATED, null);
            return;
        }
        written.retainAll(names);
        step = Step.READ_BACK;
        command = RouterOsCommand.builder(menu + "/print").properties(names)
                .queries(id == null ? List.of() : List.of("?.id=" + id)).build();
    }

    private void compare(List<RouterOsRow> rows) {
        String remark = null;
        if (rows.size() == 1) {
            List<String> printed = new ArrayList<>();
            differences(rows.get(0)).stream().filter(name -> written.contains(name) && rows.get(0).get(name) != null)
                    .forEach(name -> printed.add(name + "=" + rows.get(0).get(name)));
            if (!printed.isEmpty()) {
                remark = "the router prints otherwise what was set. If it means the same, write it as the router prints it: "
                         + String.join(" ", printed) + "; until then it is set each time";
                LOG.warn("{} of {} on {}: {}", key.isEmpty() ? "the row" : key, menu, device, remark);
            }
        }
        done(id, WriteOutcome.Effect.UPDATED, remark);
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

    private static boolean says(TrapException trap, String... words) {
        String text = trap.getTrapMessage().toLowerCase(Locale.ROOT);
        return Arrays.stream(words).anyMatch(text::contains);
    }

    private void done(String rowId, WriteOutcome.Effect effect, String remark) {
        end(WriteOutcome.done(index, element, rowId, effect, remark));
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
