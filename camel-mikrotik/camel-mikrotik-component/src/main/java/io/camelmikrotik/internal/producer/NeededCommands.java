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
package io.camelmikrotik.internal.producer;

import java.util.List;
import java.util.stream.Stream;

import io.camelmikrotik.MikrotikConfiguration;
import io.camelmikrotik.internal.command.CommandTemplate;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.write.OnAbsent;

/**
 * The commands without which an operation cannot do its work: all of them must be allowed before the first is sent, so
 * that none stops half way.
 */
public final class NeededCommands {

    private NeededCommands() {
    }

    /**
     * @param path of the endpoint or the message: of a command, or of the menu of another operation
     */
    public static List<RouterOsCommand> of(MikrotikConfiguration options, String path) {
        return switch (options.getOperation()) {
            case COMMAND -> List.of(fixed(options, path));
            case UPSERT -> inMenu(path, Stream.of("print", "add", "set"));
            case UPDATE -> inMenu(path, Stream.of("print", "set"));
            case ENSURE -> inMenu(path, ensure(options));
            case UPLOAD -> FileUpload.commands(options.getUploadAddress() != null);
            case APPLY_SCRIPT -> RouterScripts.commands(ApplyScriptOperation.BACKUP.equals(options.getRevert()));
            case DOWNLOAD -> List.of(RouterOsCommand.of("/file/read"));
            // a diagnosis knows its own commands, and asks when it begins; the others send nothing
            case DIAGNOSE, DEVICES, ROLLOUT -> List.of();
        };
    }

    private static Stream<String> ensure(MikrotikConfiguration options) {
        if (options.isDryRun()) {
            return Stream.of("print");
        }
        Stream<String> always = Stream.of("print", "add", "set");
        Stream<String> placed = options.isOrdered() ? Stream.concat(always, Stream.of("move")) : always;
        OnAbsent absent = options.getOnAbsent();
        return absent == OnAbsent.IGNORE
                ? placed
                : Stream.concat(placed, Stream.of(absent == OnAbsent.REMOVE ? "remove" : "disable"));
    }

    private static List<RouterOsCommand> inMenu(String path, Stream<String> verbs) {
        String menu = UpsertOperation.menu(path);
        return verbs.map(verb -> RouterOsCommand.of(menu + "/" + verb)).toList();
    }

    /** With the attributes that it has whatever a message says. */
    private static RouterOsCommand fixed(MikrotikConfiguration options, String path) {
        RouterOsCommand.Builder fixed = RouterOsCommand.builder(path);
        options.getAttributes().forEach((name, value) -> {
            if (!CommandTemplate.isParameter(value)) {
                fixed.flag(name);
            }
        });
        return fixed.build();
    }
}
