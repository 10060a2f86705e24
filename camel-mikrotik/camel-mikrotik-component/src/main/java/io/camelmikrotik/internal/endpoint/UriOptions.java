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
package io.camelmikrotik.internal.endpoint;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.util.Pair;
import org.apache.camel.util.URISupport;
import org.apache.camel.util.UnsafeUriCharactersEncoder;

/**
 * The options of a URI as they are written, before anything is decoded.
 */
public final class UriOptions {

    private static final Pattern ENCODED = Pattern.compile("%[0-9A-Fa-f]{2}");
    private static final String ENCODED_PERCENT = "%25";
    private static final List<String> OPTIONAL_TEXTS = List.of("where", "properties", "ignore", "stateFile");

    private UriOptions() {
    }

    /**
     * Takes away {@code where}, {@code properties}, {@code ignore} and {@code stateFile} without a value. To narrow or
     * to keep nothing is what they do where they are not given, and a Kamelet or a placeholder with an empty default
     * has no other way to say so: {@code {{?name}}} makes Camel encode the whole URI.
     */
    public static void removeEmpty(Map<String, Object> parameters) {
        for (String name : OPTIONAL_TEXTS) {
            if (parameters.get(name) instanceof String text && withoutRaw(text).isEmpty()) {
                parameters.remove(name);
            }
        }
    }

    /** Each {@code name=value}, an ampersand within {@code RAW()} being none. */
    public static List<String> split(String query) {
        List<Pair<Integer>> raw = URISupport.scanRaw(query);
        List<String> options = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < query.length(); at++) {
            if (query.charAt(at) == '&' && !isWithin(raw, at)) {
                options.add(query.substring(start, at));
                start = at + 1;
            }
        }
        options.add(query.substring(start));
        options.removeIf(String::isEmpty);
        return options;
    }

    /** A value without the {@code RAW()} around it. */
    public static String withoutRaw(String value) {
        boolean raw = value.startsWith("RAW(") && value.endsWith(")") || value.startsWith("RAW{") && value.endsWith("}");
        return raw ? value.substring(4, value.length() - 1) : value;
    }

    /**
     * Refuses an option without a name, {@code %41} and its like, and within {@code RAW()} {@code %25}: Camel decodes
     * it in some places and not in others, so that nobody can tell which text is meant.
     *
     * @param  uri                      as it is written
     * @throws IllegalArgumentException naming the option, and not its value, which may be secret
     */
    public static void refuseEncodedText(String uri) {
        int question = uri.indexOf('?');
        for (String option : split(question < 0 ? "" : uri.substring(question + 1))) {
            String name = option.substring(0, Math.max(option.indexOf('='), 0));
            if (option.startsWith("=")) {
                throw new IllegalArgumentException(
                        "an option of the URI has no name: an & in the text of an option stands within RAW(…)");
            }
            List<Pair<Integer>> raw = URISupport.scanRaw(option);
            Matcher encoded = ENCODED.matcher(option);
            while (encoded.find()) {
                if (!isWithin(raw, encoded.start())) {
                    throw new IllegalArgumentException(
                            name + ": text is not decoded here, and a % with two hexadecimal digits behind it would be by others: "
                                                       + "write the character itself, or " + name
                                                       + "=RAW(…) with the text as it is meant");
                } else if (encoded.group().equals(ENCODED_PERCENT)) {
                    throw new IllegalArgumentException(
                            name + ": within RAW(), Camel leaves a % of %25, and YAML makes %25 of a %: write the text without "
                                                       + "RAW(), or give it as " + name + "=:#name");
                }
            }
        }
    }

    /**
     * A URI that Camel has encoded before it asks for the endpoint, as it does for {@code recipientList} and the like,
     * in the form in which it could have been written: with its options decoded as Camel does, and kept from being
     * decoded again.
     *
     * @throws URISyntaxException if its options cannot be read
     */
    public static String asWritten(String uri) throws URISyntaxException {
        int question = uri.indexOf('?');
        String target = (question < 0 ? uri : uri.substring(0, question)).replaceFirst("://", ":");
        if (question < 0) {
            return target;
        }
        StringBuilder written = new StringBuilder(target);
        Map<String, Object> options = URISupport.parseParameters(new URI(UnsafeUriCharactersEncoder.encode(uri)));
        options.forEach((name, value) -> {
            for (Object each : value instanceof List<?> list ? list : List.of(value == null ? "" : value)) {
                written.append(written.indexOf("?") < 0 ? '?' : '&').append(name).append('=').append(literal(each.toString()));
            }
        });
        return written.toString();
    }

    /** Whether Camel may have encoded the URI already: then it has two slashes. */
    public static boolean isEncoded(String uri) {
        return uri.startsWith("://", Math.max(uri.indexOf(':'), 0));
    }

    /** A value that Camel takes as it is. */
    public static String literal(String value) {
        boolean plain
                = value.startsWith("RAW(") || value.startsWith("RAW{") || value.chars().noneMatch(c -> "+%&".indexOf(c) >= 0);
        return plain ? value : "RAW(" + value + ")";
    }

    private static boolean isWithin(List<Pair<Integer>> ranges, int at) {
        return ranges.stream().anyMatch(range -> range.getLeft() <= at && at <= range.getRight());
    }
}
