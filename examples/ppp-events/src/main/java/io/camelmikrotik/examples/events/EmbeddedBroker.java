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

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnector;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.apache.camel.support.service.ServiceSupport;

/**
 * An Artemis broker inside this program, which keeps nothing on disk. What others can reach is never open to everybody:
 * it needs a user.
 */
final class EmbeddedBroker extends ServiceSupport {

    private static final String ROLE = "events";

    private final String url;
    private final String username;
    private final String password;
    private EmbeddedActiveMQ server;

    /**
     * @param  url                      where it listens: {@code vm://0} is reached from this program only
     * @param  username                 may do everything, and nobody else anything; empty for no security
     * @throws IllegalArgumentException if others can reach it and it has no user with a password
     */
    EmbeddedBroker(String url, String username, String password) {
        if (!url.startsWith("vm:") && (username.isEmpty() || password.isEmpty())) {
            throw new IllegalArgumentException(
                    "a broker at " + url + " can be reached by others: set broker.username and broker.password");
        }
        this.url = url;
        this.username = username;
        this.password = password;
    }

    @Override
    protected void doStart() throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(!username.isEmpty())
                .setJMXManagementEnabled(false)
                .addAcceptorConfiguration("clients", url);
        server = new EmbeddedActiveMQ().setConfiguration(configuration);
        if (!username.isEmpty()) {
            configuration.putSecurityRoles(
                    "#", Set.of(new Role(ROLE, true, true, true, true, true, true, true, true, true, true, false, false)));
            SecurityConfiguration users
                    = new SecurityConfiguration(Map.of(username, password), Map.of(username, List.of(ROLE)));
            server.setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
        }
        server.start();
    }

    @Override
    protected void doStop() throws Exception {
        server.stop();
        InVMConnector.resetThreadPool(); // its threads would keep the program running
    }
}
