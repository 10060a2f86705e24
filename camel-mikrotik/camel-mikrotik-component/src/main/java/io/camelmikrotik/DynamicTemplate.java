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
package io.camelmikrotik;

import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.camelmikrotik.routeros.BadInputException;
import org.apache.camel.util.URISupport;

/**
 * The URI of a {@code toD} as the route has it, before a message fills its expressions in. An expression stands for the
 * device, for words of the path where it stands there, or for the value of one option, and all else must stay as the
 * route wrote it: a message can then name neither another command than the route lets it nor credentials.
 * <p/>
 * Why it is sound: the URI that came out is taken apart in the same way as the template, its options by the parser that
 * Camel reads them with, and must have the same parts. How text got into it does not matter.
 */
final class DynamicTemplate {

    /** Stands for an expression; a character that Unicode leaves to private use. */
    private static final char HOLE = '\uE000';
    private static final List<String> BEGINNINGS = List.of("${", "$simple{");

    private static final Pattern ENCODED = Pattern.compile("%([0-9A-Fa-f]{2})");
    private static final int MAX_ENCODINGS = 4;

    private final String original;
    private final String shown;
    private final Part device;
    /** {@code null} where messages name the command. */
    private final Part path;
    private final String query;
    private final Map<String, List<Part>> options;

    /**
     * @param original as the route has it
     * @param uri      the same with its placeholders resolved
     */
    DynamicTemplate(String original, String uri) {
        this.original = original;
        shown = uri.substring(0, endOfTarget(uri));
        String masked = masked(uri);
        String target = target(masked);
        int slash = target.indexOf('/');
        device = new Part(slash < 0 ? target : target.substring(0, slash));
        path = slash < 0 ? null : new Part(target.substring(slash));
        query = query(masked);
        options = partsOf(query);
        if (options.keySet().stream().anyMatch(name -> name.indexOf(HOLE) >= 0)) {
            throw refusal("an expression cannot stand for the name of an option: write the name in the route");
        }
    }

    boolean isOf(String uri) {
        return original.equals(uri);
    }

    /** Whether messages name the device or the path, or at least a part of them. */
    boolean hasDynamicTarget() {
        return device.hasHole() || path != null && path.hasHole();
    }

    /**
     * @param  uri               that the expressions of this one gave
     * @throws BadInputException if they changed more than they stand for; without what they gave, which may be secret
     */
    void check(String uri) {
        String target = target(uri);
        int slash = target.indexOf('/');
        boolean sameDevice = device.fits(slash < 0 ? target : target.substring(0, slash));
        if (!sameDevice || path != null && (slash < 0 || !path.fits(target.substring(slash)))) {
            throw refusal(
                    "the path is not what the route wrote, for what this message gave for an expression is empty, or has a / or "
                          + "a ? in it. Look the device up in the route, or check it there. To let messages name any command, "
                          + "leave the path out and set the header " + MikrotikConstants.COMMAND);
        }
        if (!hasSameOptions(query(uri))) {
            throw refusal("what this message gave for an expression changed the options. A device has no ? in it; give a value "
                          + "that may hold any text as attribute.name=:#name, or in the body");
        }
    }

    /** Device and path of a URI. */
    static String target(String uri) {
        int end = uri.indexOf('?');
        String path = end < 0 ? uri : uri.substring(0, end);
        return path.substring(path.indexOf(':') + 1).replaceFirst("^/+", "");
    }

    /** All behind the question mark. */
    static String query(String uri) {
        int start = uri.indexOf('?');
        return start < 0 ? "" : uri.substring(start + 1);
    }

    /** However often Camel decodes a query before it takes it apart: at present it is once too often. */
    private boolean hasSameOptions(String given) {
        if (query.equals(given)) {
            // no expression in them: the usual case, which need not be taken apart for each message
            return true;
        }
        if (!allFit(options, optionsOf(given))) {
            return false;
        }
        String written = query;
        for (int i = 0; i < MAX_ENCODINGS && ENCODED.matcher(given).find(); i++) {
            written = decoded(written);
            given = decoded(given);
            if (!allFit(partsOf(written), optionsOf(given))) {
                return false;
            }
        }
        return !ENCODED.matcher(given).find();
    }

    private static String decoded(String query) {
        return ENCODED.matcher(query).replaceAll(
                code -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(code.group(1), 16))));
    }

    private Map<String, List<Part>> partsOf(String masked) {
        Map<String, List<Part>> parts = new HashMap<>();
        optionsOf(masked).forEach((name, values) -> parts.put(name, values.stream().map(Part::new).toList()));
        return parts;
    }

    private static boolean allFit(Map<String, List<Part>> written, Map<String, List<String>> given) {
        return written.keySet().equals(given.keySet())
                && written.entrySet().stream().allMatch(each -> Part.allFit(each.getValue(), given.get(each.getKey())));
    }

    private Map<String, List<String>> optionsOf(String given) {
        Map<String, List<String>> all = new HashMap<>();
        try {
            URISupport.parseQuery(given, true).forEach((name, value) -> all.put(name, texts(value)));
        } catch (URISyntaxException | IllegalArgumentException e) {
            // without the cause, which has the text in it
            throw refusal("its options cannot be read: check for a stray & or %");
        }
        return all;
    }

    /** An option that is given twice has a list. */
    private static List<String> texts(Object value) {
        return value instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of(String.valueOf(value));
    }

    private BadInputException refusal(String why) {
        return new BadInputException("toD(\"" + shown + "\"): " + why);
    }

    private static int endOfTarget(String uri) {
        int at = 0;
        while (at < uri.length() && uri.charAt(at) != '?') {
            at = Math.max(at + 1, endOfExpression(uri, at));
        }
        return at;
    }

    private static String masked(String uri) {
        StringBuilder masked = new StringBuilder();
        int at = 0;
        while (at < uri.length()) {
            int end = endOfExpression(uri, at);
            masked.append(end > at ? HOLE : uri.charAt(at));
            at = Math.max(at + 1, end);
        }
        return masked.toString();
    }

    /** @return where the expression of the simple language ends that begins here, or -1 if none does */
    private static int endOfExpression(String uri, int start) {
        int depth = 0;
        int at = start;
        do {
            int opening = beginning(uri, at);
            if (opening > 0) {
                depth++;
                at += opening;
            } else if (depth > 0 && uri.charAt(at) == '}') {
                depth--;
                at++;
            } else if (depth > 0) {
                at++;
            } else {
                return -1;
            }
        } while (depth > 0 && at < uri.length());
        return at;
    }

    private static int beginning(String uri, int at) {
        return BEGINNINGS.stream().filter(each -> uri.startsWith(each, at)).mapToInt(String::length).findFirst().orElse(0);
    }

    /** What the route wrote of one part, around the expressions in it. */
    private record Part(List<String> written) {

        Part(String masked) {
            this(List.of(masked.split(String.valueOf(HOLE), -1)));
        }

        boolean hasHole() {
            return written.size() > 1;
        }

        /** Whether that is what the route wrote, with anything where expressions stand. */
        boolean fits(String text) {
            String last = written.get(written.size() - 1);
            int at = written.get(0).length();
            if (!hasHole() || !text.startsWith(written.get(0))) {
                return text.equals(last);
            }
            for (String between : written.subList(1, written.size() - 1)) {
                int found = text.indexOf(between, at);
                if (found < 0) {
                    return false;
                }
                at = found + between.length();
            }
            return text.length() - last.length() >= at && text.endsWith(last);
        }

        static boolean allFit(List<Part> parts, List<String> texts) {
            if (parts.size() != texts.size()) {
                return false;
            }
            for (int i = 0; i < parts.size(); i++) {
                if (!parts.get(i).fits(texts.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }
}
