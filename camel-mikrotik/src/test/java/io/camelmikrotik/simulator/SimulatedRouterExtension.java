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

import java.util.function.UnaryOperator;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A router for JUnit 5 tests: with {@code static} one for the class, without it one for each test.
 *
 * <pre>
 * &#64;RegisterExtension
 * final SimulatedRouterExtension device = new SimulatedRouterExtension();
 * </pre>
 */
public final class SimulatedRouterExtension
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {

    private final UnaryOperator<SimulatedRouter.Builder> settings;
    private SimulatedRouter router;
    private boolean ofClass;

    public SimulatedRouterExtension() {
        this(UnaryOperator.identity());
    }

    public SimulatedRouterExtension(UnaryOperator<SimulatedRouter.Builder> settings) {
        this.settings = settings;
    }

    /** The router of the running test. */
    public SimulatedRouter router() {
        return router;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        ofClass = true;
        start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!ofClass) {
            start();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!ofClass) {
            router.close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        router.close();
    }

    private void start() {
        router = settings.apply(SimulatedRouter.builder()).start();
    }
}
