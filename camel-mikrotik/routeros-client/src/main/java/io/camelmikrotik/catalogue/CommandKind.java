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
package io.camelmikrotik.catalogue;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What kind of command one is: what may be done with it, decided in one place. It follows from the catalogue and from
 * {@code command-kinds-exceptions.tsv}; the whole table is {@code command-kinds.tsv} beside the module's sources.
 * <p>
 * What is not known to be free of effects is a write. Immutable and safe for any thread. The catalogue is read only for
 * verbs that the exceptions do not name and that most menus do not have.
 */
public final class CommandKind {

    /** Verbs that most menus have: they end by themselves, return no rows, and the catalogue need not be asked. */
    private static final Set<String> COMMON_WRITES
            = Set.of("add", "set", "reset", "unset", "move", "comment", "reset-counters", "reset-counters-all", "edit");
    private static final Set<String> COMMON_ON_ROWS
            = Set.of("set", "reset", "unset", "move", "comment", "reset-counters", "remove", "enable", "disable", "get",
                    "edit");
    private static final Set<String> LIMITS = CommandExceptions.arguments(CommandTrait.LIMIT);
    private static final Set<String> EFFECTS = CommandExceptions.arguments(CommandTrait.EFFECT);
    private static final Set<String> REPEATS = CommandExceptions.arguments(CommandTrait.REPEAT);
    private static final Set<String> FOLLOWS = CommandExceptions.arguments(CommandTrait.FOLLOW);

    private final String path;
    private final String verb;
    private final Set<CommandTrait> traits;

    private CommandKind(String path) {
        this.path = path;
        this.verb = path.substring(path.lastIndexOf('/') + 1);
        Set<CommandTrait> found = CommandExceptions.ofCommand(path);
        this.traits = found == null ? Set.of() : found;
    }

    /**
     * The kind of a command.
     *
     * @param path its command word, such as {@code /ppp/secret/print}
     */
    public static CommandKind of(String path) {
        return new CommandKind(path);
    }

    /** The attributes that end an endless command: {@code once}, {@code duration}, {@code count}. */
    public static Set<String> limits() {
        return LIMITS;
    }

    /** The attributes that make a write of a command that reads otherwise, such as {@code file}. */
    public static Set<String> effects() {
        return EFFECTS;
    }

    /** The attributes that make a print go on with the changes of its menu, such as {@code follow}. */
    public static Set<String> follows() {
        return FOLLOWS;
    }

    /**
     * Whether it changes nothing on the router, so that executing it twice does no harm.
     *
     * @param has whether the command has an attribute of that name: some make a write of a read
     */
    public boolean isRead(Predicate<String> has) {
        return traits.contains(CommandTrait.READ)
                && (traits.contains(CommandTrait.HARMLESS) || EFFECTS.stream().noneMatch(has));
    }

    /**
     * Whether it sends rows until it is cancelled.
     *
     * @param has whether the command has an attribute of that name: some end it, some make it go on
     */
    public boolean isEndless(Predicate<String> has) {
        if (traits.contains(CommandTrait.READ) && traits.contains(CommandTrait.ROWS)
                && !traits.contains(CommandTrait.ENDLESS)) {
            return REPEATS.stream().anyMatch(has);
        }
        return goesOn() && LIMITS.stream().noneMatch(has);
    }

    /** Whether it goes on where nothing limits it. */
    private boolean goesOn() {
        if (traits.contains(CommandTrait.ENDLESS)) {
            return true;
        }
        return !traits.contains(CommandTrait.ENDS) && !traits.contains(CommandTrait.READ) && !COMMON_WRITES.contains(verb)
                && catalogued().filter(c -> c.arguments().containsKey("freeze-frame-interval")
                        || c.arguments().containsKey("duration")).isPresent();
    }

    /** Whether it returns rows; what goes on until it is cancelled has nothing else to send. */
    public boolean returnsRows() {
        return traits.contains(CommandTrait.ROWS) || goesOn() || !COMMON_WRITES.contains(verb) && !mayBeChunked()
                && catalogued().filter(c -> c.arguments().containsKey("proplist") || !c.rowProperties().isEmpty()).isPresent();
    }

    /** Whether it names the rows that it is about by {@code .id} or {@code numbers}. */
    public boolean takesIds() {
        if (COMMON_ON_ROWS.contains(verb)) {
            return true;
        }
        return !traits.contains(CommandTrait.ROWS) && catalogued()
                .filter(c -> c.arguments().containsKey("numbers") || c.arguments().containsKey("number")).isPresent();
    }

    /** Whether one command may name several rows, their ids joined by commas. */
    public boolean mayBeChunked() {
        return traits.contains(CommandTrait.CHUNK);
    }

    /** Whether it prints a menu: it takes query words and {@code .proplist}, and nothing from a row. */
    public boolean takesQueries() {
        return traits.contains(CommandTrait.QUERY);
    }

    /** Whether it takes the properties of a row: {@code add} and {@code set}. */
    public boolean takesProperties() {
        return traits.contains(CommandTrait.PROPERTIES);
    }

    /** Whether a list of rows means one such command for each of them. */
    public boolean isForEachRow() {
        return traits.contains(CommandTrait.LIST);
    }

    /** Whether it takes the id only of a row that was printed. */
    public boolean takesIdOnly() {
        return traits.contains(CommandTrait.ID_ONLY);
    }

    /** Whether it is about the API session itself, which routes share: it is not for them. */
    public boolean isAboutSession() {
        return traits.contains(CommandTrait.SESSION) || path.startsWith("/safe-mode/");
    }

    /** Whether the router ends the session as its effect. */
    public boolean endsSession() {
        return traits.contains(CommandTrait.ENDS_SESSION);
    }

    private Optional<CatalogueCommand> catalogued() {
        return RouterOsCatalogue.get().command(path);
    }
}
