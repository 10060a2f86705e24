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

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.camelmikrotik.MikrotikConstants;
import io.camelmikrotik.MikrotikSendDynamicAware;
import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.endpoint.UriOptions;
import io.camelmikrotik.internal.where.WhereExpression;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/**
 * The URI of a {@code toD} as the route has it. An expression stands for the device, for one word of the path where it
 * stands there, for the value of an attribute, for one operand of a condition, or for a plain word as the value of
 * another option. A message can then name neither another command than the route lets it, nor credentials, and widen no
 * condition.
 * <p>
 * Why it is sound: the URI is taken apart as the route wrote it, before any message is seen. What a message gives is
 * never put into a URI that is parsed again, but for plain words; values of attributes and operands travel beside it
 * and are bound as {@code :#name} parameters are.
 */
public final class DynamicTemplate {

    /** Names of the parameters that stand for expressions begin with it; a message cannot give these. */
    static final String PARAMETER = "CamelMikrotikDynamic.";

    /** What an expression may give as the value of an option: no syntax, no parameter, no placeholder. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._,@/-][A-Za-z0-9._,:@/-]*|");
    private static final Set<String> CONDITIONS = Set.of("where", "scope");
    private static final Set<String> NEVER_FROM_A_MESSAGE = Set.of(
            "username", "password", "tls", "sslContextParameters", "hostnameVerification", "certificateFingerprint",
            "trustAllCertificates", "anonymousTls", "legacyLogin", "readOnly", "allowedCommands", "audit", "auditListener");

    private final String original;
    private final String shown;
    private final TemplateText text;
    private final String device;
    /** {@code null} where messages name the command. */
    private final String path;
    /** As it is written, with parameters where values of attributes and operands are the message's. */
    private final String query;
    private final Map<String, String> parameters = new LinkedHashMap<>();

    /**
     * @param  original          as the route has it
     * @param  uri               the same with its placeholders resolved
     * @throws BadInputException if an expression stands where none can
     */
    public DynamicTemplate(CamelContext context, String original, String uri) {
        UriOptions.refuseEncodedText(uri);
        this.original = original;
        this.text = new TemplateText(context, uri);
        String masked = text.masked();
        int question = masked.indexOf('?');
        this.shown = TemplateText.target(uri);
        String target = masked.substring(masked.indexOf(':') + 1, question < 0 ? masked.length() : question)
                .replaceFirst("^/+", "");
        int slash = target.indexOf('/');
        this.device = slash < 0 ? target : target.substring(0, slash);
        this.path = slash < 0 ? null : target.substring(slash);
        this.query = question < 0 ? "" : bound(masked.substring(question + 1));
    }

    public boolean isOf(String uri) {
        return original.equals(uri);
    }

    /** Whether messages name the device or the path, or at least a part of them. */
    private boolean hasDynamicTarget() {
        return TemplateText.hasHole(device) || path != null && TemplateText.hasHole(path);
    }

    /**
     * The URI of the endpoint that serves an exchange: the same for all of them, unless an expression stands for a
     * plain word of an option.
     *
     * @param  scheme            of the URI: the name of the component
     * @throws BadInputException if the message gives more than a plain word there
     */
    public String endpointUri(String scheme, Exchange exchange) {
        String target = hasDynamicTarget() ? MikrotikSendDynamicAware.DYNAMIC : device + (path == null ? "" : path);
        return scheme + ":" + target + (query.isEmpty() ? "" : "?" + plain(exchange));
    }

    /**
     * Device and path for an exchange; {@code null} if the endpoint's own are meant.
     *
     * @throws BadInputException if the message gives more than a device, or than words of the path
     */
    public String target(Exchange exchange) {
        if (!hasDynamicTarget()) {
            return null;
        }
        String filled = text.fill(device, exchange).strip();
        // without a path in the route, a message may name device and command in one
        boolean anyPath = path == null;
        if (filled.isEmpty() || filled.indexOf('?') >= 0 || !anyPath && filled.indexOf('/') >= 0
                || anyPath && filled.startsWith("/")) {
            throw targetRefused();
        }
        return anyPath ? filled : filled + filledPath(exchange);
    }

    private String filledPath(Exchange exchange) {
        String filled = text.fill(path, exchange);
        boolean oneWordEach = path.chars().filter(TemplateText::isHole)
                .mapToObj(hole -> text.fill(String.valueOf((char) hole), exchange))
                .noneMatch(word -> word.isBlank() || word.indexOf('/') >= 0 || word.indexOf('?') >= 0);
        if (!oneWordEach) {
            throw targetRefused();
        }
        return filled;
    }

    /** Values of attributes and operands, by the name of the parameter that stands for them. */
    public Map<String, Object> values(Exchange exchange) {
        Map<String, Object> values = new HashMap<>();
        parameters.forEach((name, part) -> values.put(name, text.fill(part, exchange)));
        return values;
    }

    /** The options as written, with a parameter in place of each value that is the message's. */
    private String bound(String options) {
        StringBuilder result = new StringBuilder();
        for (String option : UriOptions.split(options)) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            String value = equals < 0 ? "" : option.substring(equals + 1);
            if (TemplateText.hasHole(name)) {
                throw refusal("an expression cannot stand for the name of an option: write the name in the route");
            }
            result.append(result.isEmpty() ? "" : "&").append(name);
            if (equals >= 0) {
                result.append('=').append(isBound(value) ? boundValue(name, value) : UriOptions.literal(value));
            }
        }
        return result.toString();
    }

    /** Camel encodes the URI on its way to the component, and takes a {@code %} for something to decode. */
    private static boolean isBound(String part) {
        return TemplateText.hasHole(part) || part.indexOf('%') >= 0;
    }

    private String boundValue(String name, String value) {
        if (NEVER_FROM_A_MESSAGE.contains(name) && TemplateText.hasHole(value)) {
            throw refusal(name + " does not come from a message: register devices with their own, or use an endpoint for each");
        }
        if (name.startsWith("attribute.")) {
            return parameter(UriOptions.withoutRaw(value));
        }
        if (CONDITIONS.contains(name)) {
            return condition(name, UriOptions.withoutRaw(value));
        }
        return TemplateText.hasHole(value) ? value : UriOptions.literal(value);
    }

    private String parameter(String part) {
        String name = PARAMETER + parameters.size();
        parameters.put(name, part);
        return ":#" + name;
    }

    /** A condition with a parameter for each operand that an expression is a part of. */
    private String condition(String name, String condition) {
        StringBuilder result = new StringBuilder();
        int at = 0;
        while (at < condition.length()) {
            int end = endOfOperand(condition, at);
            String operand = condition.substring(at, end);
            result.append(isBound(operand) ? parameter(unquoted(operand)) : operand);
            at = end;
        }
        try {
            WhereExpression.parse(result.toString());
        } catch (BadInputException e) {
            throw refusal(
                    "in " + name + " an expression stands for one operand, such as list=${header.list}: " + e.getMessage());
        }
        return "RAW(" + result + ")";
    }

    /** A quoted text, a run of characters that may be an operand, or one character of anything else. */
    private static int endOfOperand(String condition, int start) {
        int at = start;
        if (condition.charAt(at) == '"') {
            do {
                at += condition.charAt(at) == '\\' ? 2 : 1;
            } while (at < condition.length() && condition.charAt(at) != '"');
            return Math.min(at + 1, condition.length());
        }
        while (at < condition.length() && isOperandCharacter(condition.charAt(at))) {
            at++;
        }
        return Math.max(at, start + 1);
    }

    private static boolean isOperandCharacter(char c) {
        return !Character.isWhitespace(c) && "()=!<>~\"&|".indexOf(c) < 0;
    }

    private static String unquoted(String operand) {
        return operand.startsWith("\"")
                ? operand.substring(1, operand.length() - 1).replaceAll("\\\\([\"\\\\])", "$1") : operand;
    }

    /** The options, with plain words where expressions stand for other options than attributes and operands. */
    private String plain(Exchange exchange) {
        if (!TemplateText.hasHole(query)) {
            return query;
        }
        StringBuilder result = new StringBuilder();
        query.chars().forEach(c -> {
            String value = TemplateText.isHole(c) ? text.fill(String.valueOf((char) c), exchange) : String.valueOf((char) c);
            if (TemplateText.isHole(c) && !PLAIN.matcher(value).matches()) {
                throw refusal("what this message gave for the expression in an option is not a plain word (letters, digits and"
                              + " . _ , - / @): give a value that may hold any text as attribute.name=${…}, or in the body");
            }
            result.append(value);
        });
        return result.toString();
    }

    private BadInputException targetRefused() {
        return refusal("the path is not what the route wrote, for what this message gave for an expression is empty, or has a /"
                       + " or a ? in it. Look the device up in the route, or check it there. To let messages name any command,"
                       + " leave the path out and set the header " + MikrotikConstants.COMMAND);
    }

    private BadInputException refusal(String why) {
        return new BadInputException("toD(\"" + shown + "\"): " + why);
    }
}
