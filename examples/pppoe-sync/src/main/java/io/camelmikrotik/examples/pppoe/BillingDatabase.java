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

import javax.sql.DataSource;

import io.camelmikrotik.examples.service.Service;
import io.camelmikrotik.examples.service.StartException;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Binds the database that {@code billing.*} names, before the routes look for it, and looks whether it has the table.
 */
final class BillingDatabase extends MainListenerSupport {

    static final String COLUMNS = "customer_number, login, password, plan, status";

    @Override
    public void beforeConfigure(BaseMainSupport main) {
        CamelContext context = main.getCamelContext();
        String url = Service.setting(context, "billing.url");
        DataSource database = new DriverManagerDataSource(
                url, Service.setting(context, "billing.username"), Service.setting(context, "billing.password"));
        // what follows may be a password
        String shown = url.replaceFirst("[?;].*", "");
        try {
            new JdbcTemplate(database).execute("select " + COLUMNS + " from customers where 1 = 0");
        } catch (BadSqlGrammarException e) {
            throw new StartException(
                    "the database " + shown + " has no table customers with the columns " + COLUMNS
                                     + ": create it with schema.sql",
                    e.getSQLException());
        } catch (DataAccessException e) {
            throw new StartException("the database " + shown + " (billing.url) cannot be used", e);
        }
        context.getRegistry().bind("billing", database);
    }
}
