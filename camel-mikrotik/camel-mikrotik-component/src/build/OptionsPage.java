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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Writes OPTIONS.md from the component's generated metadata. Run by the build, as a single-file program.
 */
final class OptionsPage {

    /** Options that every Camel component or scheduled consumer has: Camel's own pages explain them. */
    private static final Predicate<JsonNode> CAMELS_OWN = option -> option.get("group").asText().equals("scheduler")
            || option.get("displayName").asText().matches(
                    "Bridge Error Handler|Exception Handler|Exchange Pattern|Poll Strategy|Lazy Start Producer|Autowired Enabled|"
                                                          + "Send Empty Message When Idle|Health Check .*");

    private final List<String> lines = new ArrayList<>();

    public static void main(String[] arguments) throws IOException {
        JsonNode metadata = new ObjectMapper().readTree(Path.of(arguments[0]).toFile());
        Path page = Path.of(arguments[1]);
        String text = new OptionsPage().write(metadata);
        if (!Files.exists(page) || !Files.readString(page).equals(text)) {
            Files.writeString(page, text);
        }
    }

    private String write(JsonNode metadata) {
        lines.add("# Options and headers");
        lines.add("");
        lines.add("Written by the build from the component's metadata: do not edit. `C` options are set on the component");
        lines.add("(`camel.component.mikrotik.NAME`), `E` options in the URI of an endpoint; those marked with both are defaults on the");
        lines.add("component. Durations are written as `5s` or in milliseconds. Not listed: what all Camel components have, and the");
        lines.add("[options of scheduled polling](https://camel.apache.org/manual/polling-consumer.html).");
        JsonNode component = metadata.get("componentProperties");
        JsonNode endpoint = metadata.get("properties");
        List<String> groups = new ArrayList<>();
        endpoint.forEach(option -> addGroup(groups, option));
        component.forEach(option -> addGroup(groups, option));
        for (String group : groups) {
            options(group, component, endpoint);
        }
        headers(metadata.get("headers"));
        return String.join("\n", lines) + "\n";
    }

    private static void addGroup(List<String> groups, JsonNode option) {
        String group = option.get("group").asText();
        if (!CAMELS_OWN.test(option) && !groups.contains(group)) {
            groups.add(group);
        }
    }

    private void options(String group, JsonNode component, JsonNode endpoint) {
        heading(group.substring(0, 1).toUpperCase() + group.substring(1));
        lines.add("| Option | On | Default | Meaning |");
        lines.add("|---|---|---|---|");
        endpoint.properties().forEach(entry -> option(
                group, entry.getKey(), entry.getValue(),
                component.has(entry.getKey()) ? "C E" : entry.getValue().get("kind").asText().equals("path") ? "path" : "E"));
        component.properties().forEach(entry -> {
            if (!endpoint.has(entry.getKey())) {
                option(group, entry.getKey(), entry.getValue(), "C");
            }
        });
    }

    private void option(String group, String name, JsonNode option, String where) {
        if (!option.get("group").asText().equals(group) || CAMELS_OWN.test(option)) {
            return;
        }
        String shown = option.has("prefix") ? option.get("prefix").asText() + "NAME" : name;
        String defaultValue = option.has("defaultValue") && !option.get("defaultValue").asText().isEmpty()
                ? "`" + option.get("defaultValue").asText() + "`" : "";
        String kinds = option.has("enum") ? " One of " + values(option.get("enum")) + "." : "";
        String required = option.path("required").asBoolean() ? " **Required.**" : "";
        lines.add(
                "| `" + shown + "` | " + where + " | " + defaultValue + " | " + cell(option.get("description").asText()) + kinds
                  + required + " |");
    }

    private void headers(JsonNode headers) {
        heading("Headers");
        lines.add("| Header | Used by | Type | Meaning |");
        lines.add("|---|---|---|---|");
        headers.properties().forEach(entry -> lines.add(
                "| `" + entry.getKey() + "` | " + entry.getValue().get("label").asText().replace(",", ", ") + " | `"
                                                             + entry.getValue().get("javaType").asText() + "` | "
                                                             + cell(entry.getValue().get("description").asText()) + " |"));
    }

    private void heading(String text) {
        lines.add("");
        lines.add("## " + text);
        lines.add("");
    }

    private static String values(JsonNode values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add("`" + value.asText() + "`"));
        return String.join(", ", texts);
    }

    private static String cell(String text) {
        String own = text.replaceFirst(" This is a multi-value option with prefix: .*", "");
        String ended = own.endsWith(".") ? own : own + ".";
        return ended.replace("|", "\\|").replace("<", "&lt;");
    }
}
