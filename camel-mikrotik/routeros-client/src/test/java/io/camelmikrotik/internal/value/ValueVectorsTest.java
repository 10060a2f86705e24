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
package io.camelmikrotik.internal.value;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelmikrotik.internal.session.Vectors;
import io.camelmikrotik.routeros.PairValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The value formats of the published vectors. */
class ValueVectorsTest {

    static Stream<Arguments> durations() {
        return Vectors.of("durations", "text");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("durations")
    void durationsAreRead(String text, JsonNode vector) {
        assertThat(DurationValue.parse(text)).contains(Duration.of(vector.get("micros").asLong(), ChronoUnit.MICROS));
    }

    @Test
    void specialWordsAreNoDurationsButKnown() {
        for (JsonNode vector : Vectors.section("durations_special")) {
            String text = vector.get("text").asText();
            assertThat(DurationValue.parse(text)).as(text).isEmpty();
            assertThat(text.isEmpty() || SpecialWord.matches(text)).as(text).isTrue();
        }
    }

    static Stream<Arguments> timestamps() {
        return Vectors.of("timestamps", "text");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("timestamps")
    void timestampsOfOldAndNewRoutersAreRead(String text, JsonNode vector) {
        assertThat(DateTimeValue.parse(text)).contains(LocalDateTime.parse(vector.get("iso").asText()));
    }

    @Test
    void pairsAreTakenApart() {
        for (JsonNode vector : Vectors.section("pairs")) {
            assertThat(PairValue.parse(vector.get("text").asText())).contains(
                    new PairValue(vector.get("parts").get(0).asText(), vector.get("parts").get(1).asText()));
        }
    }

    @Test
    void bothSpellingsOfBooleansAreRead() {
        Vectors.section("booleans").get("true").forEach(text -> assertThat(BooleanValue.parse(text.asText())).contains(true));
        Vectors.section("booleans").get("false").forEach(text -> assertThat(BooleanValue.parse(text.asText())).contains(false));
    }
}
