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
package io.camelmikrotik.write;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.camelmikrotik.internal.where.CompiledWhere;

/**
 * Which rows of a table are ours: the others are never touched.
 *
 * @param text  as it was written, for messages
 * @param where the expression with its parameters filled in
 */
public record Scope(String text, CompiledWhere where) {

    /** Whether a row lies in it. */
    public boolean contains(Map<String, String> row) {
        return where.filter().test(row);
    }

    /** The properties that have one value in all of it. */
    public Map<String, String> fixed() {
        return where.fixed();
    }

    /** What the router can evaluate of it. */
    public List<String> queryWords() {
        return where.queryWords();
    }

    /**
     * What must be read of a row to see here whether it lies in the scope. It is always looked at, also where the
     * router can see to it: a menu that passed over the query would cost all rows outside of the scope.
     */
    public Set<String> properties() {
        return where.properties();
    }

    @Override
    public String toString() {
        return text;
    }
}
