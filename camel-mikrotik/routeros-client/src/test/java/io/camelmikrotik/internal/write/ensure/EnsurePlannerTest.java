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
package io.camelmikrotik.internal.write.ensure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelmikrotik.exception.BadInputException;
import io.camelmikrotik.exception.EnsureLimitException;
import io.camelmikrotik.internal.value.CanonicalValue;
import io.camelmikrotik.internal.where.WhereExpression;
import io.camelmikrotik.routeros.RouterOsRow;
import io.camelmikrotik.write.ChangeLimit;
import io.camelmikrotik.write.EnsurePlan;
import io.camelmikrotik.write.EnsureSettings;
import io.camelmikrotik.write.OnAbsent;
import io.camelmikrotik.write.PlannedWrite;
import io.camelmikrotik.write.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EnsurePlannerTest {

    private static final EnsureSettings BLOCKLIST = settings("/ip/firewall/address-list", "list=blocklist", "address");

    // ---- what differs

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', nullValues = "-", value = {
            // name; the table has; the list has; what is done
            "nothing where all is as it shall be; a=1 comment=x; a=1 comment=x; -",
            "nothing where a value is only spelled otherwise; a=192.0.2.1 timeout=1h disabled=true; a=192.0.2.1/32 timeout=60m disabled=yes; -",
            "nothing for properties that the list does not give; a=1 comment=x; a=1; -",
            "an add for what is missing; -; a=1 comment=x; + {a=1, comment=x}",
            "a set for what differs; a=1 comment=x; a=1 comment=y; ~ *1 (1) {comment=x} -> {comment=y}",
            "a set of a property that is absent; a=1; a=1 comment=y; ~ *1 (1) {} -> {comment=y}",
            "nothing where an empty text meets an absent property; a=1; a=1 comment=; -",
            "an unset for null; a=1 comment=x; a=1 !comment; ~ *1 (1) {comment=x} -> {!comment}",
            "nothing for null where the property is absent; a=1; a=1 !comment; -",
            "an add without the properties to be unset; -; a=1 !comment; + {a=1, !comment}" })
    void isPlanned(String name, String table, String list, String expected) {
        EnsurePlan plan = plan(settings("/x", "a~\".\"", "a"), rows(table), list(list));

        assertThat(plan.steps()).extracting(Object::toString).isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void idsAreNeverIdentityNorCompared() {
        EnsurePlan plan = plan(settings("/x", "a~\".\"", "a"), rows("a=1", "a=2"), list(".id=*2 a=1", ".id=*1 a=2"));

        assertThat(plan.isEmpty()).isTrue();
    }

    @Test
    void aKeyMayBeOfSeveralPropertiesSomeOfThemAbsent() {
        EnsurePlan plan
                = plan(settings("/x", "a~\".\"", "a,b"), rows("a=1 b=1 c=1", "a=1 c=1"), list("a=1 c=2", "a=1 b=1 c=3"));

        assertThat(plan.steps()).extracting(Object::toString)
                .containsExactly("~ *2 (1) {c=1} -> {c=2}", "~ *1 (1 1) {c=1} -> {c=3}");
    }

    @Test
    void theOrderOfAListsElementsMattersUnlessToldOtherwise() {
        EnsureSettings strict = settings("/x", "a~\".\"", "a");
        List<RouterOsRow> table = rows("a=1 servers=192.0.2.1,192.0.2.2");
        List<Map<String, Object>> list = list("a=1 servers=192.0.2.2,192.0.2.1");

        assertThat(plan(strict, table, list).sets()).hasSize(1);
        assertThat(plan(strict.values(CanonicalValue.ignoringOrder(List.of("servers"))), table, list).isEmpty()).isTrue();
    }

    // ---- the scope

    @Test
    void rowsOutsideOfTheScopeAreNotLookedAt() {
        EnsurePlan plan = plan(
                BLOCKLIST.onAbsent(OnAbsent.REMOVE),
                rows("list=other address=192.0.2.1", "list=blocklist address=192.0.2.1"), list("address=192.0.2.1"));

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.counts().rows()).isEqualTo(1);
    }

    @Test
    void whatTheScopeFixesIsFilledIn() {
        EnsurePlan plan = plan(BLOCKLIST, rows(), list("address=192.0.2.1"));

        assertThat(plan.adds().get(0).row().toMap()).isEqualTo(Map.of("address", "192.0.2.1", "list", "blocklist"));
    }

    @Test
    void whatARouterSaysOfARowIsNotFilledIn() {
        EnsurePlan plan = plan(settings("/x", "dynamic=no and disabled=no", "a"), rows(), list("a=1"));

        assertThat(plan.adds().get(0).row().toMap()).isEqualTo(Map.of("a", "1", "disabled", "no"));
    }

    @Test
    void anElementOutsideOfTheScopeIsRefusedByName() {
        assertThatThrownBy(() -> plan(BLOCKLIST, rows(), list("address=192.0.2.1", "list=other address=192.0.2.2")))
                .isInstanceOf(BadInputException.class)
                .hasMessage("ensure /ip/firewall/address-list: row 1 {list=other, address=192.0.2.2} is not in the scope"
                            + " list=blocklist; nothing was changed");
    }

    // ---- keys

    @Test
    void theSameKeyTwiceInTheListIsRefusedByName() {
        assertThatThrownBy(() -> plan(
                BLOCKLIST, rows(), list("address=192.0.2.1", "address=192.0.2.2", "address=192.0.2.1/32")))
                .isInstanceOf(BadInputException.class).hasMessageContaining("rows 0 and 2 {address=192.0.2.1/32}");
    }

    @Test
    void theSameKeyTwiceInTheTableIsRefusedByName() {
        List<RouterOsRow> table = rows("a=1", "a=2", "a=3", "a=2");

        assertThatThrownBy(() -> plan(settings("/x", "a~\".\"", "a"), table, list("a=2")))
                .isInstanceOf(BadInputException.class).hasMessageContaining("*2 and *4 {a=2}");
        assertThatThrownBy(() -> plan(settings("/x", "a~\".\"", "a"), table, list("a=1")))
                .isInstanceOf(BadInputException.class).hasMessageContaining("*2 and *4 {a=2}");
    }

    @Test
    void rowsWithoutAnyKeyAreAbsentFromEveryList() {
        EnsureSettings settings = settings("/ip/firewall/filter", "chain=forward", "comment").onAbsent(OnAbsent.REMOVE);
        EnsurePlan plan = plan(settings, rows("chain=forward", "chain=forward"), list());

        assertThat(plan.removals()).hasSize(2);
        assertThatThrownBy(() -> plan(settings, rows(), list("action=drop"))).isInstanceOf(BadInputException.class)
                .hasMessageContaining("row 0 {action=drop, chain=forward} has no value for comment, which is the key");
    }

    @Test
    void anElementThatIsNoMapIsRefused() {
        assertThatThrownBy(() -> DesiredRows.read(List.of("192.0.2.1").iterator(), BLOCKLIST,
                io.camelmikrotik.routeros.ApiCharset.UTF_8))
                .isInstanceOf(BadInputException.class).hasMessageContaining("row 0 is a String");
    }

    @Test
    void idsAreRefusedAsKey() {
        assertThatThrownBy(() -> settings("/x", "a=1", ".id")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("key: [.id] will not do");
    }

    // ---- what the list does not have

    @ParameterizedTest
    @CsvSource({ "REMOVE, - *1;- *2", "DISABLE, x *1", "IGNORE, ''" })
    void rowsThatTheListDoesNotHave(OnAbsent onAbsent, String expected) {
        EnsurePlan plan = plan(
                settings("/x", "a~\".\"", "a").onAbsent(onAbsent), rows("a=1 disabled=false", "a=2 disabled=true"), list());

        assertThat(plan.steps()).extracting(step -> step.toString().substring(0, 4))
                .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected.split(";")));
        assertThat(plan.counts().ignored()).isEqualTo(2 - plan.steps().size());
    }

    @Test
    void aDisabledRowIsEnabledWhenTheListHasItAgain() {
        EnsureSettings disabling = settings("/x", "a~\".\"", "a").onAbsent(OnAbsent.DISABLE);
        List<RouterOsRow> table = rows("a=1 disabled=true");

        assertThat(plan(disabling, table, list("a=1")).steps()).extracting(Object::toString)
                .containsExactly("~ *1 (1) {disabled=true} -> {disabled=no}");
        assertThat(plan(disabling, table, list("a=1 disabled=yes")).isEmpty()).isTrue();
        assertThat(plan(disabling.onAbsent(OnAbsent.REMOVE), table, list("a=1")).isEmpty()).isTrue();
    }

    // ---- whose rows

    @Test
    void rowsOfOthersAreCountedAndNeverTouched() {
        EnsurePlan plan = plan(
                settings("/x", "a~\".\"", "a").onAbsent(OnAbsent.REMOVE),
                rows("a=1 dynamic=true", "a=2 builtin=true", "a=3 default=yes", "a=4 read-only=true", "a=5 dynamic=false"),
                list());

        assertThat(plan.steps()).extracting(PlannedWrite::id).containsExactly("*5");
        assertThat(plan.counts()).isEqualTo(new EnsurePlan.Counts(1, 0, 0, 1, 2, 1));
    }

    @Test
    void anElementWhoseKeyAnothersRowHasIsImpossibleUnlessThatRowWillDo() {
        EnsurePlan plan = plan(
                settings("/x", "a~\".\"", "a"),
                rows("a=1 dynamic=true b=x", "a=2 default=true b=x", "a=3 default=true b=x", "a=4 dynamic=true timeout=5m"),
                list("a=1 b=x", "a=2 b=x", "a=3 b=y", "a=4 timeout=1h"));

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.counts().unchanged()).isEqualTo(2);
        assertThat(plan.refused()).extracting(EnsurePlan.Refused::toString).containsExactly(
                "! {a=1, b=x}: the router has a dynamic row of that key, which will go by itself; it was not touched (*1)",
                "! {a=3, b=y}: the router has a built-in row of that key, which differs in b; it was not touched (*3)");
    }

    // ---- secrets

    @Test
    void secretsThatCannotBeReadAreSetOnNewRowsAndOnOthersOnlyWhenTold() {
        EnsureSettings secrets = settings("/ppp/secret", "name~\".\"", "name");
        List<Map<String, Object>> list = list("name=a password=s3cret", "name=b password=s3cret");

        for (String table : List.of("name=a", "name=a password=*****")) {
            EnsurePlan plan = plan(secrets, rows(table), list);
            assertThat(plan.steps()).extracting(Object::toString).containsExactly("+ {name=b, password=xxxxxx}");
            assertThat(plan.adds().get(0).row().get("password")).isEqualTo("s3cret");
            assertThat(plan(secrets.updatingSecrets(), rows(table), list).sets()).extracting(Object::toString)
                    .containsExactly("~ *1 (a) {} -> {password=xxxxxx}");
        }
    }

    @Test
    void secretsThatCanBeReadAreComparedLikeOthers() {
        EnsurePlan plan = plan(
                settings("/ppp/secret", "name~\".\"", "name"),
                rows("name=a password=1", "name=b password=1", "name=c password=", "name=d"),
                list("name=a password=1", "name=b password=2", "name=c password=2", "name=d password=2"));

        assertThat(plan.sets()).extracting(PlannedWrite::id).containsExactly("*2", "*3", "*4");
    }

    // ---- order

    @Test
    void inOrderTheFewestRowsMoveAndNewOnesAreAddedInPlace() {
        EnsureSettings settings = settings("/ip/firewall/filter", "chain=forward", "comment").inOrder();
        List<RouterOsRow> table = rows(
                "chain=forward comment=a", "chain=forward comment=b", "chain=input comment=c", "chain=forward comment=c",
                "chain=input comment=z");
        EnsurePlan plan = plan(settings, table, list("comment=c", "comment=a", "comment=n", "comment=b", "comment=m"));

        assertThat(plan.steps()).extracting(Object::toString).containsExactly(
                "> *4 (c) before *1", "+ {comment=n, chain=forward} before *2", "+ {comment=m, chain=forward} before *5");
    }

    @Test
    void behindTheOnlyRowOfTheScopeIsBeforeTheRowOfOthersThatFollowsIt() {
        EnsurePlan plan = plan(
                settings("/ip/firewall/filter", "chain=forward", "comment").inOrder(),
                rows("chain=forward comment=a", "chain=input comment=z"), list("comment=a", "comment=n"));

        assertThat(plan.steps()).extracting(Object::toString).containsExactly("+ {comment=n, chain=forward} before *2");
    }

    @Test
    void twoReadingsThatDoNotFitTogetherAreNoticed() {
        EnsureSettings settings = settings("/x", "a~\".\"", "a").inOrder();

        assertThatThrownBy(() -> EnsurePlanner.plan(
                settings, DesiredRows.of(list("a=1"), settings), rows("a=1"), new TableOrder(List.of())))
                .isInstanceOf(TableChangedException.class);
    }

    // ---- bounds

    @ParameterizedTest(name = "maxRemovals={0} maxChanges={1}: {2}")
    @CsvSource(nullValues = "-", value = {
            "-, -, ", "4, -, ", "3, -, maxRemovals", "40%, -, ", "39.9%, -, maxRemovals", "-, 6, ", "-, 5, maxChanges",
            "-, 60%, ",
            "-, 59%, maxChanges", "0, -, maxRemovals" })
    void boundsAreCountsOrSharesOfTheRowsThereAre(String maxRemovals, String maxChanges, String exceeded) {
        List<String> table = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            table.add("a=" + i + " b=x");
        }
        EnsureSettings settings = settings("/x", "a~\".\"", "a").onAbsent(OnAbsent.REMOVE).atMost(
                maxRemovals == null ? null : ChangeLimit.parse(maxRemovals),
                maxChanges == null ? null : ChangeLimit.parse(maxChanges));
        // removes 4, adds 1, sets 1
        EnsurePlan plan = plan(
                settings, rows(table.toArray(String[]::new)),
                list("a=0 b=y", "a=1", "a=2", "a=3", "a=4", "a=5", "a=new"));

        if (exceeded == null) {
            plan.checkLimits("router");
        } else {
            assertThatThrownBy(() -> plan.checkLimits("router")).isInstanceOfSatisfying(EnsureLimitException.class, limit -> {
                assertThat(limit).hasMessageContaining("router: " + exceeded + "=").hasMessageContaining("nothing was changed");
                assertThat(limit.getPlan()).isSameAs(plan);
            });
        }
    }

    @ParameterizedTest
    @CsvSource({ "-1", "x", "5 percent", "''", "1.5" })
    void aBoundIsANumberOrAShare(String text) {
        assertThatThrownBy(() -> ChangeLimit.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10").hasMessageContaining("5%");
    }

    // ---- as people and programs see it

    @Test
    void aPlanPrintsItselfWithoutSecrets() {
        EnsurePlan plan = plan(
                settings("/ppp/secret", "name~\".\"", "name").onAbsent(OnAbsent.REMOVE),
                rows("name=a password=old", "name=b password=old"), list("name=a password=new", "name=c password=new"));

        assertThat(plan).hasToString("""
                ensure /ppp/secret where name~".": 1 to add, 1 to set, 1 to remove; 0 unchanged
                  + {name=c, password=xxxxxx}
                  ~ *1 (a) {password=xxxxxx} -> {password=xxxxxx}
                  - *2 {.id=*2, name=b, password=xxxxxx}""");
    }

    @Test
    void aPlanSaysWhatItLeavesAlone() {
        EnsurePlan plan = plan(
                settings("/x", "a~\".\"", "a"),
                rows("a=1", "a=2 dynamic=true", "a=3 builtin=true", "a=4 read-only=true", "a=5", "a=6 dynamic=true c=x"),
                list("a=1", "a=6 c=y"));

        assertThat(plan.summary()).endsWith(
                "1 unchanged, 1 ignored, 2 dynamic, 1 built in, 1 read-only, 1 impossible");
        assertThat(plan.refused()).singleElement()
                .satisfies(refused -> assertThat(plan.toString()).endsWith("\n  " + refused));
        assertThat(plan.counts().rows()).isEqualTo(6);
        assertThat(plan.desired()).isEqualTo(2);
    }

    @Test
    void aLongPlanShowsAHundredOfItsSteps() {
        EnsureSettings settings = settings("/x", "a~\".\"", "a");
        String[] rows = IntStream.rangeClosed(1, 101).mapToObj(i -> "a=" + i).toArray(String[]::new);

        assertThat(plan(settings, rows(), list(rows)).toString().lines()).hasSize(102).last().isEqualTo("  ... and 1 more");
        assertThat(plan(settings, rows(), list(Arrays.copyOf(rows, 100))).toString().lines()).hasSize(101);
    }

    @Test
    void inAnOrderedTableARowThatStaysIsSetWhereItIsAndOneThatMovesSaysWhereTo() {
        EnsurePlan plan = plan(
                settings("/ip/firewall/filter", "a~\".\"", "a").inOrder(), rows("a=1", "a=2 c=x", "a=3"),
                list("a=3", "a=1", "a=2 c=y"));

        assertThat(plan.sets()).extracting(Object::toString).containsExactly("~ *2 (2) {c=x} -> {c=y}");
        assertThat(plan.steps()).filteredOn(step -> step.kind() == PlannedWrite.Kind.MOVE).singleElement()
                .satisfies(move -> {
                    assertThat(move.id()).isEqualTo("*3");
                    assertThat(move.toMap()).containsEntry("id", "*3").containsEntry("placeBefore", "*1");
                });
    }

    @Test
    void aPlanBecomesJson() {
        EnsurePlan plan = plan(
                settings("/ppp/secret", "name~\".\"", "name").onAbsent(OnAbsent.DISABLE),
                rows("name=a comment=x", "name=b password=old", "name=d default=true comment=x"),
                list("name=a !comment", "name=c password=new", "name=d comment=y"));

        JsonNode json = new ObjectMapper().valueToTree(plan.toMap());

        assertThat(json.toString()).doesNotContain("old").doesNotContain("new");
        assertThat(json.at("/adds/0/after/name").asText()).isEqualTo("c");
        assertThat(json.at("/sets/0/before/comment").asText()).isEqualTo("x");
        assertThat(json.at("/sets/0/after/comment").isNull()).isTrue();
        assertThat(json.at("/disables/0/id").asText()).isEqualTo("*2");
        assertThat(json.at("/impossible/0/row").asInt()).isEqualTo(2);
        assertThat(json.at("/counts/changes").asInt()).isEqualTo(3);
        assertThat(json.at("/counts/builtin").asInt()).isEqualTo(1);
    }

    // ---- shorthand

    private static EnsurePlan plan(EnsureSettings settings, List<RouterOsRow> table, List<Map<String, Object>> list) {
        return EnsurePlanner.plan(
                settings, DesiredRows.of(list, settings), table, settings.ordered() ? new TableOrder(table) : null);
    }

    private static EnsureSettings settings(String menu, String scope, String key) {
        return EnsureSettings.of(
                menu, new Scope(scope, WhereExpression.parse(scope).bind(name -> null)), List.of(key.split(",")));
    }

    /** Rows with ids from *1, their properties written {@code a=1 b=2}. */
    private static List<RouterOsRow> rows(String... texts) {
        List<RouterOsRow> rows = new ArrayList<>();
        for (String text : texts) {
            if (text != null) {
                Map<String, String> row = new LinkedHashMap<>();
                row.put(".id", "*" + (rows.size() + 1));
                properties(text).forEach((name, value) -> row.put(name, String.valueOf(value)));
                rows.add(RouterOsRow.of(row));
            }
        }
        return rows;
    }

    private static List<Map<String, Object>> list(String... texts) {
        return List.of(texts).stream().map(EnsurePlannerTest::properties).toList();
    }

    private static Map<String, Object> properties(String text) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (String word : text.split(" ")) {
            int equals = word.indexOf('=');
            properties.put(equals < 0 ? word.substring(1) : word.substring(0, equals),
                    equals < 0 ? null : word.substring(equals + 1));
        }
        return properties;
    }
}
