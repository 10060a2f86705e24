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
package io.camelmikrotik.simulator.junit;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import io.camelmikrotik.simulator.Seed;
import io.camelmikrotik.simulator.SimulatedFleet;
import io.camelmikrotik.simulator.SimulatedRouter;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** What {@link WithSimulatedRouter} means to JUnit. A test's store shadows its class's, that of an outer class too. */
final class SimulatedRouters
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final ExtensionContext.Namespace ROUTERS = ExtensionContext.Namespace.create(SimulatedRouters.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        Class<?> test = context.getRequiredTestClass();
        // a nested class has those of the outer one, which run already
        boolean own = AnnotationSupport.isAnnotated(test, WithSimulatedRouter.class)
                || context.getStore(ROUTERS).get(SimulatedFleet.class) == null;
        ofClass(test).filter(wanted -> own && wanted.lifecycle() == Lifecycle.PER_CLASS)
                .ifPresent(wanted -> start(wanted, context));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        WithSimulatedRouter wanted = ofMethod(context)
                .or(() -> ofClass(context.getRequiredTestClass()).filter(all -> all.lifecycle() == Lifecycle.PER_METHOD))
                .orElse(null);
        if (wanted != null) {
            start(wanted, context);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        stop(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop(context);
    }

    private static Optional<WithSimulatedRouter> ofMethod(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), WithSimulatedRouter.class);
    }

    private static Optional<WithSimulatedRouter> ofClass(Class<?> test) {
        for (Class<?> type = test; type != null; type = type.getEnclosingClass()) {
            Optional<WithSimulatedRouter> found = AnnotationSupport.findAnnotation(type, WithSimulatedRouter.class);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static void start(WithSimulatedRouter wanted, ExtensionContext context) {
        if (wanted.count() < 1) {
            throw new ExtensionConfigurationException("@WithSimulatedRouter(count = " + wanted.count() + "): at least 1");
        }
        Class<?> test = context.getRequiredTestClass();
        List<Seed> seeds = List.of(wanted.seed()).stream().map(resource -> Seed.ofResource(test, resource)).toList();
        UnaryOperator<SimulatedRouter.Builder> configuration = ReflectionSupport.newInstance(wanted.configuredBy());
        context.getStore(ROUTERS).put(SimulatedFleet.class, SimulatedFleet.start(wanted.count(), builder -> {
            if (wanted.count() == 1) {
                builder.identity("simulated");
            }
            if (!wanted.version().isEmpty()) {
                builder.version(wanted.version());
            }
            if (wanted.realisticTables()) {
                builder.realisticTables();
            }
            seeds.forEach(builder::seed);
            return configuration.apply(builder.tls(wanted.tls()));
        }));
    }

    /** Ends what was started for this context, and not what an outer one has. */
    private static void stop(ExtensionContext context) {
        SimulatedFleet fleet = context.getStore(ROUTERS).remove(SimulatedFleet.class, SimulatedFleet.class);
        if (fleet != null) {
            fleet.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Type type = parameter.getParameter().getParameterizedType();
        return type == SimulatedRouter.class || type == SimulatedFleet.class || isListOfRouters(type);
    }

    private static boolean isListOfRouters(Type type) {
        return type instanceof ParameterizedType list && list.getRawType() == List.class
                && list.getActualTypeArguments()[0] == SimulatedRouter.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        SimulatedFleet fleet = context.getStore(ROUTERS).get(SimulatedFleet.class, SimulatedFleet.class);
        if (fleet == null) {
            throw new ParameterResolutionException(
                    "No router runs here: each test has its own. Constructors and methods before and after all tests get"
                                                   + " routers with @WithSimulatedRouter(lifecycle = PER_CLASS)");
        }
        Type type = parameter.getParameter().getParameterizedType();
        if (type == SimulatedFleet.class) {
            return fleet;
        }
        if (type != SimulatedRouter.class) {
            return fleet.routers();
        }
        if (fleet.routers().size() > 1) {
            throw new ParameterResolutionException(
                    "Which of " + fleet.routers().size() + " routers? Ask for a List<SimulatedRouter> or a SimulatedFleet");
        }
        return fleet.router(0);
    }
}
