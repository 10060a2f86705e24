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

import java.util.HashMap;
import java.util.Map;

import io.camelmikrotik.internal.command.DynamicTemplate;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.SendDynamicAware;
import org.apache.camel.spi.annotations.SendDynamic;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Lets {@code toD("mikrotik:${…}/…")} over any number of devices use one endpoint: the device and the command of an
 * exchange travel as an exchange property, which no message from outside can set, and is what the route's template
 * allows.
 */
@SendDynamic("mikrotik")
public class MikrotikSendDynamicAware extends ServiceSupport implements SendDynamicAware {

    /** Stands for device and path in the URI of the one endpoint. A device cannot have this name. */
    public static final String DYNAMIC = "_dynamic_";

    static final String TARGET = "CamelMikrotikDynamicTarget";
    /** Values that a message gives for expressions in options, by the parameters that stand for them. */
    public static final String VALUES = "CamelMikrotikDynamicValues";

    private static final String URI = "uri";

    private CamelContext camelContext;
    private String scheme;
    private volatile DynamicTemplate template;

    @Override
    public String getScheme() {
        return scheme;
    }

    @Override
    public void setScheme(String scheme) {
        this.scheme = scheme;
    }

    @Override
    public boolean isLenientProperties() {
        return false;
    }

    /** @throws BadInputException if the message gives more than its expressions stand for */
    @Override
    public DynamicAwareEntry prepare(Exchange exchange, String uri, String originalUri) throws Exception {
        DynamicTemplate dynamic = template(originalUri);
        Map<String, Object> parts = new HashMap<>();
        parts.put(TARGET, dynamic.target(exchange));
        parts.put(VALUES, dynamic.values(exchange));
        parts.put(URI, dynamic.endpointUri(scheme, exchange));
        return new DynamicAwareEntry(uri, originalUri, parts, null);
    }

    @Override
    public String resolveStaticUri(Exchange exchange, DynamicAwareEntry entry) {
        return (String) entry.getProperties().get(URI);
    }

    @Override
    public Processor createPreProcessor(Exchange exchange, DynamicAwareEntry entry) {
        return each -> {
            each.setProperty(TARGET, entry.getProperties().get(TARGET));
            each.setProperty(VALUES, entry.getProperties().get(VALUES));
        };
    }

    @Override
    public Processor createPostProcessor(Exchange exchange, DynamicAwareEntry entry) {
        return each -> {
            each.removeProperty(TARGET);
            each.removeProperty(VALUES);
        };
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /** The last one asked for, which is that of the one {@code toD} this belongs to; two threads may both make it. */
    private DynamicTemplate template(String originalUri) {
        DynamicTemplate known = template;
        if (known == null || !known.isOf(originalUri)) {
            known = new DynamicTemplate(
                    camelContext, originalUri,
                    EndpointHelper.resolveEndpointUriPropertyPlaceholders(camelContext, originalUri));
            template = known;
        }
        return known;
    }
}
