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
package io.camelmikrotik.routeros;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import io.camelmikrotik.catalogue.CommandKind;
import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.session.SensitiveNames;

/**
 * One RouterOS API command: a path, attributes, query words. Immutable.
 * <p>
 * Paths and names are checked when the command is built, so that text from outside cannot become another command;
 * values are free, because words carry their length (RouterOS manual, API, "API words").
 */
public final class RouterOsCommand {

    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9][A-Za-z0-9._-]*)+");
    private static final Pattern NAME = Pattern.compile("!?[A-Za-z0-9._/-]+");

    private final String path;
    private final List<Attribute> attributes;
    private final List<String> queries;

    private RouterOsCommand(Builder builder) {
        this.path = builder.path;
        this.attributes = List.copyOf(builder.attributes);
        this.queries = List.copyOf(builder.queries);
    }

    /**
     * A command without attributes.
     *
     * @throws BadInputException if the path is not a RouterOS command path
     */
    public static RouterOsCommand of(String path) {
        return builder(path).build();
    }

    /**
     * @param  path              the API command word, such as {@code /ppp/secret/print}
     * @throws BadInputException if it is not a RouterOS command path
     */
    public static Builder builder(String path) {
        return new Builder(path);
    }

    /** The command word, such as {@code /ppp/secret/print}. */
    public String path() {
        return path;
    }

    /** The last segment of the path, such as {@code print}. */
    public String verb() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The path without its verb, such as {@code /ppp/secret}; empty for a command at the root. */
    public String menu() {
        return path.substring(0, path.lastIndexOf('/'));
    }

    /** The attributes in the order they were given. */
    public List<Attribute> attributes() {
        return attributes;
    }

    /** The query words in the order they were given, each with its leading {@code ?}. */
    public List<String> queries() {
        return queries;
    }

    /** Whether there is an attribute of that name. */
    public boolean has(String attribute) {
        return attributes.stream().anyMatch(a -> a.name().equals(attribute));
    }

    /** What kind of command it is. */
    public CommandKind kind() {
        return CommandKind.of(path);
    }

    /** Whether the command only reads, so that executing it twice does no harm. */
    public boolean isRead() {
        return kind().isRead(this::has);
    }

    /** Whether the router ends the session as the effect of this command, so that losing it means success. */
    public boolean endsSession() {
        return kind().endsSession();
    }

    /** Whether the command sends rows until it is cancelled: it must not be collected into a list. */
    public boolean isEndless() {
        return kind().isEndless(this::has);
    }

    /** The same menu, attributes and queries with another verb: {@code listen} for {@code print}. */
    public RouterOsCommand withVerb(String verb) {
        Builder builder = new Builder(menu() + "/" + verb);
        builder.attributes.addAll(attributes);
        builder.queries.addAll(queries);
        return builder.build();
    }

    /**
     * The same for another menu, whose properties have other names: of attributes; queries stay what they are.
     *
     * @param  path              the command word
     * @param  names             gives the name there for each name here
     * @throws BadInputException if a path or a name cannot be one
     */
    public RouterOsCommand at(String path, UnaryOperator<String> names) {
        Builder builder = new Builder(path);
        attributes.forEach(each -> builder.put(new Attribute(names.apply(each.name), each.text, each.bytes)));
        builder.queries.addAll(queries);
        return builder.build();
    }

    /** A builder that starts with all of this command. */
    public Builder toBuilder() {
        Builder builder = new Builder(path);
        builder.attributes.addAll(attributes);
        builder.queries.addAll(queries);
        return builder;
    }

    /**
     * The text with the values of this command's secrets masked: a router may repeat in a refusal what it was given.
     */
    public String withoutSecrets(String text) {
        String masked = text;
        for (Attribute attribute : attributes) {
            if (attribute.text != null && !attribute.text.isEmpty() && SensitiveNames.contains(menu(), attribute.name)) {
                masked = masked.replace(attribute.text, SensitiveNames.MASK);
            }
        }
        for (String query : queries) {
            String value = SensitiveNames.secretOf(menu(), query);
            if (value != null && !value.isEmpty()) {
                masked = masked.replace(value, SensitiveNames.MASK);
            }
        }
        return masked;
    }

    /** The path, attribute names and values, and queries, with the values of secrets masked. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(path);
        attributes.forEach(a -> text.append(' ').append(a.shown(SensitiveNames.contains(menu(), a.name))));
        queries.forEach(q -> text.append(' ').append(SensitiveNames.maskQuery(menu(), q)));
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RouterOsCommand command && path.equals(command.path)
                && attributes.equals(command.attributes) && queries.equals(command.queries);
    }

    @Override
    public int hashCode() {
        return Objects.hash(path, attributes, queries);
    }

    /**
     * One attribute word.
     */
    public static final class Attribute {

        private final String name;
        private final String text;
        private final byte[] bytes;

        private Attribute(String name, String text, byte[] bytes) {
            if (!NAME.matcher(name).matches()) {
                throw new BadInputException(
                        "not a RouterOS property name: \"" + name + "\"; allowed are letters, digits and ._/- and a leading !");
            }
            this.name = name;
            this.text = text;
            this.bytes = bytes;
        }

        public String name() {
            return name;
        }

        /** The value as the bytes that travel. */
        public byte[] value(ApiCharset charset) {
            return bytes != null ? bytes.clone() : charset.encode(text);
        }

        /** The value as text; a binary value as ISO-8859-1. */
        public String text() {
            return text != null ? text : new String(bytes, StandardCharsets.ISO_8859_1);
        }

        /** {@code =name=value}, the value of a secret masked, a binary value as its length. */
        @Override
        public String toString() {
            return shown(SensitiveNames.contains(name));
        }

        private String shown(boolean masked) {
            if (masked) {
                return "=" + name + "=" + SensitiveNames.MASK;
            }
            return "=" + name + "=" + (text != null ? text : "(" + bytes.length + " bytes)");
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Attribute attribute && name.equals(attribute.name)
                    && Objects.equals(text, attribute.text) && Arrays.equals(bytes, attribute.bytes);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, text, Arrays.hashCode(bytes));
        }
    }

    /**
     * Builds a command. Not thread-safe.
     */
    public static final class Builder {

        private final String path;
        private final List<Attribute> attributes = new ArrayList<>();
        private final List<String> queries = new ArrayList<>();

        private Builder(String path) {
            if (path == null || !PATH.matcher(path).matches()) {
                throw new BadInputException(
                        "not a RouterOS command path: \"" + path + "\"; it looks like /ppp/secret/print");
            }
            this.path = path;
        }

        /**
         * Adds {@code =name=value}. A name given twice keeps its first place and takes the later value: what a router
         * does with the same word twice is not defined.
         *
         * @throws BadInputException if the name is not a RouterOS property name
         */
        public Builder attribute(String name, String value) {
            return put(new Attribute(name, Objects.requireNonNull(value, name), null));
        }

        /** Adds {@code =name=value} with a binary value. */
        public Builder attribute(String name, byte[] value) {
            return put(new Attribute(name, null, value.clone()));
        }

        /** Adds a console switch such as {@code detail}, sent as {@code =detail=}. */
        public Builder flag(String name) {
            return attribute(name, "");
        }

        /** Asks for these properties only ({@code .proplist}). */
        public Builder properties(Collection<String> names) {
            for (String name : names) {
                if (!NAME.matcher(name).matches()) {
                    throw new BadInputException("not a RouterOS property name in properties: \"" + name + "\"");
                }
            }
            return attribute(".proplist", String.join(",", names));
        }

        /**
         * Adds query words; their order matters (RouterOS manual, API, "Queries").
         *
         * @throws BadInputException if one does not begin with {@code ?}
         */
        public Builder queries(Collection<String> words) {
            for (String word : words) {
                if (!word.startsWith("?") || word.length() < 2) {
                    throw new BadInputException("not a query word: it must begin with ?");
                }
                queries.add(word);
            }
            return this;
        }

        public RouterOsCommand build() {
            return new RouterOsCommand(this);
        }

        private Builder put(Attribute attribute) {
            for (int i = 0; i < attributes.size(); i++) {
                if (attributes.get(i).name().equals(attribute.name())) {
                    attributes.set(i, attribute);
                    return this;
                }
            }
            attributes.add(attribute);
            return this;
        }
    }
}
