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
package io.camelmikrotik.brokers;

import java.net.ServerSocket;
import java.nio.file.Path;

import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** Artemis, with its journal on disk. */
final class ArtemisBroker implements Broker {

    private final String url;
    private final EmbeddedActiveMQ server;

    ArtemisBroker(Path folder) throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            url = "tcp://127.0.0.1:" + socket.getLocalPort();
        }
        // as the recipe asks for
        AddressSettings commands = new AddressSettings().setDefaultGroupRebalance(true)
                .setDefaultGroupRebalancePauseDispatch(true).setRedeliveryDelay(0).setMaxDeliveryAttempts(-1);
        Configuration configuration = new ConfigurationImpl().setPersistenceEnabled(true).setSecurityEnabled(false)
                .setJMXManagementEnabled(false).setJournalType(JournalType.NIO).setJournalFileSize(1 << 20)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .addAcceptorConfiguration("clients", url)
                .addAddressSetting(SimpleString.of(CommandsFromAnywhereTest.COMMANDS).toString(), commands);
        server = new EmbeddedActiveMQ().setConfiguration(configuration);
        server.start();
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public void stop() throws Exception {
        server.stop();
    }
}
