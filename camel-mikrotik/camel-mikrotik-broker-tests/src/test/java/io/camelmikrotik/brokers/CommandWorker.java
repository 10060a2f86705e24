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

import io.camelmikrotik.MikrotikComponent;
import io.camelmikrotik.MikrotikDevice;
import io.camelmikrotik.brokers.documented.ArtemisCommands;
import io.camelmikrotik.brokers.documented.KafkaCommands;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A process with a recipe's routes. Arguments: {@code kafka} or {@code artemis}, where the broker is, the user that it
 * logs in as, and the addresses of the devices, which are named r0, r1, …
 */
public final class CommandWorker {

    private CommandWorker() {
    }

    public static void main(String[] arguments) throws Exception {
        CamelContext context = context(arguments[0], arguments[1]);
        MikrotikComponent mikrotik = context.getComponent("mikrotik", MikrotikComponent.class);
        mikrotik.getConfiguration().setUsername(arguments[2]);
        mikrotik.getConfiguration().setPassword(CommandsFromAnywhereTest.PASSWORD);
        for (int i = 3; i < arguments.length; i++) {
            MikrotikDevice device = new MikrotikDevice();
            device.setHost(arguments[i].substring(0, arguments[i].indexOf(':')));
            device.setPort(Integer.parseInt(arguments[i].substring(arguments[i].indexOf(':') + 1)));
            context.getRegistry().bind("r" + (i - 3), device);
        }
        context.start();
        System.out.println("ready");
        // ends with the test, if the test does not end it
        while (System.in.read() >= 0) {
            continue;
        }
        System.exit(0);
    }

    /** With the recipe's routes, not started. */
    static CamelContext context(String recipe, String url) throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.getShutdownStrategy().setTimeout(5);
        if (recipe.equals("kafka")) {
            context.getComponent("kafka", KafkaComponent.class).getConfiguration().setBrokers(url);
            context.addRoutes(new KafkaCommands());
        } else {
            context.getComponent("jms", JmsComponent.class)
                    .setConnectionFactory(new ActiveMQConnectionFactory(url + "?consumerWindowSize=0"));
            context.addRoutes(new ArtemisCommands());
        }
        return context;
    }
}
