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
import java.util.function.IntPredicate;

/**
 * A parsed regular expression.
 */
sealed interface PatternNode {

    /**
     * One character.
     *
     * @param accepts whether it is one of these, by code point
     * @param cost    of asking, in steps
     */
    record Character(IntPredicate accepts, int cost) implements PatternNode {
    }

    /** One after the other; nothing if there are none. */
    record Sequence(List<PatternNode> parts) implements PatternNode {
    }

    /** One of them. */
    record Choice(List<PatternNode> parts) implements PatternNode {
    }

    /** @param max -1 for no bound */
    record Repetition(PatternNode part, int min, int max) implements PatternNode {
    }

    /** A place between characters. */
    enum Place implements PatternNode {
        BEGIN,
        END,
        WORD_BOUNDARY,
        NO_WORD_BOUNDARY
    }
}
