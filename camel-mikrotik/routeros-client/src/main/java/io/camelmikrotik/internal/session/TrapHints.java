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
package io.camelmikrotik.internal.session;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.camelmikrotik.routeros.Diagnosis;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.routeros.Trap;

/**
 * What to do about the router's common refusals, in words.
 */
final class TrapHints {

    private static final int SHOWN = 20;

    private TrapHints() {
    }

    /** A clause to append to the message, or nothing where no advice is known. */
    static String of(Trap trap, RouterOsCommand command) {
        String text = trap.message().toLowerCase(Locale.ROOT);
        if (text.contains("not enough permissions")) {
            return "; the group of this user lacks a policy that the command needs: /user/group/print" + Diagnosis.POINTER;
        } else if (text.contains("no such command")) {
            return or(
                    new CatalogueAdvice(command).onCommand(),
                    "; this RouterOS version, package or board does not have the command");
        } else if (text.contains("unknown parameter")) {
            return unknownParameter(command);
        } else if (text.contains("does not match any value of")) {
            return new CatalogueAdvice(command).onValue(trap.message());
        } else if (text.contains("missing value")) {
            return new CatalogueAdvice(command).onMissingValues();
        } else if (text.contains("no such item")) {
            return namesNoRow(command)
                    ? "; the command does not say which row: give .id (a printed row has it) or numbers"
                    : "; the row is gone or its id has changed: print the table again";
        } else if (text.contains("(13)")) {
            return "; a service of the router did not answer it: the command may be tried again";
        }
        return "";
    }

    private static boolean namesNoRow(RouterOsCommand command) {
        return !command.has(".id") && !command.has("numbers") && Set.of("set", "unset", "remove", "enable", "disable")
                .contains(command.path().substring(command.path().lastIndexOf('/') + 1));
    }

    private static String unknownParameter(RouterOsCommand command) {
        CatalogueAdvice catalogue = new CatalogueAdvice(command);
        Map<String, String> unknown = catalogue.onUnknownNames();
        List<String> printed = WritableProperties.notWritable(command).stream()
                .filter(name -> !unknown.containsKey(name)).toList();
        String advice = String.join("", unknown.values()) + onPrinted(printed);
        return or(
                advice, or(catalogue.onVersionsOfParameters(), "; the menu has no such property in this RouterOS version"));
    }

    private static String onPrinted(List<String> printed) {
        return printed.isEmpty()
                ? ""
                : "; it is printed, but cannot be set: "
                  + String.join(", ", printed.subList(0, Math.min(SHOWN, printed.size())))
                  + (printed.size() > SHOWN ? ", …" : "") + " (writableOnly=true leaves out of a row what cannot be set)";
    }

    private static String or(String known, String otherwise) {
        return known.isEmpty() ? otherwise : known;
    }
}
