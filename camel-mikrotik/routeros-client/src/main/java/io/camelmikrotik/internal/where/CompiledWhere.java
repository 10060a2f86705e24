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
package io.camelmikrotik.internal.where;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * An expression with its parameters filled in: what the router evaluates, and what is left to do here. The router never
 * leaves out a row that the expression accepts.
 *
 * @param queryWords  to be sent, in this order
 * @param filter      the whole expression, evaluated here
 * @param filtersHere whether rows that the router returns must pass the filter; if not, it evaluates all by itself
 * @param properties  what the filter reads
 * @param fixed       properties that have the same value in every row that the expression accepts, because it demands
 *                    it: {@code list} in {@code list=blocklist and !disabled}
 */
public record CompiledWhere(
        List<String> queryWords, Predicate<Map<String, String>> filter, boolean filtersHere, Set<String> properties,
        Map<String, String> fixed) {

    public CompiledWhere {
        queryWords = List.copyOf(queryWords);
        properties = Set.copyOf(properties);
        fixed = Map.copyOf(fixed);
    }

    /** As this, with nothing left to the router. */
    public CompiledWhere here() {
        return new CompiledWhere(List.of(), filter, true, properties, fixed);
    }

    /** What the filter reads, to be added to a {@code .proplist}; empty unless it filters here. */
    public Set<String> propertiesNeededHere() {
        return filtersHere ? properties : Set.of();
    }
}
