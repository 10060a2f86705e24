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
package io.camelmikrotik.internal.fleet;

import java.util.function.Function;

import io.camelmikrotik.MikrotikEndpoint;
import io.camelmikrotik.internal.producer.ExchangeOperation;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;

/**
 * One device of an endpoint on a selection.
 *
 * @param device     the device
 * @param endpoint   as if the URI named the device alone; not known to the Camel context
 * @param operations what an exchange makes the producer do on it
 * @param consumers  makes its consumer
 */
public record FleetMember(
        FleetDevice device, MikrotikEndpoint endpoint, Function<Exchange, ExchangeOperation> operations,
        Function<Turns, Consumer> consumers) {

    String name() {
        return device.name();
    }
}
