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

import java.util.Set;

import io.camelmikrotik.MikrotikConfiguration;
import io.camelmikrotik.MikrotikDevice;
import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.command.CommandTemplate;
import io.camelmikrotik.internal.session.SensitiveNames;
import io.camelmikrotik.internal.where.WhereExpression;
import org.apache.camel.util.URISupport;

/**
 * Options of an endpoint that would give a secret away, by showing it or by sending it in the clear.
 */
public final class UnsafeOptions {

    private static final Set<String> TLS_OPTIONS = Set.of(
            "sslContextParameters", "hostnameVerification", "certificateFingerprint", "trustAllCertificates", "anonymousTls");

    private UnsafeOptions() {
    }

    /**
     * Who pins a certificate and forgets {@code tls=true} would send the password in the clear.
     *
     * @param  options                  those of the endpoint
     * @param  named                    those that the URI names
     * @param  name                     of the device
     * @param  device                   {@code null} if it is not registered
     * @param  ofComponent              the component's, for all endpoints
     * @throws IllegalArgumentException naming the option
     */
    public static void refuseTlsOptionsWithoutTls(
            MikrotikConfiguration options, Set<String> named, String name, MikrotikDevice device,
            MikrotikConfiguration ofComponent) {
        if (options.isTls()) {
            return;
        }
        for (String option : TLS_OPTIONS) {
            if (named.contains(option)) {
                throw new IllegalArgumentException(option + " needs tls=true");
            }
        }
        boolean plainByName = named.contains("tls");
        if (device != null && device.hasTlsOptions() && !plainByName) {
            throw new IllegalArgumentException("device " + name + " has options for TLS, which need tls=true");
        }
        plainByName |= device != null && device.getTls() != null;
        if (ofComponent.getCertificateFingerprint() != null && !plainByName) {
            throw new IllegalArgumentException("the component's certificateFingerprint needs tls=true");
        }
    }

    /**
     * In the URIs that it shows, Camel masks passwords and what is named secret, but not all that RouterOS calls
     * otherwise.
     *
     * @param  path                     the command's; {@code null} if the message names it
     * @throws IllegalArgumentException naming the option
     */
    public static void refuseSecretsThatCamelShows(MikrotikConfiguration options, String path) {
        String menu = path == null ? "" : path.substring(0, Math.max(0, path.lastIndexOf('/')));
        options.getAttributes().forEach((name, value) -> {
            boolean shown = URISupport.sanitizeUri("mikrotik:x?attribute." + name + "=value").endsWith("=value");
            if (SensitiveNames.contains(menu, name) && shown && value instanceof String text && !text.isEmpty()
                    && !CommandTemplate.isParameter(value)) {
                throw new IllegalArgumentException(
                        "attribute." + name + " would be shown in logs and in JMX: write attribute." + name + "=:#" + name
                                                   + " and give the value in a header or in the body");
            }
        });
        refuseSecretLiterals("where", options.getWhere());
        refuseSecretLiterals("scope", options.getScope());
    }

    private static void refuseSecretLiterals(String option, String expression) {
        if (expression == null || expression.isBlank()) {
            return;
        }
        Set<String> names;
        try {
            names = WhereExpression.parse(expression).namesWithLiterals();
        } catch (BadInputException e) {
            // reported, with its position, by whoever uses the expression
            return;
        }
        for (String name : names) {
            if (SensitiveNames.isSecret(name)) {
                throw new IllegalArgumentException(
                        option + " would show the value of " + name + " in logs and in JMX: write " + name + "=:#" + name
                                                   + " and give the value in a header or in the body");
            }
        }
    }
}
