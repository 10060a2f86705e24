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
package io.camelmikrotik.simulator;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A router for JUnit 5 tests. In a static {@code @RegisterExtension} field, or with {@code @ExtendWith}, one router
 * serves all tests of the class; in an instance field each test has its own. Parameters of type {@link SimulatedRouter}
 * get it.
 */
public final class SimulatedRouterExtension
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private final SimulatedRouter.Builder builder;
    private volatile SimulatedRouter router;
    private volatile boolean sharedByClass;

    /** Of a default router. */
    public SimulatedRouterExtension() {
        this(SimulatedRouter.builder());
    }

    /** Of a router built so; not started here. */
    public SimulatedRouterExtension(SimulatedRouter.Builder builder) {
        this.builder = builder;
    }

    /** @throws IllegalStateException outside of tests */
    public SimulatedRouter router() {
        SimulatedRouter running = router;
        if (running == null) {
            throw new IllegalStateException("the router runs only from before the tests until after them");
        }
        return running;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (router == null) {
            sharedByClass = true;
            router = builder.start();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (router == null) {
            router = builder.start();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!sharedByClass) {
            stop();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop();
    }

    private void stop() {
        SimulatedRouter running = router;
        router = null;
        if (running != null) {
            running.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SimulatedRouter.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return router();
    }
}
