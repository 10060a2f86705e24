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
package io.camelmikrotik.internal.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.camelmikrotik.MikrotikConfiguration;
import io.camelmikrotik.MikrotikConstants;
import io.camelmikrotik.MikrotikSendDynamicAware;
import io.camelmikrotik.catalogue.CommandKind;
import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.producer.StrayBody;
import io.camelmikrotik.internal.session.WritableProperties;
import io.camelmikrotik.internal.value.AttributeValue;
import io.camelmikrotik.internal.where.CompiledWhere;
import io.camelmikrotik.internal.where.WhereExpression;
import io.camelmikrotik.routeros.RouterOsCommand;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * How an endpoint makes commands of messages: the path, the fixed attributes, {@code properties} and {@code where} of
 * its URI, filled in from headers and body. Immutable.
 */
public final class CommandTemplate {

    private static final String PARAMETER = ":#";

    private final String path;
    private final MenuAlias alias;
    private final Map<String, Object> attributes;
    private final List<String> properties;
    private final WhereExpression where;
    private final boolean writableOnly;
    private final boolean ignoresBody;
    private final Set<String> parameters = new LinkedHashSet<>();

    /**
     * @throws IllegalArgumentException naming the option, if the options cannot make a command
     * @throws BadInputException        if {@code where}, {@code properties} or the path are none of RouterOS, or the
     *                                  command is about the session itself
     */
    public CommandTemplate(String path, MikrotikConfiguration configuration) {
        this(path, configuration, MenuAliases.BUILT_IN);
    }

    /**
     * As {@link #CommandTemplate(String, MikrotikConfiguration)}, with these names in place of menus.
     */
    public CommandTemplate(String written, MikrotikConfiguration configuration, MenuAliases aliases) {
        this.alias = MenuAliases.isAlias(written) ? aliases.of(written) : null;
        this.path = alias == null ? written : alias.path(alias.candidates().get(0), written);
        this.attributes = new LinkedHashMap<>(configuration.getAttributes());
        this.properties = split(configuration.getProperties());
        this.where = parseWhere(configuration.getWhere());
        this.writableOnly = configuration.isWritableOnly();
        this.ignoresBody = configuration.isIgnoreBody();
        attributes.values().forEach(value -> {
            if (isParameter(value)) {
                parameters.add(parameterName(value));
            }
        });
        if (where != null) {
            parameters.addAll(where.parameters());
        }
        if (path != null) {
            checkOptions(path);
            SessionCommands.refuse(path);
        }
        RouterOsCommand.builder(path != null ? path : "/print").properties(properties);
    }

    /** What the URI names in place of a menu; {@code null} if it names the menu. */
    public MenuAlias alias() {
        return alias;
    }

    /** The command word of the URI, that of the first menu if it names several; {@code null} if the message says it. */
    public String path() {
        return path;
    }

    /** Names of the {@code :#name} parameters. */
    Set<String> parameters() {
        return parameters;
    }

    /** Whether the command word comes from the message. */
    public boolean isOpen() {
        return path == null;
    }

    /**
     * @param  message           where parameters, the command of an open template, and attributes come from;
     *                           {@code null} if there is none
     * @throws BadInputException if the message does not give what the command needs
     */
    public PreparedCommand prepare(Message message) {
        return prepare(message, message == null ? null : message.getBody());
    }

    /** As {@link #prepare(Message)}, with an element of the body in place of the body. */
    public PreparedCommand prepare(Message message, Object body) {
        if (path == null && body instanceof RouterOsCommand command) {
            return prepare(command.toBuilder(), command.path(), message, body, Map.of());
        }
        String actualPath = pathFor(message);
        boolean takesBody = !ignoresBody && !prints(actualPath);
        // a row that the URI names is all that most commands need; of a new or changed one the properties are the point
        if (takesBody && (attributes.isEmpty() || CommandKind.of(actualPath).takesProperties())) {
            StrayBody.refuse(actualPath, body);
        }
        Map<?, ?> entries = takesBody && body instanceof Map<?, ?> map ? map : Map.of();
        return prepare(RouterOsCommand.builder(actualPath), actualPath, message, body, entries);
    }

    /**
     * The row that a map describes, with the fixed attributes over it: text, {@code byte[]}, or {@code null} for a
     * property to be unset.
     *
     * @throws BadInputException if it does not describe one
     */
    public Map<String, Object> row(Message message, Object element) {
        if (!(element instanceof Map<?, ?> entries)) {
            throw new BadInputException("a row must be a map of property names to values, not " + typeOf(element));
        }
        String menu = writableOnly ? pathIfKnown(message) : null;
        Map<String, Object> row = new LinkedHashMap<>();
        entries.forEach((key, entry) -> {
            Object value = AttributeValue.unwrapped(entry);
            String name = String.valueOf(key);
            boolean unset = name.startsWith("!");
            if (isMeant(name) && !isLeftOut(menu, "", name)) {
                row.put(unset ? name.substring(1) : name, value == null || unset ? null : AttributeValue.of(name, value));
            }
        });
        attributes.forEach((name, value) -> row.put(
                name, AttributeValue.of(name, isParameter(value) ? parameter(parameterName(value), message, element) : value)));
        return row;
    }

    /**
     * The path of the command.
     *
     * @throws BadInputException if neither the URI nor a header says it
     */
    public String pathFor(Message message) {
        return path != null ? path : pathOf(message);
    }

    /** As {@link #pathFor}, but {@code null} if nothing says it. */
    public String pathIfKnown(Message message) {
        return path != null || message.getHeader(MikrotikConstants.COMMAND) != null ? pathFor(message) : null;
    }

    public static String typeOf(Object value) {
        return value == null ? "null" : value.getClass().getName();
    }

    /**
     * The command of a consumer, which has no message.
     *
     * @throws IllegalArgumentException if the options leave something to a message
     */
    public PreparedCommand prepareForConsumer() {
        if (isOpen()) {
            throw new IllegalArgumentException(
                    "a consumer needs a command in its URI, such as mikrotik:core1/ppp/active/print");
        }
        if (!parameters.isEmpty()) {
            throw new IllegalArgumentException(
                    "a consumer has no message to take parameters from: :#" + String.join(", :#", parameters));
        }
        return prepare(null);
    }

    private PreparedCommand prepare(
            RouterOsCommand.Builder command, String actualPath, Message message, Object body, Map<?, ?> entries) {
        if (path == null) {
            checkOptions(actualPath);
            SessionCommands.refuse(actualPath);
        }
        entries.forEach((name, entry) -> {
            Object value = AttributeValue.unwrapped(entry);
            if (isMeant(String.valueOf(name)) && !isLeftOut(menu(actualPath), verb(actualPath), String.valueOf(name))) {
                if (value != null) {
                    put(command, String.valueOf(name), value);
                } else {
                    putNothing(command, verb(actualPath), String.valueOf(name));
                }
            }
        });
        attributes.forEach((name, value) -> put(
                command, name, isParameter(value) ? parameter(parameterName(value), message, body) : value));
        CompiledWhere compiled = where == null ? null : where.bind(menu(actualPath), name -> parameter(name, message, body));
        if (compiled != null && alias != null) {
            // other menus have other names for what it asks
            compiled = compiled.here();
        }
        if (compiled != null) {
            command.queries(compiled.queryWords());
        }
        if (!properties.isEmpty()) {
            command.properties(propertiesToAskFor(compiled));
        }
        RouterOsCommand built = command.build();
        if (verb(actualPath).equals("remove") && !built.has(".id") && !built.has("numbers")) {
            throw new BadInputException(
                    actualPath + " does not say which row: give .id (a printed row has it) or numbers, in the body or as"
                                        + " attribute.numbers in the URI; nothing was sent");
        }
        if (compiled != null && compiled.filtersHere() && built.has("count-only")) {
            throw new BadInputException(
                    "count-only cannot be used with this where: the router cannot evaluate all of it, and would count too many; "
                                        + "print the rows and count them");
        }
        return new PreparedCommand(built, compiled, alias);
    }

    /** Whether an entry of the body is an attribute, and not a parameter or one that the URI fixes. */
    private boolean isMeant(String name) {
        return !parameters.contains(name) && !attributes.containsKey(name);
    }

    private boolean isLeftOut(String menu, String verb, String name) {
        if (!writableOnly || verb.equals("set") && (name.equals(".id") || name.equals("numbers"))) {
            return false;
        }
        return !WritableProperties.contains(String.valueOf(menu), name.startsWith("!") ? name.substring(1) : name);
    }

    private Set<String> propertiesToAskFor(CompiledWhere compiled) {
        Set<String> names = new LinkedHashSet<>(properties);
        if (compiled != null) {
            names.addAll(compiled.propertiesNeededHere());
        }
        return names;
    }

    private void checkOptions(String actualPath) {
        boolean prints = prints(actualPath);
        if (where != null && !prints) {
            throw new BadInputException("where applies to print, getall and listen, not to " + actualPath);
        }
        if (!properties.isEmpty() && !prints) {
            throw new BadInputException("properties applies to print, getall and listen, not to " + actualPath);
        }
    }

    private static String pathOf(Message message) {
        String command = message == null ? null : message.getHeader(MikrotikConstants.COMMAND, String.class);
        if (command == null || command.isBlank()) {
            throw new BadInputException(
                    "no command: the endpoint's URI has no path, so the header " + MikrotikConstants.COMMAND
                                        + " or a RouterOsCommand body must say it");
        }
        String path = command.startsWith("/") ? command : "/" + command;
        if (MenuAliases.isAlias(path)) {
            throw new BadInputException(
                    "the header " + MikrotikConstants.COMMAND + " must name the menu itself: " + path.substring(1)
                                        + " may stand in the path of a URI only");
        }
        return path;
    }

    private static Object parameter(String name, Message message, Object body) {
        Object value = message == null ? null : AttributeValue.unwrapped(valueOf(name, message, body));
        if (value == null) {
            throw new BadInputException(
                    "no value for :#" + name + ": no entry of the body, header, exchange property or variable has that name");
        }
        return value;
    }

    /**
     * What a {@code :#name} parameter stands for: the body's own before headers, which may come from anywhere; then
     * what the route itself has set. {@code null} if there is none.
     */
    public static Object valueOf(String name, Message message, Object body) {
        Exchange exchange = message.getExchange();
        if (name.startsWith(DynamicTemplate.PARAMETER)) {
            Map<?, ?> values = exchange.getProperty(MikrotikSendDynamicAware.VALUES, Map.class);
            return values == null ? null : values.get(name);
        }
        Object value = body instanceof Map<?, ?> entries ? entries.get(name) : null;
        if (value == null) {
            value = message.getHeader(name);
        }
        if (value == null) {
            value = exchange.getProperty(name);
        }
        return value == null ? exchange.getVariable(name) : value;
    }

    private static void put(RouterOsCommand.Builder command, String name, Object value) {
        Object encoded = AttributeValue.of(name, value);
        if (encoded instanceof byte[] bytes) {
            command.attribute(name, bytes);
        } else {
            command.attribute(name, (String) encoded);
        }
    }

    /** A property without a value: unset of a row that exists, left out of a new one. */
    private static void putNothing(RouterOsCommand.Builder command, String verb, String name) {
        if (verb.equals("set") && !name.startsWith(".") && !name.equals("numbers")) {
            command.flag(name.startsWith("!") ? name : "!" + name);
        } else if (!verb.equals("add")) {
            AttributeValue.of(name, null);
        }
    }

    private static WhereExpression parseWhere(String text) {
        return text == null || text.isBlank() ? null : WhereExpression.parse(text);
    }

    /** The names in a list separated by commas; none for {@code null}. */
    public static List<String> split(String names) {
        List<String> result = new ArrayList<>();
        if (names != null) {
            for (String name : names.split(",")) {
                if (!name.isBlank()) {
                    result.add(name.trim());
                }
            }
        }
        return List.copyOf(result);
    }

    /** Whether it only prints: it takes no attributes from the body. */
    public static boolean prints(String path) {
        return CommandKind.of(path).takesQueries();
    }

    public static boolean isParameter(Object value) {
        return value instanceof String text && text.startsWith(PARAMETER);
    }

    private static String parameterName(Object value) {
        return ((String) value).substring(PARAMETER.length());
    }

    private static String menu(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private static String verb(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
