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
package io.camelmikrotik.examples.service;

import java.util.List;
import java.util.Set;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An application of camel-main as operators run it. Settings come from system properties, the environment, the file
 * {@code application.properties} of the working directory, and that of the jar, in this order.
 * {@code camel.management.*} switches a server for health and metrics on. What keeps it from starting is told in one
 * line.
 */
public final class Service {

    /** Exit code of an application that could not start, or could not do its work. */
    public static final int FAILED = 1;
    /** Exit code of a wrong command line. */
    public static final int WRONG_USAGE = 2;

    private static final Logger LOG = LoggerFactory.getLogger("service");
    private static final String SETTINGS = "application.properties";

    private Service() {
    }

    /**
     * An application with these routes, not started.
     *
     * @param required names of settings without which it does not start
     */
    public static Main main(RoutesBuilder routes, String... required) {
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation("file:" + SETTINGS + ";optional=true,classpath:" + SETTINGS);
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
        main.bind("meters", meters);
        main.bind("managementServer", new ManagementServerFactory(meters));
        main.addMainListener(new RequiredSettings(List.of(required)));
        main.configure().addRoutesBuilder(routes);
        return main;
    }

    /**
     * Runs an application until SIGTERM or Ctrl-C.
     *
     * @return the exit code
     */
    public static int run(Main main) throws Exception {
        try {
            main.run();
            return main.getExitCode();
        } catch (Exception | LinkageError e) {
            return failed(main, e);
        }
    }

    /**
     * Reads the settings and makes the routes; nothing runs yet.
     *
     * @return 0, or the exit code if that cannot be, and then it is stopped
     */
    public static int init(Main main) {
        try {
            main.init();
            return 0;
        } catch (RuntimeException | LinkageError e) {
            return failed(main, e);
        }
    }

    /**
     * Starts an application that its caller stops.
     *
     * @return 0, or the exit code if it could not start, and then it is stopped
     */
    public static int start(Main main) {
        try {
            main.start();
            return 0;
        } catch (Exception | LinkageError e) {
            return failed(main, e);
        }
    }

    /**
     * Whether the command line holds these options only.
     *
     * @return false after a line that says what is wrong
     */
    public static boolean accepts(String[] arguments, String... options) {
        for (String argument : arguments) {
            if (!Set.of(options).contains(argument)) {
                LOG.error("unknown argument {}: there are {}", argument, String.join(", ", options));
                return false;
            }
        }
        return true;
    }

    /** A setting; empty if it is not there. */
    public static String setting(CamelContext context, String name) {
        return context.getPropertiesComponent().resolveProperty(name).orElse("").trim();
    }

    private static int failed(Main main, Throwable failure) {
        LOG.error("cannot start: {}", StartException.lineOf(failure));
        LOG.debug("cannot start", failure);
        try {
            main.stop();
        } catch (Exception e) {
            LOG.debug("stopping what had started", e);
        }
        return FAILED;
    }
}
