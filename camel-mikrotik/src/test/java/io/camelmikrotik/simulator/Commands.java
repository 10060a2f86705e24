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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which verb a command word means, and who may use it.
 */
final class Commands {

    private static final Set<String> WRITING = Set.of(
            "add", "set", "remove", "enable", "disable", "unset", "move", "comment", "reset-counters", "run", "make-static");

    private final SimulatedRouter router;
    private final Map<String, Verb> menuVerbs = new HashMap<>();
    private final Map<String, Verb> paths = new HashMap<>();

    Commands(SimulatedRouter router) {
        this.router = router;
        TableReads reads = new TableReads(router);
        menuVerbs.put("print", reads::print);
        menuVerbs.put("getall", reads::print);
        menuVerbs.put("listen", reads::listen);
        menuVerbs.put("find", reads::find);
        menuVerbs.put("get", reads::get);
        TableWrites writes = new TableWrites(router);
        menuVerbs.put("add", writes::add);
        menuVerbs.put("set", writes::set);
        menuVerbs.put("remove", writes::remove);
        menuVerbs.put("enable", execution -> writes.put(execution, "disabled", "false"));
        menuVerbs.put("disable", execution -> writes.put(execution, "disabled", "true"));
        menuVerbs.put("comment", writes::comment);
        menuVerbs.put("unset", writes::unset);
        menuVerbs.put("move", writes::move);
        paths.put("/cancel", this::cancel);
        paths.put("/quit", execution -> execution.session().fatal("session terminated on request"));
        paths.put("/system/reboot", this::reboot);
        paths.put("/system/shutdown", this::shutdown);
        Tools tools = new Tools();
        paths.put("/ping", tools::ping);
        paths.put("/tool/ping", tools::ping);
        paths.put("/interface/monitor-traffic", tools::monitorTraffic);
        paths.put("/tool/torch", tools::torch);
        paths.put("/execute", tools::execute);
        paths.put("/system/script/run", tools::runScript);
    }

    void run(Execution execution) {
        Request request = execution.request();
        try {
            refuseWithoutPolicy(execution, request);
            Verb verb = paths.get(request.command());
            if (verb == null) {
                if (router.menus().find(request.menu()) == null) {
                    execution.unknownMenu(firstUnknownSegment(request.menu()));
                    return;
                }
                verb = menuVerbs.get(request.verb());
            }
            if (verb == null) {
                throw RouterTrap.noSuchCommand();
            }
            verb.run(execution);
        } catch (RouterTrap trap) {
            execution.trap(trap);
        }
    }

    private static void refuseWithoutPolicy(Execution execution, Request request) {
        String policy = policy(request);
        if (policy != null && !execution.session().user().may(policy)) {
            throw RouterTrap.notPermitted();
        }
    }

    private static String policy(Request request) {
        switch (request.command()) {
            case "/cancel", "/quit":
                return null;
            case "/system/reboot", "/system/shutdown":
                return "reboot";
            case "/ping", "/tool/ping", "/tool/torch":
                return "test";
            default:
                return WRITING.contains(request.verb()) || request.command().equals("/execute") ? "write" : "read";
        }
    }

    private String firstUnknownSegment(String menu) {
        String[] segments = menu.split("/");
        StringBuilder path = new StringBuilder();
        for (String segment : segments) {
            if (!segment.isEmpty()) {
                path.append('/').append(segment);
                if (!router.menus().hasBelow(path.toString())) {
                    return segment;
                }
            }
        }
        return segments.length == 0 ? "" : segments[segments.length - 1];
    }

    private void cancel(Execution execution) {
        List<Execution> victims = execution.session().stop(execution.request().get("tag"), execution);
        victims.forEach(Execution::interrupted);
        execution.done();
        victims.forEach(Execution::lastDone);
    }

    private void reboot(Execution execution) {
        execution.changed();
        execution.done();
        router.reboot(router.rebootTime());
    }

    private void shutdown(Execution execution) {
        execution.changed();
        execution.done();
        router.shutdown();
    }
}
