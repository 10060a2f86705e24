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
package io.camelmikrotik.examples.pppoe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.camelmikrotik.examples.pppoe.Customer.Status;
import io.camelmikrotik.routeros.RouterOsRow;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SyncPlanTest {

    private static final Customer ANNA = new Customer("C1", "anna", "pw", "gold", Status.ACTIVE);

    @Test
    void aCustomerWithoutAnAccountGetsOneWithItsMarker() {
        List<Change> plan = SyncPlan.of(List.of(ANNA), List.of(), List.of());

        assertThat(plan).extracting(Change::toString).containsExactly("+ anna: new account of customer C1 with gold");
        assertThat(plan.get(0).command().toString()).isEqualTo(
                "/ppp/secret/add =name=anna =password=xxxxxx =service=pppoe =profile=gold =disabled=no =comment=billing:C1");
    }

    @Test
    void anOverdueNewcomerGetsADisabledAccount() {
        assertThat(commands(List.of(with(Status.OVERDUE)), List.of(), List.of())).singleElement().asString()
                .contains("/ppp/secret/add", "=disabled=yes");
    }

    @Test
    void aDepartedCustomerWithoutAnAccountGetsNone() {
        assertThat(commands(List.of(with(Status.DEPARTED)), List.of(), List.of())).isEmpty();
    }

    @Test
    void nothingIsDoneWhenAllIsInStep() {
        assertThat(commands(List.of(ANNA), List.of(account("*1", "anna", "gold", "false", "billing:C1")), List.of())).isEmpty();
        assertThat(
                commands(List.of(with(Status.OVERDUE)), List.of(account("*1", "anna", "gold", "yes", "billing:C1")), List.of()))
                .isEmpty();
    }

    @Test
    void anotherPlanIsSet() {
        assertThat(commands(List.of(ANNA), List.of(account("*1", "anna", "silver", "false", "billing:C1")), List.of()))
                .containsExactly("/ppp/secret/set =.id=*1 =profile=gold");
    }

    @Test
    void anOverdueCustomerIsDisabledFirstAndThenDisconnectedFromAllSessions() {
        assertThat(
                commands(
                        List.of(with(Status.OVERDUE)), List.of(account("*1", "anna", "gold", "false", "billing:C1")),
                        List.of(session("*80", "anna"), session("*81", "bert"), session("*82", "anna"))))
                .containsExactly(
                        "/ppp/secret/disable =.id=*1", "/ppp/active/remove =.id=*80",
                        "/ppp/active/remove =.id=*82");
    }

    @Test
    void aSessionThatAnInterruptionLeftIsDisconnectedLater() {
        assertThat(
                commands(
                        List.of(with(Status.OVERDUE)), List.of(account("*1", "anna", "gold", "true", "billing:C1")),
                        List.of(session("*80", "anna"))))
                .containsExactly("/ppp/active/remove =.id=*80");
    }

    @Test
    void whoPaysIsEnabled() {
        assertThat(commands(List.of(ANNA), List.of(account("*1", "anna", "gold", "true", "billing:C1")), List.of()))
                .containsExactly("/ppp/secret/enable =.id=*1");
    }

    @Test
    void aDepartedCustomerIsDisabledDisconnectedAndRemoved() {
        String[] expected = {
                "/ppp/secret/disable =.id=*1", "/ppp/active/remove =.id=*80", "/ppp/secret/remove =.id=*1" };
        List<RouterOsRow> accounts = List.of(account("*1", "anna", "gold", "false", "billing:C1"));
        List<RouterOsRow> sessions = List.of(session("*80", "anna"));

        assertThat(commands(List.of(with(Status.DEPARTED)), accounts, sessions)).containsExactly(expected);
        assertThat(commands(List.of(), accounts, sessions)).as("deleted from the table").containsExactly(expected);
    }

    @Test
    void accountsWithoutTheMarkerAreLeftAloneEvenUnderACustomersLogin() {
        assertThat(
                commands(
                        List.of(ANNA),
                        List.of(
                                account("*1", "office", "x", "false", "by hand"), account("*2", "anna", "x", "true", ""),
                                RouterOsRow.of(Map.of(".id", "*3", "name", "camera"))),
                        List.of(session("*80", "office"), session("*81", "anna"))))
                .isEmpty();
    }

    @Test
    void theTextsForPeopleHoldNoPassword() {
        assertThat(SyncPlan.of(List.of(new Customer("C1", "anna", "s3cret", "gold", Status.ACTIVE)), List.of(), List.of()))
                .noneMatch(change -> (change + " " + change.command()).contains("s3cret"));
        assertThat(new Customer("C1", "anna", "s3cret", "gold", Status.ACTIVE).toString()).doesNotContain("s3cret");
    }

    @Test
    void columnsAreFoundWhateverTheirCaseAndAMissingOneIsSaid() {
        Map<String, Object> row = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        row.putAll(Map.of("CUSTOMER_NUMBER", "C1", "LOGIN", "anna", "PASSWORD", "pw", "PLAN", "gold", "STATUS", "Active"));
        assertThat(Customer.from(row)).isEqualTo(ANNA);
        row.remove("plan");
        assertThatThrownBy(() -> Customer.from(row)).hasMessageContaining("without plan");
    }

    private static Customer with(Status status) {
        return new Customer(ANNA.number(), ANNA.login(), ANNA.password(), ANNA.plan(), status);
    }

    private static RouterOsRow account(String id, String name, String profile, String disabled, String comment) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put(".id", id);
        row.put("name", name);
        row.put("profile", profile);
        row.put("disabled", disabled);
        row.put("comment", comment);
        return RouterOsRow.of(row);
    }

    private static RouterOsRow session(String id, String name) {
        return RouterOsRow.of(Map.of(".id", id, "name", name));
    }

    private static List<String> commands(List<Customer> customers, List<RouterOsRow> accounts, List<RouterOsRow> sessions) {
        return SyncPlan.of(customers, accounts, sessions).stream().map(change -> change.command().toString()).toList();
    }
}
