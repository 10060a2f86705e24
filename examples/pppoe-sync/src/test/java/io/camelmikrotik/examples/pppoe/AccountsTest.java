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

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.camelmikrotik.examples.pppoe.Customer.Status;
import io.camelmikrotik.routeros.RouterOsRow;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AccountsTest {

    private static final Customer ANNA = new Customer("C1", "anna", "pw", "gold", Status.ACTIVE);

    @Test
    void aCustomerHasAnAccountWithItsMarker() {
        assertThat(Accounts.wanted(List.of(ANNA), List.of())).containsExactly(
                Map.of(
                        "comment", "billing:C1", "name", "anna", "password", "pw", "service", "pppoe", "profile", "gold",
                        "disabled", "no"));
    }

    @Test
    void theAccountOfAnOverdueCustomerIsDisabled() {
        assertThat(Accounts.wanted(List.of(with(Status.OVERDUE)), List.of())).singleElement()
                .satisfies(account -> assertThat(account).containsEntry("disabled", "yes"));
    }

    @Test
    void aDepartedCustomerHasNone() {
        assertThat(Accounts.wanted(List.of(with(Status.DEPARTED)), List.of())).isEmpty();
    }

    @Test
    void aLoginThatAnAccountWithoutTheMarkerHasIsLeftAlone() {
        assertThat(Accounts.wanted(List.of(ANNA), List.of(account("anna", "false", "by hand")))).isEmpty();
        assertThat(Accounts.wanted(List.of(ANNA), List.of(account("anna", "false", "billing:C1")))).hasSize(1);
        assertThat(Accounts.wanted(List.of(ANNA), List.of(RouterOsRow.of(Map.of("name", "anna"))))).isEmpty();
    }

    @Test
    void allSessionsOfDisabledAccountsWithTheMarkerEnd() {
        List<RouterOsRow> accounts = List.of(
                account("anna", "true", "billing:C1"), account("bert", "false", "billing:C2"),
                account("office", "true", "by hand"));
        List<RouterOsRow> sessions = List.of(
                session("*80", "anna"), session("*81", "bert"), session("*82", "anna"), session("*83", "office"));

        assertThat(Accounts.sessionsToEnd(accounts, sessions)).extracting(RouterOsRow::getId).containsExactly("*80", "*82");
    }

    @Test
    void aCustomerAsTextHoldsNoPassword() {
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

    private static RouterOsRow account(String name, String disabled, String comment) {
        return RouterOsRow.of(Map.of("name", name, "disabled", disabled, "comment", comment));
    }

    private static RouterOsRow session(String id, String name) {
        return RouterOsRow.of(Map.of(".id", id, "name", name));
    }
}
