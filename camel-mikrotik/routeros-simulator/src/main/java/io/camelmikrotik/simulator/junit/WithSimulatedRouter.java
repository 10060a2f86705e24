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

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.function.UnaryOperator;

import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.TlsMode;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Starts simulated routers for tests, and ends them. On a class they are for all its tests, those of nested classes
 * among them; on a method for that test, instead of those of the class.
 * <p>
 * Test methods, and methods before and after each test, may have parameters of type {@link SimulatedRouter} if there is
 * one router, and of type {@code List<SimulatedRouter>} or {@link io.camelmikrotik.simulator.SimulatedFleet
 * SimulatedFleet} however many there are. Constructors and methods before and after all tests may have them too, with
 * {@link #lifecycle()} {@code PER_CLASS}. A router has the user {@code api} with the password {@code secret}, and
 * listens at a free port of {@code 127.0.0.1}: {@link SimulatedRouter#address()}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.TYPE, ElementType.METHOD })
@ExtendWith(SimulatedRouters.class)
public @interface WithSimulatedRouter {

    /** How many routers. Several are named {@code device-1}, {@code device-2} and so on. */
    int count() default 1;

    /** Whether each test has new routers, or all tests of the class have the same. No choice on a method. */
    TestInstance.Lifecycle lifecycle() default TestInstance.Lifecycle.PER_METHOD;

    /** The RouterOS version, such as {@code 6.48.6}; empty for the simulator's own. */
    String version() default "";

    /** What the TLS port offers, if there is one. */
    TlsMode tls() default TlsMode.NONE;

    /** Whether the usual menus have rows as a router in use has them. */
    boolean realisticTables() default false;

    /**
     * Resources that each router has from the start, relative to the test class's package:
     * {@link io.camelmikrotik.simulator.Seed} says what stands in them. JSON needs Jackson's {@code jackson-databind}.
     */
    String[] seed() default {};

    /** Changes the builder of each router, for all that has no attribute here. Has a constructor without parameters. */
    Class<? extends UnaryOperator<SimulatedRouter.Builder>> configuredBy() default AsIs.class;

    /** Changes nothing. */
    final class AsIs implements UnaryOperator<SimulatedRouter.Builder> {

        @Override
        public SimulatedRouter.Builder apply(SimulatedRouter.Builder builder) {
            return builder;
        }
    }
}
