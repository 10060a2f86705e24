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

import java.io.StringReader;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.Model;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.xml.in.ModelParser;

/** A way to write a route whose URI ends with an option. */
enum RouteDsl {
    JAVA {
        @Override
        void add(CamelContext context, String in, String uri, String option, String text) throws Exception {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:" + in).to(uri + "&" + option + "=" + text);
                }
            });
        }
    },
    PROPERTY {
        @Override
        void add(CamelContext context, String in, String uri, String option, String text) throws Exception {
            String name = "text-" + in;
            context.getPropertiesComponent().addPropertiesSource(new PropertiesSource() {
                @Override
                public String getName() {
                    return name;
                }

                @Override
                public String getProperty(String asked) {
                    return asked.equals(name) ? text : null;
                }
            });
            JAVA.add(context, in, uri, option, "{{" + name + "}}");
        }
    },
    YAML_PARAMETERS {
        @Override
        void add(CamelContext context, String in, String uri, String option, String text) throws Exception {
            int query = uri.indexOf('?');
            StringBuilder parameters = new StringBuilder();
            for (String each : uri.substring(query + 1).split("&")) {
                int equals = each.indexOf('=');
                parameters.append("              ").append(each, 0, equals).append(": '").append(each.substring(equals + 1))
                        .append("'\n");
            }
            yaml(context, in,
                    "uri: '" + uri.substring(0, query) + "'\n            parameters:\n" + parameters + "              "
                              + option + ": '" + text.replace("'", "''") + "'");
        }
    },
    YAML_URI {
        @Override
        void add(CamelContext context, String in, String uri, String option, String text) throws Exception {
            yaml(context, in, "uri: '" + uri + "&" + option + "=" + text.replace("'", "''") + "'");
        }
    },
    XML {
        @Override
        void add(CamelContext context, String in, String uri, String option, String text) throws Exception {
            String written = (uri + "&" + option + "=" + text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                    .replace("\"", "&quot;").replace("'", "&apos;").replace("\t", "&#9;");
            String xml = "<routes xmlns=\"http://camel.apache.org/schema/spring\"><route><from uri=\"direct:" + in
                         + "\"/><to uri=\"" + written + "\"/></route></routes>";
            context.getCamelContextExtension().getContextPlugin(Model.class).addRouteDefinitions(
                    new ModelParser(new StringReader(xml), "http://camel.apache.org/schema/spring").parseRoutesDefinition()
                            .orElseThrow().getRoutes());
        }
    };

    /** Adds it to a context that runs, from {@code direct:} and the name. */
    abstract void add(CamelContext context, String in, String uri, String option, String text) throws Exception;

    /** Before the component sees it: it can neither be told nor refused. */
    boolean isAlteredByCamel(String text) {
        return switch (this) {
            // blanks beside an &, so that URIs may have line breaks
            case XML -> text.contains("&") && text.contains(" ");
            // a backslash in the value of a property stands for what follows it
            case PROPERTY -> text.contains("\\");
            default -> false;
        };
    }

    private static void yaml(CamelContext context, String in, String to) throws Exception {
        String route = "- route:\n    from:\n      uri: direct:" + in + "\n      steps:\n        - to:\n            " + to
                       + "\n";
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("route.yaml", route));
    }
}
