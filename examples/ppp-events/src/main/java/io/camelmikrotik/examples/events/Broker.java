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
package io.camelmikrotik.examples.events;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;

import io.camelmikrotik.examples.service.Service;
import io.camelmikrotik.examples.service.StartException;
import org.apache.camel.CamelContext;

/** The broker that {@code broker.*} names. */
final class Broker {

    private Broker() {
    }

    /** @throws StartException if nobody can connect to it: one who waits for it would not know why nothing happens */
    static void check(CamelContext context) {
        ConnectionFactory broker = context.getRegistry().lookupByNameAndType("broker", ConnectionFactory.class);
        String url = Service.setting(context, "broker.url").replaceFirst("[?;].*", "");
        if (broker == null) {
            throw new StartException("there is no ConnectionFactory named broker (camel.beans.broker)");
        }
        String username = Service.setting(context, "broker.username");
        String password = Service.setting(context, "broker.password");
        try {
            (username.isEmpty() ? broker.createConnection() : broker.createConnection(username, password)).close();
        } catch (JMSException e) {
            throw new StartException("the broker " + url + " (broker.url) cannot be used", e);
        }
    }
}
