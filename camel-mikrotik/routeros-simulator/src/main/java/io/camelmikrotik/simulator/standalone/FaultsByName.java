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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.camelmikrotik.simulator.Faults;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.SimulatedTable;

/**
 * Every fault by the name of its method: those of {@link Faults}, those of {@link Faults.Rule} for one command, and
 * what can happen to the router or a table as a whole. A fault that is added there can be ordered here.
 */
final class FaultsByName {

    private static final List<String> OF_ROUTER = List.of("reboot", "shutdown", "powerOn", "cutSessions", "resetSessions",
            "freeze", "thaw", "swallowExistingSessions", "shiftClock");
    private static final Map<String, Method> FAULTS = new TreeMap<>();

    static {
        Stream.of(Faults.class, Faults.Rule.class).flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(method -> method.getReturnType() == void.class && !"clear".equals(method.getName()))
                .filter(FaultsByName::isPublic).forEach(FaultsByName::add);
        Stream.of(SimulatedRouter.class.getMethods()).filter(method -> OF_ROUTER.contains(method.getName()))
                .forEach(FaultsByName::add);
        Stream.of(SimulatedTable.class.getMethods()).filter(method -> "swallowEvents".equals(method.getName()))
                .forEach(FaultsByName::add);
    }

    private FaultsByName() {
    }

    private static boolean isPublic(Method method) {
        return java.lang.reflect.Modifier.isPublic(method.getModifiers()) && !method.isSynthetic();
    }

    private static void add(Method method) {
        if (FAULTS.put(method.getName(), method) != null) {
            throw new IllegalStateException("two faults of the name " + method.getName());
        }
    }

    /** Names, whom they strike, and what they need. */
    static List<Map<String, Object>> all() {
        List<Map<String, Object>> all = new ArrayList<>();
        FAULTS.forEach((name, method) -> {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("fault", name);
            json.put("strikes", strikes(method));
            json.put("needs", needs(method));
            all.add(json);
        });
        return all;
    }

    private static String strikes(Method method) {
        if (method.getDeclaringClass() == Faults.Rule.class) {
            return "command";
        } else if (method.getDeclaringClass() == SimulatedTable.class) {
            return "menu";
        }
        return method.getDeclaringClass() == Faults.class ? "connection" : "router";
    }

    private static Map<String, String> needs(Method method) {
        Map<String, String> needs = new LinkedHashMap<>();
        switch (strikes(method)) {
            case "command" -> {
                needs.put("command", "path");
                needs.put("times", "number or always; 1 without");
                needs.put("after", "number; 0 without");
            }
            case "menu" -> needs.put("menu", "path");
            default -> {
            }
        }
        for (Parameter parameter : method.getParameters()) {
            needs.put(parameter.getName(), describe(parameter));
        }
        return needs;
    }

    private static String describe(Parameter parameter) {
        Class<?> type = parameter.getType();
        if (type == Duration.class) {
            return "time, such as 200ms";
        } else if (type == int.class) {
            return "times".equals(parameter.getName()) ? "number or always; 1 without" : "number";
        } else if (type == byte[].class) {
            return "bytes in hexadecimal";
        } else if (type == boolean.class) {
            return "true or false";
        }
        return "category".equals(parameter.getName()) ? "text; none without" : "text";
    }

    /** @throws ControlRequest.Refused naming what is wrong */
    static void order(SimulatedRouter router, ControlRequest request) {
        String name = request.required("fault");
        Method method = FAULTS.get(name);
        if (method == null) {
            throw ControlRequest.wrong("there is no fault " + name + "; there are " + String.join(", ", FAULTS.keySet()));
        }
        List<String> known = new ArrayList<>(needs(method).keySet());
        known.add(0, "fault");
        Control.requireOnly(request, known.toArray(String[]::new));
        Map<String, String> given = request.texts();
        List<Object> arguments = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            arguments.add(argument(parameter, given.get(parameter.getName())));
        }
        invoke(method, target(method, router, request, given), arguments);
    }

    private static Object target(Method method, SimulatedRouter router, ControlRequest request, Map<String, String> given) {
        return switch (strikes(method)) {
            case "command" -> router.faults().onNext(request.required("command")).times(times(given.get("times")))
                    .after(given.get("after") == null ? 0 : number("after", given.get("after")));
            case "menu" -> {
                String menu = request.required("menu");
                if (!router.hasMenu(menu)) {
                    throw ControlRequest.notFound("menu " + menu);
                }
                yield router.table(menu);
            }
            case "connection" -> router.faults();
            default -> router;
        };
    }

    private static Object argument(Parameter parameter, String value) {
        String name = parameter.getName();
        Class<?> type = parameter.getType();
        if ("times".equals(name)) {
            return times(value);
        }
        if (value == null) {
            if ("category".equals(name)) {
                return null;
            }
            throw ControlRequest.wrong(name + " is missing: " + describe(parameter));
        }
        try {
            if (type == Duration.class) {
                return Times.parse(value);
            } else if (type == int.class) {
                return number(name, value);
            } else if (type == byte[].class) {
                return HexFormat.of().parseHex(value);
            } else if (type == boolean.class && value.matches("true|false")) {
                return Boolean.valueOf(value);
            } else if (type == String.class) {
                return value;
            }
        } catch (IllegalArgumentException e) {
            throw ControlRequest.wrong(name + ": " + describe(parameter) + " is expected");
        }
        throw ControlRequest.wrong(name + ": " + describe(parameter) + " is expected");
    }

    private static int times(String value) {
        if (value == null) {
            return 1;
        }
        return "always".equals(value) ? Faults.ALWAYS : number("times", value);
    }

    private static int number(String name, String value) {
        if (!value.matches("[0-9]{1,9}")) {
            throw ControlRequest.wrong(name + ": a number is expected");
        }
        return Integer.parseInt(value);
    }

    private static void invoke(Method method, Object target, List<Object> arguments) {
        try {
            method.invoke(target, arguments.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException wrong) {
                throw wrong;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("public methods of public classes can be called", e);
        }
    }
}
