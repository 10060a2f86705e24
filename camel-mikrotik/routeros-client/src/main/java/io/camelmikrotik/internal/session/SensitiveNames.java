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

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The RouterOS property names whose values are masked wherever a command, a row or an endpoint is shown: secrets, and
 * texts that commonly hold some, such as scripts, HTTP headers and environments.
 */
public final class SensitiveNames {

    /** What stands in place of a secret. */
    public static final String MASK = "xxxxxx";

    /** What a router shows only to users with the policy {@code sensitive}. */
    private static final Pattern SECRET = Pattern.compile(
            "!?((.*[-.])?(password|secrets?|passphrase|token|authorization|pin|puk|cak|community)"
                                                          + "|(?!(.*[-.])?(public|user)-key)(.*[-.])?key(-[0-9]|-b64|-val)?"
                                                          + "|(peer|send)-cookie|paypal-signature|(confirmation|activation)-code"
                                                          + "|response)");

    /** Scripts and other texts, which may hold a secret anywhere. */
    private static final Pattern TEXT = Pattern.compile(
            "!?(contents|source|(.*-)?script|on-[a-z]+(-[a-z]+)*|do|while|else|config-string|yaml|env|environment"
                                                        + "|cmd|container-command-lines|healthcheck-cmd|(dial|user)-command"
                                                        + "|modem-init|init-string|will-message|http-(data|header-field)|value)");

    /** As {@code on-…}, but a number or a length of time. */
    private static final Pattern NO_TEXT = Pattern.compile("!?on-.*(time|threshold|interval)|!?on-smart-card|!?on-backup");

    /** Names that were asked for, since tables of many rows have the same ones; an open set must not fill the heap. */
    private static final int MOST_REMEMBERED = 2_000;
    private static final Map<String, Sensitivity> REMEMBERED = new ConcurrentHashMap<>();

    private enum Sensitivity {
        SECRET,
        TEXT,
        NONE
    }

    private SensitiveNames() {
    }

    /** Whether values of this property are masked. A leading {@code !} does not matter. */
    public static boolean contains(String property) {
        return sensitivity(property) != Sensitivity.NONE;
    }

    /**
     * The same for a property of a known menu: there are names that say nothing. {@code value}, in a container's
     * environment a secret, is a plain one in a DHCP option; {@code name} is one, but not that of an SNMP community.
     *
     * @param menu such as {@code /container/envs}
     */
    public static boolean contains(String menu, String property) {
        String name = property.startsWith("!") ? property.substring(1) : property;
        return switch (menu) {
            case "/container/envs" -> contains(property) && !name.equals("key");
            case "/snmp/community" -> name.equals("name") || contains(property);
            case "/interface/lte", "/interface/ppp-client" -> name.equals("input") || contains(property);
            default -> contains(property) && !(name.equals("value") && menu.contains("/dhcp"));
        };
    }

    /** Whether the property is a secret as a whole, which a user without the policy {@code sensitive} cannot read. */
    public static boolean isSecret(String property) {
        return sensitivity(property) == Sensitivity.SECRET;
    }

    private static Sensitivity sensitivity(String property) {
        Sensitivity known = REMEMBERED.get(property);
        if (known == null) {
            known = find(property.toLowerCase(Locale.ROOT));
            if (REMEMBERED.size() < MOST_REMEMBERED) {
                REMEMBERED.put(property, known);
            }
        }
        return known;
    }

    private static Sensitivity find(String property) {
        if (SECRET.matcher(property).matches()) {
            return Sensitivity.SECRET;
        }
        return TEXT.matcher(property).matches() && !NO_TEXT.matcher(property).matches()
                ? Sensitivity.TEXT : Sensitivity.NONE;
    }

    /** The query word of a command of that menu, with its value masked if its property is secret. */
    public static String maskQuery(String menu, String word) {
        int end = endOfSecretName(menu, word);
        return end > 0 ? word.substring(0, end + 1) + MASK : word;
    }

    /** The value in a query word of a command of that menu, or {@code null} if it has none or is no secret. */
    public static String secretOf(String menu, String word) {
        int end = endOfSecretName(menu, word);
        return end > 0 ? word.substring(end + 1) : null;
    }

    /** Where the name of a secret ends and an operator and a value follow; 0 in any other word. */
    private static int endOfSecretName(String menu, String word) {
        int start = 1;
        while (start < word.length() && "=<>-".indexOf(word.charAt(start)) >= 0) {
            start++;
        }
        int end = start;
        while (end < word.length() && "=<>".indexOf(word.charAt(end)) < 0) {
            end++;
        }
        return end > start && end < word.length() && contains(menu, word.substring(start, end)) ? end : 0;
    }
}
