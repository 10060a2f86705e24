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

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.internal.command.CommandTemplate;
import io.camelmikrotik.internal.endpoint.EndpointAddress;
import io.camelmikrotik.internal.where.WhereExpression;
import io.camelmikrotik.pool.PoolSettings;
import io.camelmikrotik.routeros.DeviceAccess;
import io.camelmikrotik.routeros.RouterOsCommand;
import io.camelmikrotik.write.ChangeLimit;
import io.camelmikrotik.write.EnsureSettings;
import io.camelmikrotik.write.Scope;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Javadoc says what is thrown: for what is an option {@link IllegalArgumentException}, for what is a command, its names
 * and its expressions {@link BadInputException}.
 */
class PromisedExceptionsTest {

    static Stream<Arguments> promises() {
        return Stream.of(
                promise("an address", IllegalArgumentException.class, () -> EndpointAddress.parse("[core1/ppp/secret/print")),
                promise("a port", IllegalArgumentException.class, () -> DeviceAccess.of("core1", 0, "u", "p")),
                promise("the path of an address", BadInputException.class, () -> EndpointAddress.parse("core1/ppp/se cret")),
                promise("an expression of a template", BadInputException.class,
                        () -> template("/ppp/secret/print", "where", "((name")),
                promise("properties of a template", BadInputException.class,
                        () -> template("/ppp/secret/print", "properties", "na me")),
                promise("a command about the session", BadInputException.class,
                        () -> template("/cancel", "properties", "name")),
                promise("a path", BadInputException.class, () -> RouterOsCommand.of("ppp")),
                promise("a name", BadInputException.class, () -> RouterOsCommand.builder("/a/b").attribute("a b", "")),
                promise("a query", BadInputException.class, () -> RouterOsCommand.builder("/a/b").queries(List.of("a"))),
                promise("an option of the pool", IllegalArgumentException.class,
                        () -> PoolSettings.builder().maxWait(Duration.ZERO)),
                promise("a limit", IllegalArgumentException.class, () -> ChangeLimit.parse("some")),
                promise("a key", IllegalArgumentException.class,
                        () -> EnsureSettings.of("/ppp/secret",
                                new Scope("profile=gold", WhereExpression.parse("profile=gold").bind(name -> null)),
                                List.of(".id"))));
    }

    @ParameterizedTest
    @MethodSource("promises")
    void whatIsPromisedIsThrown(ThrowingCallable call, Class<? extends Throwable> promised) {
        assertThatThrownBy(call).isInstanceOf(promised);
    }

    private static Arguments promise(String what, Class<? extends Throwable> thrown, ThrowingCallable call) {
        return Arguments.of(Named.of(what, call), thrown);
    }

    private static CommandTemplate template(String path, String option, String value) {
        MikrotikConfiguration options = new MikrotikConfiguration();
        if (option.equals("where")) {
            options.setWhere(value);
        } else {
            options.setProperties(value);
        }
        return new CommandTemplate(path, options);
    }
}
