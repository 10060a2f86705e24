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
import java.util.function.BooleanSupplier;

import io.camelmikrotik.catalogue.CommandKind;
import io.camelmikrotik.exception.CommandNotAllowedException;
import io.camelmikrotik.routeros.RouterOsCommand;

/**
 * Which commands may be sent: what all levels allow. Immutable.
 */
public final class CommandPolicy {

    /** Allows all. */
    public static final CommandPolicy UNRESTRICTED = new CommandPolicy(List.of(), null);

    private static final String READ_ONLY = "readOnly";
    private static final String ALLOWED = "allowedCommands";
    private static final String MAKE_A_FILE = "/file/add";
    private static final String RUN_A_SCRIPT = "/execute";

    private final List<Level> levels;
    /** {@code null} if nothing but the levels decides. */
    private final Fence fence;

    private CommandPolicy(List<Level> levels, Fence fence) {
        this.levels = levels;
        this.fence = fence;
    }

    private record Fence(String option, BooleanSupplier open, String why) {
    }

    /**
     * What this policy allows, while something holds.
     *
     * @param option that makes it depend on that
     * @param open   asked before each command, on any thread, event loops among them
     * @param why    why nothing may be sent when it does not hold
     */
    public CommandPolicy onlyWhile(String option, BooleanSupplier open, String why) {
        return new CommandPolicy(levels, new Fence(option, open, why));
    }

    /** Whether what is allowed now may be forbidden in the next moment. */
    boolean mayChange() {
        return fence != null;
    }

    /** What no level forbids: the client's own questions. */
    CommandPolicy withoutLevels() {
        return fence == null ? UNRESTRICTED : new CommandPolicy(List.of(), fence);
    }

    /**
     * What this policy and another level allow.
     *
     * @param  level                    for people, such as {@code the component}
     * @param  readOnly                 whether it allows reading only
     * @param  allowedCommands          patterns joined by commas, or {@code null} for all commands
     * @throws IllegalArgumentException naming the option, if a pattern is none or no command can match it
     */
    public CommandPolicy and(String level, boolean readOnly, String allowedCommands) {
        if (!readOnly && allowedCommands == null) {
            return this;
        }
        List<Level> more = new ArrayList<>(levels);
        more.add(new Level(level, readOnly, allowedCommands == null ? null : patterns(level, allowedCommands)));
        return new CommandPolicy(List.copyOf(more), fence);
    }

    private static List<CommandPattern> patterns(String level, String allowedCommands) {
        List<CommandPattern> patterns = new ArrayList<>();
        for (String each : allowedCommands.split(",", -1)) {
            try {
                if (each.isBlank()) {
                    throw new IllegalArgumentException(
                            "a pattern is empty; leave the option out to allow all commands");
                }
                patterns.add(CommandPattern.parse(each.strip()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(ALLOWED + "=" + allowedCommands + " of " + level + ": " + e.getMessage());
            }
        }
        return patterns;
    }

    public boolean isUnrestricted() {
        return levels.isEmpty() && fence == null;
    }

    /** Whether a level allows reading only. */
    public boolean isReadOnly() {
        return levels.stream().anyMatch(Level::readOnly);
    }

    /**
     * Why a command may not be sent.
     *
     * @param  device for the text
     * @return        {@code null} if it may
     */
    public CommandNotAllowedException refusal(String device, RouterOsCommand command) {
        for (Level level : levels) {
            CommandNotAllowedException refusal = level.refusal(device, command);
            if (refusal != null) {
                return refusal;
            }
        }
        return fence == null || fence.open.getAsBoolean()
                ? null : new CommandNotAllowedException(device, command.path(), fence.option, "the endpoint", fence.why);
    }

    private record Level(String name, boolean readOnly, List<CommandPattern> allowed) {

        CommandNotAllowedException refusal(String device, RouterOsCommand command) {
            String path = command.path();
            if (readOnly && !command.isRead()) {
                String effect = effect(command);
                return new CommandNotAllowedException(
                        device, path, READ_ONLY, name,
                        READ_ONLY + "=true of " + name + " forbids it, which is " + (effect == null
                                ? "not known to only read" : "a write because of its attribute " + effect));
            }
            if (allowed == null) {
                return null;
            }
            if (!allows(path)) {
                return notAllowed(device, path, "forbids it, because none of its patterns matches");
            }
            String effect = effect(command);
            String needed
                    = effect == null ? null : effect.equals("file") || effect.equals("append") ? MAKE_A_FILE : RUN_A_SCRIPT;
            return needed == null || allows(needed)
                    ? null : notAllowed(
                            device, path,
                            "forbids its attribute " + effect + ", which needs " + needed + " to be allowed as well");
        }

        private CommandNotAllowedException notAllowed(String device, String path, String why) {
            return new CommandNotAllowedException(
                    device, path, ALLOWED, name,
                    ALLOWED + "=" + String.join(",", allowed.stream().map(CommandPattern::toString).toList()) + " of " + name
                                                 + " " + why);
        }

        private boolean allows(String path) {
            return allowed.stream().anyMatch(pattern -> pattern.matches(path));
        }

        /** The attribute that makes a write of what reads otherwise; {@code null} if none does. */
        private static String effect(RouterOsCommand command) {
            if (!command.kind().isRead(name -> false) || command.isRead()) {
                return null;
            }
            return CommandKind.effects().stream().filter(command::has).sorted().findFirst().orElse(null);
        }
    }
}
