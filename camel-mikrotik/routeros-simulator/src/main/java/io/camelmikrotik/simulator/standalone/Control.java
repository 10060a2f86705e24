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

import io.camelmikrotik.simulator.Journal;
import io.camelmikrotik.simulator.SimulatedRouter;
import io.camelmikrotik.simulator.SimulatedSession;

/** What can be asked and ordered. Any thread. */
final class Control {

    private final StandaloneFleet fleet;

    Control(StandaloneFleet fleet) {
        this.fleet = fleet;
    }

    ControlRequest.Answer answer(ControlRequest request) {
        switch (request.segment(0)) {
            case "health" -> {
                requireNoMore(request, 1);
                return get(request, Map.of("status", "UP", "routers", fleet.routers().size()));
            }
            case "faults" -> {
                requireNoMore(request, 1);
                return get(request, FaultsByName.all());
            }
            case "reset" -> {
                requireNoMore(request, 1);
                requireMethod(request, "POST");
                fleet.routers().forEach(StandaloneRouter::reset);
                return ControlRequest.nothing();
            }
            case "routers" -> {
                if (request.path().size() == 1) {
                    return get(request, fleet.routers().stream().map(Control::router).toList());
                }
                return ofRouter(request, place(request.segment(1)));
            }
            default -> throw ControlRequest.notFound(
                    "/" + String.join("/", request.path()) + "; there are /health, /routers, /faults and /reset");
        }
    }

    private ControlRequest.Answer ofRouter(ControlRequest request, StandaloneRouter place) {
        SimulatedRouter router = place.router();
        if ("rows".equals(request.segment(2))) {
            return new Rows(router).answer(request);
        }
        if (!"ppp".equals(request.segment(2))) {
            requireNoMore(request, 3);
        }
        return switch (request.segment(2)) {
            case "" -> get(request, router(place));
            case "sessions" -> sessions(request, router);
            case "journal" -> journal(request, router);
            case "menus" -> get(request, menus(router));
            case "listeners" -> get(request, listeners(router));
            case "ppp" -> ppp(request, router);
            case "log" -> log(request, router);
            case "faults" -> faults(request, router);
            case "reset" -> {
                requireMethod(request, "POST");
                place.reset();
                yield ControlRequest.nothing();
            }
            default -> throw ControlRequest.notFound(
                    request.segment(2) + " of a router; there are sessions, journal, menus, rows, listeners, ppp, log,"
                                                     + " faults and reset");
        };
    }

    private StandaloneRouter place(String number) {
        return fleet.routers().stream().filter(place -> Integer.toString(place.number()).equals(number)).findFirst()
                .orElseThrow(() -> ControlRequest.notFound("router " + number + ", only 1 to " + fleet.routers().size()));
    }

    private static Map<String, Object> router(StandaloneRouter place) {
        SimulatedRouter router = place.router();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("number", place.number());
        json.put("identity", router.identity());
        json.put("version", router.version());
        json.put("address", router.address());
        if (place.tlsAddress() != null) {
            json.put("tlsAddress", place.tlsAddress());
            json.put("fingerprint", StandaloneRouter.fingerprint());
        }
        json.put("on", router.isOn());
        json.put("sessions", router.sessionsOpen());
        json.put("commandsRunning", router.commandsRunning());
        json.put("safeModeTaken", router.safeModeTaken());
        return json;
    }

    private static ControlRequest.Answer sessions(ControlRequest request, SimulatedRouter router) {
        return switch (request.method()) {
            case "GET" -> ControlRequest.ok(router.sessions().stream().map(Control::session).toList());
            case "DELETE" -> {
                router.cutSessions();
                yield ControlRequest.nothing();
            }
            default -> throw request.notAllowed("GET, DELETE");
        };
    }

    private static Map<String, Object> session(SimulatedSession session) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("number", session.number());
        json.put("address", session.address());
        json.put("user", session.user());
        json.put("tls", session.tls());
        json.put("since", session.since().toString());
        json.put("commandsRunning", session.commandsRunning());
        return json;
    }

    private static ControlRequest.Answer journal(ControlRequest request, SimulatedRouter router) {
        Journal journal = router.journal();
        if ("DELETE".equals(request.method())) {
            journal.clear();
            return ControlRequest.nothing();
        }
        String wanted = request.query().get("command");
        if (request.query().size() > (wanted == null ? 0 : 1)) {
            throw ControlRequest.wrong("the journal is selected by command alone, as in ?command=/ppp/secret/add");
        }
        if (!"GET".equals(request.method())) {
            throw request.notAllowed("GET, DELETE");
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("logins", journal.logins());
        json.put("failedLogins", journal.failedLogins());
        json.put("connections", journal.connections());
        json.put("sessionsOpen", journal.sessionsOpen());
        json.put("sessionsAtMost", journal.sessionsAtMost());
        json.put("writes", journal.writes());
        json.put("commands", journal.commands().stream()
                .filter(entry -> wanted == null || entry.command().equals(wanted)).map(Control::entry).toList());
        return ControlRequest.ok(json);
    }

    private static Map<String, Object> entry(Journal.Entry entry) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("session", entry.session());
        json.put("time", entry.time().toString());
        json.put("command", entry.command());
        json.put("attributes", entry.attributes());
        json.put("queries", entry.queries());
        json.put("tag", entry.tag());
        json.put("executed", entry.executed());
        json.put("cancelled", entry.cancelled());
        return json;
    }

    private static Map<String, Integer> menus(SimulatedRouter router) {
        Map<String, Integer> rows = new LinkedHashMap<>();
        router.menusWithRows().forEach(menu -> rows.put(menu, router.table(menu).size()));
        return rows;
    }

    private static Map<String, Integer> listeners(SimulatedRouter router) {
        Map<String, Integer> listeners = new LinkedHashMap<>();
        router.menusListenedTo().forEach(menu -> listeners.put(menu, router.listeners(menu)));
        return listeners;
    }

    private static ControlRequest.Answer ppp(ControlRequest request, SimulatedRouter router) {
        if (request.is("POST", 3)) {
            String name = request.required("name");
            Map<String, String> given = request.values();
            given.remove("name");
            if (given.containsKey(".id")) {
                throw ControlRequest.wrong("the router chooses the .id");
            }
            try {
                String id = router.ppp().up(name, given);
                return ControlRequest.created(router.table("/ppp/active").row(id));
            } catch (IllegalStateException e) {
                throw new ControlRequest.Refused(409, e.getMessage());
            }
        }
        if (request.is("DELETE", 4)) {
            int ended = router.ppp().down(request.segment(3));
            if (ended == 0) {
                throw ControlRequest.notFound("session of " + request.segment(3));
            }
            return ControlRequest.ok(Map.of("ended", ended));
        }
        throw request.notAllowed("POST to ppp, DELETE of ppp/NAME");
    }

    private static ControlRequest.Answer log(ControlRequest request, SimulatedRouter router) {
        requireMethod(request, "POST");
        requireOnly(request, "topics", "message");
        return ControlRequest.created(Map.of(".id", router.log(request.required("topics"), request.required("message"))));
    }

    private static ControlRequest.Answer faults(ControlRequest request, SimulatedRouter router) {
        return switch (request.method()) {
            case "POST" -> {
                FaultsByName.order(router, request);
                yield ControlRequest.nothing();
            }
            case "DELETE" -> {
                router.faults().clear();
                yield ControlRequest.nothing();
            }
            default -> throw request.notAllowed("POST, DELETE");
        };
    }

    private static ControlRequest.Answer get(ControlRequest request, Object json) {
        requireMethod(request, "GET");
        return ControlRequest.ok(json);
    }

    private static void requireMethod(ControlRequest request, String method) {
        if (!request.method().equals(method)) {
            throw request.notAllowed(method);
        }
    }

    private static void requireNoMore(ControlRequest request, int segments) {
        if (request.path().size() > segments) {
            throw ControlRequest.notFound("/" + String.join("/", request.path()));
        }
    }

    static void requireOnly(ControlRequest request, String... names) {
        for (String name : request.body().keySet()) {
            if (!List.of(names).contains(name)) {
                throw ControlRequest.wrong("there is no " + name + " here, only " + String.join(", ", names));
            }
        }
    }
}
