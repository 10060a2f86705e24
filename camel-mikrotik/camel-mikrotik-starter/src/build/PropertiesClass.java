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
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.camel.util.StringHelper;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;

/**
 * Writes, from the component's metadata, the class that Spring Boot binds {@code camel.component.mikrotik.*} to, and
 * what editors know of these properties. Run by the build, as a single-file program: an option of the component cannot
 * be missing here.
 */
final class PropertiesClass {

    private static final String PREFIX = "camel.component.mikrotik.";
    private static final String NAME = "io.camelmikrotik.springboot.MikrotikComponentConfiguration";
    private static final String HEAD = """
            package io.camelmikrotik.springboot;

            import java.util.function.UnaryOperator;

            import io.camelmikrotik.MikrotikComponent;
            import io.camelmikrotik.MikrotikConfiguration;
            import io.camelmikrotik.MikrotikDevice;
            import org.apache.camel.spring.boot.ComponentConfigurationPropertiesCommon;
            import org.springframework.boot.context.properties.ConfigurationProperties;

            /**
             * The component's options as properties of Spring Boot. Written by the build.
             */
            @ConfigurationProperties(prefix = "camel.component.mikrotik")
            public class MikrotikComponentConfiguration extends ComponentConfigurationPropertiesCommon {

            """;

    private final StringBuilder fields = new StringBuilder();
    private final StringBuilder accessors = new StringBuilder();
    private final StringBuilder ofConfiguration = new StringBuilder();
    private final StringBuilder ofComponent = new StringBuilder();
    private final List<String> secrets = new ArrayList<>();
    private final JsonArray properties = new JsonArray();

    /** @param arguments where the sources go, and where the resources go */
    public static void main(String[] arguments) throws Exception {
        JsonObject metadata;
        try (Reader json = new InputStreamReader(
                PropertiesClass.class.getResourceAsStream("/META-INF/io/camelmikrotik/mikrotik.json"),
                StandardCharsets.UTF_8)) {
            metadata = (JsonObject) Jsoner.deserialize(json);
        }
        PropertiesClass written = new PropertiesClass();
        written.add("enabled", "java.lang.Boolean", "Whether these properties are applied to the component.", "true");
        written.add(
                "customizer.enabled", "java.lang.Boolean", "Whether these properties are applied to the component.", "true");
        Map<String, Object> options = metadata.getMap("componentProperties");
        options.forEach((name, option) -> written.option(name, (JsonObject) option));
        Path source = Path.of(arguments[0], NAME.replace('.', '/') + ".java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, written.source());
        written.writeMetadata(Path.of(arguments[1], "META-INF", "spring-configuration-metadata.json"));
    }

    private void option(String name, JsonObject option) {
        String documented = option.getString("javaType");
        boolean time = option.getString("type").equals("duration");
        String type = time ? "java.time.Duration" : boxed(documented);
        String capital = name.substring(0, 1).toUpperCase() + name.substring(1);
        String initial = name.equals("devices") ? " = new java.util.LinkedHashMap<>()" : "";
        fields.append("    private ").append(type).append(' ').append(name).append(initial).append(";\n");
        String described = javadoc(option.getString("description"));
        accessors.append("""

                    public %1$s get%2$s() {
                        return %3$s;
                    }

                    /** %4$s */
                    public void set%2$s(%1$s %3$s) {
                        this.%3$s = %3$s;
                    }
                """.formatted(type, capital, name, described));
        if (!name.equals("devices")) {
            String value = time ? "Values.milliseconds(\"" + name + "\", " + name + ")"
                    // what is hidden later is the secret itself
                    : Boolean.TRUE.equals(option.getBoolean("secret")) ? "this." + name + " = texts.apply(" + name + ")"
                    : type.equals("java.lang.String") ? "texts.apply(" + name + ")"
                    : name.equals("attributes") ? "Values.resolved(" + name + ", texts)" : name;
            boolean nested = "configuration".equals(option.getString("configurationField"));
            (nested ? ofConfiguration : ofComponent).append("""
                            if (%1$s != null) {
                                %2$s.set%3$s(%4$s);
                            }
                    """.formatted(name, nested ? "options" : "component", capital, value));
        }
        if (Boolean.TRUE.equals(option.getBoolean("secret"))) {
            secrets.add(name);
        }
        Object standard = option.get("defaultValue");
        add(StringHelper.camelCaseToDash(name), type, option.getString("description"), standard);
    }

    private void add(String name, String type, String description, Object standard) {
        JsonObject property = new JsonObject();
        property.put("name", PREFIX + name);
        property.put("type", type);
        property.put("description", description);
        property.put("sourceType", NAME);
        if (standard != null) {
            property.put("defaultValue", standard instanceof String text ? typed(text, type) : standard);
        }
        properties.add(property);
    }

    private static Object typed(String text, String type) {
        return switch (type) {
            case "java.lang.Boolean" -> Boolean.valueOf(text);
            case "java.lang.Integer" -> Integer.valueOf(text);
            case "java.lang.Double" -> Double.valueOf(text);
            default -> text;
        };
    }

    private static String boxed(String type) {
        return switch (type) {
            case "boolean" -> "java.lang.Boolean";
            case "int" -> "java.lang.Integer";
            case "long" -> "java.lang.Long";
            case "double" -> "java.lang.Double";
            default -> type;
        };
    }

    private static String javadoc(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("*/", "*&#47;").replace("@", "&#64;");
    }

    private String source() {
        return HEAD + "    static final java.util.List<String> SECRETS = java.util.List.of(\"" + String.join("\", \"", secrets)
               + "\");\n\n" + fields + """

                    /**
                     * Sets what is set here; the devices by their names.
                     *
                     * @param texts replaces Camel's placeholders in a text
                     */
                    void applyTo(MikrotikComponent component, UnaryOperator<String> texts) {
                """ + ofComponent.toString() + """
                        MikrotikConfiguration options = component.getConfiguration();
                """ + ofConfiguration + """
                        devices.forEach((name, device) -> component.getDevices().put(name, Values.resolved(device, texts)));
                    }
                """ + accessors + "}\n";
    }

    private void writeMetadata(Path file) throws IOException {
        JsonObject group = new JsonObject();
        group.put("name", PREFIX.substring(0, PREFIX.length() - 1));
        group.put("type", NAME);
        group.put("sourceType", NAME);
        JsonArray groups = new JsonArray();
        groups.add(group);
        JsonObject all = new JsonObject();
        all.put("groups", groups);
        all.put("properties", properties);
        all.put("hints", new JsonArray());
        Files.createDirectories(file.getParent());
        try (Writer to = Files.newBufferedWriter(file)) {
            to.write(Jsoner.prettyPrint(all.toJson(), 2) + "\n");
        }
    }
}
