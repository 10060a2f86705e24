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

/**
 * A request to the control.
 *
 * @param path  its segments
 * @param query its parameters in order
 * @param body  the JSON object that came with it, empty without one
 */
record ControlRequest(String method, List<String> path, Map<String, String> query, Map<String, Object> body) {

    /** What is answered, as JSON; null for nothing. */
    record Answer(int status, Object json) {
    }

    /** Ends a request with a status and a reason. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        final int status;

        Refused(int status, String reason) {
            super(reason, null, false, false);
            this.status = status;
        }
    }

    static Answer ok(Object json) {
        return new Answer(200, json);
    }

    static Answer created(Object json) {
        return new Answer(201, json);
    }

    static Answer nothing() {
        return new Answer(204, null);
    }

    static Refused notFound(String what) {
        return new Refused(404, "there is no " + what);
    }

    static Refused wrong(String why) {
        return new Refused(400, why);
    }

    /** Whoever asked for another method. */
    Refused notAllowed(String allowed) {
        return new Refused(405, method + " is not possible here: " + allowed);
    }

    /** Whether it is this method, at this many segments. */
    boolean is(String wanted, int segments) {
        return method.equals(wanted) && path.size() == segments;
    }

    /** The segment, or an empty text behind the last. */
    String segment(int index) {
        return index < path.size() ? path.get(index) : "";
    }

    /** The body as texts; null where it says null. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        body.forEach((name, value) -> {
            if (value instanceof Map || value instanceof List) {
                throw wrong("the value of " + name + " is neither a text nor a number nor a boolean");
            }
            texts.put(name, value == null ? null : value.toString());
        });
        return texts;
    }

    /** The body as texts, each there. */
    Map<String, String> values() {
        Map<String, String> values = texts();
        values.forEach((name, value) -> {
            if (value == null) {
                throw wrong(name + " has no value");
            }
        });
        return values;
    }

    /** A text of the body that must be there. */
    String required(String name) {
        String value = texts().get(name);
        if (value == null || value.isEmpty()) {
            throw wrong(name + " is missing");
        }
        return value;
    }
}
