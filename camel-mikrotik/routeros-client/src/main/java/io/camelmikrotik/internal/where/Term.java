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

/**
 * A parsed expression, its values not filled in.
 */
sealed interface Term {

    /** All of them. */
    record And(List<Term> terms) implements Term {
    }

    /** At least one of them. */
    record Or(List<Term> terms) implements Term {
    }

    record Not(Term term) implements Term {
    }

    /** A bare name: the property is set. */
    record Truth(String name) implements Term {
    }

    /** @param position of the operand in the expression, counted from 1 */
    record Comparison(String name, Operator operator, Operand operand, int position) implements Term {
    }

    /** What a property is compared with. */
    sealed interface Operand {
    }

    record Literal(String text) implements Operand {
    }

    record Parameter(String name) implements Operand {
    }

    /** How a property is compared. */
    enum Operator {
        EQUAL("="),
        NOT_EQUAL("!="),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">="),
        MATCHES("~"),
        IN("in");

        final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        /** Whether it asks which of two values is the greater. */
        boolean isOrder() {
            return this == LESS || this == LESS_OR_EQUAL || this == GREATER || this == GREATER_OR_EQUAL;
        }
    }
}
