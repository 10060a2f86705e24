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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One sentence from a client.
 *
 * @param tag       empty if it carried none
 * @param leftovers words of no known kind
 */
record Request(String command, Map<String, String> attributes, List<String> queries, String tag, List<String> leftovers) {

    static Request of(List<String> words) {
        Map<String, String> attributes = new LinkedHashMap<>();
        List<String> queries = new ArrayList<>();
        List<String> leftovers = new ArrayList<>();
        String tag = "";
        for (String word : words.subList(1, words.size())) {
            if (word.startsWith(".tag=")) {
                tag = word.substring(5);
            } else if (word.startsWith("?")) {
                queries.add(word);
            } else if (word.startsWith("=")) {
                int equals = word.indexOf('=', 1);
                attributes.put(word.substring(1, equals < 0 ? word.length() : equals),
                        equals < 0 ? "" : word.substring(equals + 1));
            } else {
                leftovers.add(word);
            }
        }
        return new Request(words.get(0), attributes, queries, tag, leftovers);
    }

    String attribute(String name) {
        return attributes.get(name);
    }

    boolean has(String name) {
        return attributes.containsKey(name);
    }
}
