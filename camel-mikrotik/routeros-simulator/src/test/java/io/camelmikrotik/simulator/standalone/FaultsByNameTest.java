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
package io.camelmikrotik.simulator.standalone;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.camelmikrotik.simulator.Faults;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.junit.WithSimulatedRouter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Each fault that a test in Java can order can be ordered by its name. */
class FaultsByNameTest {

    private static ControlRequest order(Map<String, Object> body) {
        return new ControlRequest("POST", List.of("routers", "1", "faults"), Map.of(), body);
    }

    @Test
    void allOfThemAreThere() {
        List<Object> names = FaultsByName.all().stream().map(fault -> fault.get("fault")).toList();

        assertThat(names).hasSizeGreaterThan(40).containsAll(
                Stream.of(Faults.class, Faults.Rule.class).flatMap(type -> Stream.of(type.getMethods()))
                        .filter(method -> method.getReturnType() == void.class)
                        .filter(method -> Stream.of(Faults.class, Faults.Rule.class)
                                .anyMatch(method.getDeclaringClass()::equals))
                        .map(method -> method.getName()).filter(name -> !"clear".equals(name)).toList());
    }

    @Test
    @WithSimulatedRouter
    @SuppressWarnings("unchecked")
    void eachCanBeOrderedWithWhatItSaysItNeeds(SimulatedRouter router) {
        for (Map<String, Object> fault : FaultsByName.all()) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("fault", fault.get("fault"));
            ((Map<String, String>) fault.get("needs")).forEach((name, kind) -> body.put(name, sample(name, kind)));
            assertThat(body.keySet()).as("parameters have names: %s", body).noneMatch(name -> name.matches("arg[0-9]+"));

            FaultsByName.order(router, order(body));
        }
    }

    private static Object sample(String name, String kind) {
        if ("command".equals(name)) {
            return "/ppp/secret/add";
        } else if ("menu".equals(name)) {
            return "/ppp/secret";
        } else if (kind.startsWith("time")) {
            return "1ms";
        } else if (kind.startsWith("bytes")) {
            return "f8ff00";
        } else if (kind.startsWith("number")) {
            return 2;
        }
        return kind.startsWith("true") ? "false" : "text";
    }

    @Test
    @WithSimulatedRouter
    void whatIsMissingOrWrongIsToldAndNothingIsOrdered(SimulatedRouter router) {
        refuse(router, Map.of("fault", "explode"), "there is no fault explode; there are ");
        refuse(router, Map.of(), "fault is missing");
        refuse(router, Map.of("fault", "stall"), "command is missing");
        refuse(router, Map.of("fault", "delay", "command", "/a/b"), "delay is missing: time, such as 200ms");
        refuse(router, Map.of("fault", "delay", "command", "/a/b", "delay", "20"), "delay: time");
        refuse(router, Map.of("fault", "stall", "command", "/a/b", "tmies", 2), "there is no tmies here");
        refuse(router, Map.of("fault", "refuse", "refused", "yes"), "refused: true or false");
        refuse(router, Map.of("fault", "rawReply", "command", "/a/b", "bytes", "x"), "bytes: bytes in hexadecimal");
        refuse(router, Map.of("fault", "swallowEvents", "menu", "/nowhere", "count", 1), "there is no menu /nowhere");
    }

    private static void refuse(SimulatedRouter router, Map<String, Object> body, String message) {
        assertThatThrownBy(() -> FaultsByName.order(router, order(body))).isInstanceOf(ControlRequest.Refused.class)
                .hasMessageContaining(message);
    }
}
