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
package io.camelmikrotik.internal.component;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.camelmikrotik.catalogue.CatalogueArgument;
import io.camelmikrotik.catalogue.CatalogueCommand;
import io.camelmikrotik.catalogue.CatalogueMenu;
import io.camelmikrotik.catalogue.CommandCheck;
import io.camelmikrotik.catalogue.CommandKind;
import io.camelmikrotik.catalogue.Finding;
import io.camelmikrotik.catalogue.RouterOsCatalogue;
import io.camelmikrotik.catalogue.ValueForm;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/**
 * What the catalogue of RouterOS says of a menu or a command, for people and as JSON. Immutable.
 */
public final class CatalogueDescription {

    private final JsonObject json = new JsonObject();
    private final List<String> lines = new ArrayList<>();

    private CatalogueDescription() {
    }

    /** @param path such as {@code /ppp/secret} or {@code /ppp/secret/add}; of others the nearest is told */
    public static CatalogueDescription of(String path) {
        CatalogueDescription description = new CatalogueDescription();
        String plain = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        Optional<CatalogueMenu> menu = RouterOsCatalogue.get().menu(plain.equals("/") ? "" : plain);
        Optional<CatalogueCommand> command = RouterOsCatalogue.get().command(plain);
        description.json.put("path", plain);
        menu.ifPresent(description::menu);
        command.ifPresent(description::command);
        if (menu.isEmpty() && command.isEmpty()) {
            description.unknown(plain);
        }
        return description;
    }

    public String text() {
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    public JsonObject json() {
        return json;
    }

    private void menu(CatalogueMenu menu) {
        lines.add(
                menu + ": menu" + (menu.isSingleton() ? " of one row" : "") + (menu.isOrdered() ? ", its order matters" : ""));
        json.put("singleton", menu.isSingleton());
        json.put("ordered", menu.isOrdered());
        lines.add("    commands:");
        JsonArray commands = new JsonArray();
        for (CatalogueCommand command : menu.commands().values()) {
            lines.add(
                    "        " + command.verb() + " (" + command.versions() + ")" + joined(": ", command.arguments().keySet()));
            commands.add(commandJson(command));
        }
        json.put("commands", commands);
        lines.add("    properties:");
        JsonArray properties = new JsonArray();
        for (String name : menu.properties()) {
            List<String> traits = new ArrayList<>();
            if (menu.canBeSet(name)) {
                traits.add("can be set");
            }
            if (menu.unsetProperties().contains(name)) {
                traits.add("can be unset");
            }
            String form = form(menu.form(name));
            lines.add("        " + name + joined(": ", form.isEmpty() ? List.of() : List.of(form)) + (traits.isEmpty()
                    ? "" : " (" + String.join(", ", traits) + ")"));
            JsonObject property = new JsonObject();
            property.put("name", name);
            property.put("form", form);
            property.put("canBeSet", menu.canBeSet(name));
            property.put("canBeUnset", menu.unsetProperties().contains(name));
            properties.add(property);
        }
        json.put("properties", properties);
        if (!menu.demanded().isEmpty()) {
            lines.add("    add wants: " + String.join(" ", menu.demanded()));
            json.put("addWants", new JsonArray(menu.demanded()));
        }
    }

    private void command(CatalogueCommand command) {
        CommandKind kind = CommandKind.of(command.path());
        lines.add(
                command.path() + ": command (" + command.versions() + "), " + (kind.isRead(name -> false) ? "reads" : "writes")
                  + (kind.isEndless(name -> false) ? ", does not end by itself" : ""));
        command.arguments().values().forEach(argument -> {
            String form = form(argument.form());
            boolean always = argument.versions().equals(command.versions());
            lines.add(
                    "    " + argument.name() + (always ? "" : " (" + argument.versions() + ")")
                      + (form.isEmpty() ? "" : ": " + form));
        });
        json.putAll(commandJson(command));
    }

    private static JsonObject commandJson(CatalogueCommand command) {
        CommandKind kind = CommandKind.of(command.path());
        JsonObject json = new JsonObject();
        json.put("name", command.verb());
        json.put("versions", command.versions().toString());
        json.put("reads", kind.isRead(name -> false));
        json.put("endless", kind.isEndless(name -> false));
        JsonArray arguments = new JsonArray();
        for (CatalogueArgument argument : command.arguments().values()) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("name", argument.name());
            each.put("versions", argument.versions().toString());
            each.put("form", form(argument.form()));
            arguments.add(new JsonObject(each));
        }
        json.put("arguments", arguments);
        return json;
    }

    private void unknown(String path) {
        List<String> texts = CommandCheck.forAllVersions().checkPath(path).stream().map(Finding::text).toList();
        lines.addAll(texts.isEmpty() ? List.of(path + " is not known") : texts);
        json.put("problem", String.join("; ", lines));
    }

    private static String form(ValueForm form) {
        return !form.described().isEmpty() ? form.described() : String.join("|", form.words());
    }

    private static String joined(String before, Iterable<String> words) {
        String text = String.join(" ", words);
        return text.isEmpty() ? "" : before + text;
    }
}
